"""An answer as a letter: the same headline, a table of what moved, and at most three lines an instrument."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from regtrack.report import labels
from regtrack.report.answer.answer import Answer
from regtrack.report.answer.model import AnswerLine, CitedDocument, InstrumentStanding
from regtrack.report.answer.moved import Moved
from regtrack.report.answer.text import TITLES
from regtrack.report.dates_in_words import brief, day_month
from regtrack.report.labels import HORIZON
from regtrack.report.language import capital, joined, sentence, term, tr
from regtrack.report.layout import cells, cut, shown, wrap

_LINES = 3
"""Most lines for one instrument; more are counted."""
_LONGEST = 180
"""Most characters of the record's summary."""
_ROWS = 12
"""Most instruments in the table."""
_NAME, _STATUS = 34, 22


@attrs.frozen
class LetterItem:
    """What a letter says about one instrument, or one article.

    Attributes:
        name: of the instrument; empty where the line says it.
        lines: what it says.
        source: the best source; None where there is none.
        more: how many other sources there are.
        note: why it is included; empty where that is the same for all.
        said_by: of a claim, the article that makes it.
    """

    name: str
    lines: tuple[str, ...]
    source: CitedDocument | None = None
    more: int = 0
    note: str = ""
    said_by: str = ""


@attrs.frozen
class LetterBlock:
    """A section of a letter; ``rest`` says how many items were cut."""

    id: str
    title: str
    items: tuple[LetterItem, ...]
    rest: str = ""


@attrs.frozen
class LetterRow:
    """An instrument that moved, in the table: its name, its status and since when."""

    name: str
    status: str
    since: str


@attrs.frozen
class Letter:
    """Everything that a letter shows, not cut short.

    Attributes:
        headline: the answer in one sentence.
        context: which window it is about, and how much moved.
        about: what the reader follows.
        rows: the table of what moved; empty where only one instrument did.
        blocks: the sections, the heaviest first.
        empty: the text where there is nothing to report.
        horizon: the sources and limits.
    """

    headline: str
    context: tuple[str, ...]
    about: tuple[str, ...]
    rows: tuple[LetterRow, ...]
    blocks: tuple[LetterBlock, ...]
    empty: str
    horizon: tuple[str, ...]


def rows_of(answer: Answer) -> tuple[LetterRow, ...]:
    """Return the table of what moved; empty for a single instrument, which the headline covers."""
    found = tuple(
        LetterRow(each.name, _status(each.standing), brief(each.standing.since))
        for each in answer.moved
        if each.standing is not None
    )
    return found[:_ROWS] if len(found) > 1 else ()


def _status(standing: InstrumentStanding) -> str:
    return tr("{status}, not enforced", status=standing.status) if standing.unenforced else standing.status


def blocks_of(answer: Answer, notes: Mapping[str, str], beside: Mapping[str, Sequence[str]]) -> tuple[LetterBlock, ...]:
    """Return what changed by weight.

    Args:
        answer: the answer.
        notes: why an instrument is included, by its id.
        beside: further texts about an instrument, by its id.
    """
    blocks = []
    for weight, title in TITLES.items():
        of_weight = [each for each in answer.moved if each.weight is weight]
        items = tuple(_item(each, answer.year, notes.get(each.id, ""), beside.get(each.id, ())) for each in of_weight)
        if items:
            blocks.append(LetterBlock(f"weight-{weight.value}", tr(title), items))
    return tuple(blocks)


def _item(moved: Moved, year: str, note: str, beside: Iterable[str]) -> LetterItem:
    lines = [_line(line, year) for line in moved.lines]
    if moved.about and len(moved.lines) == 1:
        lines[0] = joined(" ", (lines[0], cut(moved.about, _LONGEST)))
    lines += [sentence(capital(text)) for text in dict.fromkeys(beside)]
    return LetterItem(moved.label, tuple(lines), moved.best, moved.more, note)


def _line(line: AnswerLine, year: str) -> str:
    if not line.on[:1].isdecimal():
        return sentence(capital(line.text))
    return sentence(tr("{label}: {text}", label=day_month(line.on, year), text=line.text))


def by_article(claims: Iterable[LetterItem]) -> Iterator[LetterItem]:
    """Group claims by the article that makes them: how many, then each."""
    found: dict[str, list[LetterItem]] = {}
    for claim in claims:
        found.setdefault(claim.said_by, []).append(claim)
    for of_article in found.values():
        if len(of_article) == 1:
            yield of_article[0]
            continue
        lines = tuple(line for claim in of_article for line in claim.lines)
        notes = "; ".join(dict.fromkeys(claim.note for claim in of_article if claim.note))
        yield LetterItem(of_article[0].said_by, (sentence(labels.contradictions(len(of_article))), *lines), note=notes)


def cut_at(letter: Letter, cap: int, message: str) -> tuple[Letter, int]:
    """Cut a letter to so many items a section and lines an item, each with a note on the rest; return how many."""
    blocks, left_out = [], 0
    for block in letter.blocks:
        items, more = [], len(block.items) - cap
        for item in block.items[:cap]:
            rest = len(item.lines) - _LINES
            left_out += max(rest, 0)
            lines = (*item.lines[:_LINES], tr(message, count=rest)) if rest > 0 else item.lines
            items.append(attrs.evolve(item, lines=lines))
        left_out += max(more, 0)
        blocks.append(attrs.evolve(block, items=tuple(items), rest=tr(message, count=f"{more:,}") if more > 0 else ""))
    return attrs.evolve(letter, blocks=tuple(blocks)), left_out


# --- as text ------------------------------------------------------------------------------------------------------


def to_text(letter: Letter, *, width: int = 72) -> str:
    """Return a letter as plain text, no line wider than ``width`` cells."""
    lines = [*wrap(letter.headline, width), ""]
    lines += [line for text in letter.context for line in wrap(text, width)]
    lines += [line for text in letter.about for line in wrap(text, width)]
    if letter.rows:
        lines += ["", tr("What moved").upper()]
        lines += [_row(row) for row in letter.rows]
    for block in letter.blocks:
        lines += ["", shown(block.title).upper()]
        for item in block.items:
            lines += _text_of(item, width)
        lines += wrap(block.rest, width) if block.rest else []
    if letter.empty:
        lines += ["", *wrap(letter.empty, width)]
    lines += ["", term("section", HORIZON)]
    lines += [line for text in letter.horizon for line in wrap(text, width, "  ", "    ")]
    return "\n".join(lines) + "\n"


def _row(row: LetterRow) -> str:
    name, status = cut(shown(row.name), _NAME - 2), cut(shown(row.status), _STATUS - 2)
    return f"{name}{' ' * (_NAME - cells(name))}{status}{' ' * (_STATUS - cells(status))}{row.since}".rstrip()


def _text_of(item: LetterItem, width: int) -> Iterator[str]:
    if item.name:
        yield from wrap(item.name, width, "* ", "  ")
    for line in item.lines:
        yield from wrap(line, width, "  " if item.name else "", "  ")
    if item.note:
        yield from wrap(tr("({text})", text=item.note), width, "  ")
    if item.source is not None:
        yield from wrap(_source(item.source, item.more), width, "  ")
        if item.source.standing != "official" and item.source.url:
            yield from wrap(item.source.url, width, "  ", "    ")


def _source(source: CitedDocument, more: int) -> str:
    by = joined(", ", (source.publisher, source.date))
    where = source.url if source.standing == "official" and source.url else by
    named = tr("{label}: {text}", label=term("standing", source.standing), text=where)
    return tr("{source} (and {count} more)", source=named, count=more) if more else named
