"""An answer with all its details as text for terminals and pipes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regtrack.report.answer.answer import Answer
from regtrack.report.answer.model import CitedDocument
from regtrack.report.answer.parts import AnswerEntry, AnswerGroup, AnswerPart, leading
from regtrack.report.labels import HORIZON
from regtrack.report.language import joined, quoted, term, tr
from regtrack.report.layout import Paint, ansi, cells, headed, plain, shown, wrap

_INDENT = "  "


def to_text(
    answer: Answer, *, width: int = 80, colour: bool = False, picture: Sequence[str] = (), why: bool = False
) -> str:
    """Return an answer with its details as text, no line wider than ``width`` cells.

    Args:
        answer: what to show.
        width: in cells.
        colour: with colours.
        picture: lines to stand above its sections.
        why: every source of each entry, and not the best alone.
    """
    paint = ansi if colour else plain
    lines = [*_head(answer, width, paint), *(["", *map(shown, picture)] if picture else ())]
    for part in answer.details:
        lines += ["", *_part(part, width, paint, why=why)]
    lines += ["", paint(term("section", HORIZON), "section")]
    for line in answer.horizon:
        lines += [paint(each, "dim") for each in wrap(line, width, _INDENT, _INDENT * 2)]
    return "\n".join(lines) + "\n"


def _head(answer: Answer, width: int, paint: Paint) -> Iterator[str]:
    yield from headed(answer.notices, answer.headline, answer.subtitle, width, paint)
    if answer.facts:
        yield ""
        facts = [(" ".join(shown(label).split()), text) for label, text in answer.facts]
        label_width = min(max(cells(label) for label, _ in facts), 24) + 2
        for label, text in facts:
            if cells(label) + 2 > label_width:
                yield from wrap(tr("{label}: {text}", label=label, text=text), width, _INDENT, _INDENT * 2)
            else:
                lead = _INDENT + label + " " * (label_width - cells(label))
                yield from wrap(text, width, lead, " " * cells(lead))


def _part(part: AnswerPart, width: int, paint: Paint, *, why: bool) -> Iterator[str]:
    yield from (paint(line, "section") for line in wrap(part.title.upper(), width))
    for group in part.groups:
        yield from _group(group, width, paint, why=why)


def _group(group: AnswerGroup, width: int, paint: Paint, *, why: bool) -> Iterator[str]:
    if group.name:
        name = group.name if group.scope is None else tr("{title}: {scope}", title=group.name, scope=group.scope)
        heads = wrap(name, width, _INDENT)
        if cells(heads[-1]) + cells(group.id) + 2 <= width:
            gap = " " * (width - cells(heads[-1]) - cells(group.id))
            yield from (paint(head, "name") for head in heads[:-1])
            yield paint(heads[-1], "name") + gap + paint(group.id, "dim")
        else:
            yield from (paint(head, "name") for head in heads)
            yield from (paint(line, "dim") for line in wrap(group.id, width, _INDENT * 2))
    for entry in group.entries:
        yield from _entry(entry, width, paint, why=why)


def _entry(entry: AnswerEntry, width: int, paint: Paint, *, why: bool) -> Iterator[str]:
    body = _INDENT * 3
    mark = f" [{term('certainty', entry.certainty)}]" if entry.certainty else ""
    date = f"{entry.date}{term('form', ': ')}" if entry.date and entry.date not in entry.sentence else ""
    yield from wrap(f"{date}{entry.sentence}{mark}", width, f"{_INDENT}- ", _INDENT * 2)
    if entry.text:
        yield from wrap(entry.text, width, body)
    if entry.note:
        yield from (paint(line, "dim") for line in wrap(tr("Note: {note}", note=entry.note), width, body, body))
    because = joined("; ", (entry.change, entry.cause))
    if because:
        yield from (paint(line, "dim") for line in wrap(tr("({text})", text=because), width, body))
    if entry.sources:
        best = entry.sources if why else leading(entry.sources)
        for place, source in enumerate(best, 1):
            more = len(entry.sources) - place if place == len(best) else 0
            yield from (paint(line, "dim") for line in _source(source, more, width, body))


def _source(source: CitedDocument, more: int, width: int, indent: str) -> Iterator[str]:
    if source.quote:
        yield from wrap(quoted(source.quote), width, indent)
    words = (
        tr("Source: {source} (and {count} more)", source=source.named, count=more)
        if more
        else tr("Source: {source}", source=source.named)
    )
    yield from wrap(words, width, indent)
    if source.url:
        yield from wrap(source.url, width, indent + _INDENT)
