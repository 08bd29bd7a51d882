"""Redlines: how the words of rules changed, for people, for programs, and on the page of a report."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

import attrs

from regtrack.errors import printable
from regtrack.queries.redlines import AmendedPair, AmendedWords, Redline, RedlineReport
from regtrack.report import phrases
from regtrack.report.language import term, tr
from regtrack.report.layout import wrap
from regtrack.report.plain import schema_name
from regtrack.report.texts import check_format, moment_at, page_of
from regtrack.report.untrusted import json_of, markdown
from regtrack.text.align import Pair
from regtrack.text.provision import cite
from regtrack.text.redline import WordMark, WordRun, runs_of

SHOWN = 12
"""So many paragraphs of an instrument are shown on a page; of the others it says how many there are."""
_AROUND = 14
"""So many words that stay are shown on either side of a change."""


def render_redlines(report: RedlineReport, format_: str = "text", *, colour: bool = False) -> str:
    """Return redlines in one of the formats.

    Args:
        report: what ``tracker.diff(..., text=True)`` returned.
        format_: ``text``, ``md``, ``html`` or ``json``.
        colour: ANSI colours in a text.

    Raises:
        InputError: there is no such format.
    """
    check_format(format_)
    if format_ == "json":
        return json_of(redline_table(report))
    parts = [_redline_part(each, format_, colour) for each in report.redlines]
    if format_ == "html":
        return page_of("Redline", "\n".join(parts))
    return "\n".join(parts)


def _redline_part(redline: Redline, format_: str, colour: bool) -> str:
    title = f"{redline.scope}: {redline.before.question.on} to {redline.after.question.on}"
    moments = dict.fromkeys(moment_at(each.question.known) for each in (redline.before, redline.after))
    known = f"As known on {' and on '.join(moments)}."
    body = [_pair(pair, format_, redline.typographic, colour) for pair in redline.pairs]
    body = body or [{"html": "<p>The words are the same.</p>"}.get(format_, "The words are the same.")]
    refusals = list(redline.refusals)
    if format_ == "html":
        notes = "".join(f'<p class="doubt">{html.escape(each)}</p>' for each in refusals)
        return f"<h1>{html.escape(title)}</h1>\n<p>{known}</p>\n" + "\n".join(body) + notes
    if format_ == "md":
        notes_md = [f"> {markdown(each)}" for each in refusals]
        return "\n\n".join([f"# {title}", known, *body, *notes_md]) + "\n"
    notes_text = ["", "Could not incorporate", *(line for each in refusals for line in wrap(each, 80, "  ", "    "))]
    notes_text = notes_text if refusals else []
    return "\n".join([title, known, "", *body, *notes_text]) + "\n"


def _pair(pair: Pair, format_: str, typographic: bool, colour: bool) -> str:
    placed = pair.new or pair.old
    assert placed is not None
    where = cite(placed.provision, placed.paragraph.address)
    was = ""
    if pair.old is not None and pair.new is not None and pair.old.place != pair.new.place:
        was = f", was {cite(pair.old.provision, pair.old.paragraph.address)}"
    label = f"{where} ({pair.turn.value}{was})"
    runs = runs_of(pair, typographic=typographic)
    words = "".join(_run(run, "colour" if colour and format_ == "text" else format_) for run in runs)
    if format_ == "html":
        return f"<h2>{html.escape(label)}</h2>\n<p>{words}</p>"
    if format_ == "md":
        return f"**{markdown(label)}**\n\n{words}"
    return "\n".join([*wrap(label, 80), *wrap(words, 80, "  ", "  "), ""])


_AROUND_RUN = {
    "html": {WordMark.OUT: ("<del>", "</del>"), WordMark.IN: ("<ins>", "</ins>")},
    "md": {WordMark.OUT: ("~~", "~~"), WordMark.IN: ("**", "**")},
    "text": {WordMark.OUT: ("[-", "-]"), WordMark.IN: ("{+", "+}")},
    "colour": {WordMark.OUT: ("\x1b[31;9m", "\x1b[0m"), WordMark.IN: ("\x1b[32m", "\x1b[0m")},
}
"""What stands before and behind words that go, and words that come; blanks at their end stay outside."""


def _run(run: WordRun, manner: str) -> str:
    words = run.new or run.old
    bare = words.rstrip()
    text = markdown(bare) if manner == "md" else html.escape(printable(bare)) if manner == "html" else printable(bare)
    before, behind = _AROUND_RUN[manner].get(run.mark, ("", ""))
    return f"{before}{text}{behind}{' ' * (bare != words)}"


def redline_table(report: RedlineReport) -> dict[str, Any]:
    """Return redlines for programs."""
    return {
        "schema": schema_name("redline"),
        "redlines": [
            {
                "scope": each.scope,
                "before": {"on": str(each.before.question.on), "known": str(each.before.question.known)},
                "after": {"on": str(each.after.question.on), "known": str(each.after.question.known)},
                "changes": [_pair_table(pair, each.typographic) for pair in each.pairs],
                "could_not_incorporate": list(each.refusals),
            }
            for each in report.redlines
        ],
    }


def _pair_table(pair: Pair, typographic: bool) -> dict[str, Any]:
    def where(paragraph: Any) -> str | None:
        return cite(paragraph.provision, paragraph.paragraph.address) if paragraph is not None else None

    return {
        "turn": pair.turn.value,
        "before": where(pair.old),
        "after": where(pair.new),
        "runs": [
            {"mark": run.mark.value, "words": run.new or run.old} for run in runs_of(pair, typographic=typographic)
        ],
    }


# --- on the page of a report ------------------------------------------------------------------------------------------


@attrs.frozen
class RedlineRow:
    """A paragraph on the page.

    Attributes:
        label: where it stands, and what became of it.
        runs: pairs of ``kept``, ``out`` or ``in`` and the words; ``gap`` where words that stay are left out.
    """

    label: str
    runs: tuple[tuple[str, str], ...]


@attrs.frozen
class PageRedline:
    """The words that an instrument changed, on the page.

    Attributes:
        rows: the first paragraphs.
        more: how many are not shown.
        refusals: what could not be incorporated.
    """

    rows: tuple[RedlineRow, ...]
    more: int
    refusals: tuple[str, ...]


def page_redline(words: AmendedWords) -> PageRedline:
    """Return what a page shows of the words that an instrument changed."""
    rows = tuple(RedlineRow(_label(each), tuple(_shortened(runs_of(each.pair)))) for each in words.pairs[:SHOWN])
    return PageRedline(rows, max(0, len(words.pairs) - SHOWN), words.refusals)


def _label(amended: AmendedPair) -> str:
    placed = amended.pair.new or amended.pair.old
    assert placed is not None
    where = cite(placed.provision, placed.paragraph.address)
    turn = term("turn", amended.pair.turn.value)
    if amended.begins_on is not None:
        turn = tr("{what}, from {date}", what=turn, date=phrases.day(amended.begins_on))
    return tr("{label}: {text}", label=where, text=turn)


def _shortened(runs: tuple[WordRun, ...]) -> Iterator[tuple[str, str]]:
    """Return runs with the middle of what stays left out: a change is read with what is beside it."""
    for place, run in enumerate(runs):
        words = printable(run.new or run.old)
        tokens = words.split(" ")
        first, last = place == 0, place == len(runs) - 1
        if run.mark is not WordMark.KEPT or len(tokens) <= _AROUND * (1 if first or last else 2) + 4:
            bare = words.rstrip()
            yield run.mark.value, bare if run.mark is not WordMark.KEPT else words
            if run.mark is not WordMark.KEPT and bare != words:
                yield "kept", " "
            continue
        if not first:
            yield "kept", " ".join(tokens[:_AROUND]) + " "
        yield "gap", "…"
        if not last:
            yield "kept", " " + " ".join(tokens[-_AROUND:])
