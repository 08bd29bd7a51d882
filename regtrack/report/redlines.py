"""Redlines: how the words of rules changed, for people, for programs, and on the page of a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, TypeAlias

import attrs

from regtrack.errors import InputError, kind_in_words, printable
from regtrack.queries.redlines import AmendedWords, Redline, RedlineReport
from regtrack.queries.searching import SearchAnswer
from regtrack.queries.texts import TextAnswer
from regtrack.report import dates_in_words
from regtrack.report.language import term, tr
from regtrack.report.plain import schema_name
from regtrack.report.texts import Line, check_format, laid_out, moment_at, render_search, render_text
from regtrack.report.untrusted import json_of
from regtrack.text.align import Pair, Placed
from regtrack.text.provision import cite
from regtrack.text.redline import WordMark, WordRun, runs_of

SHOWN = 12
"""Most paragraphs of an instrument shown on a page; the others are counted."""
_AROUND = 14
"""Unchanged words shown on either side of a change."""


AnswerInWords: TypeAlias = SearchAnswer | TextAnswer | RedlineReport


def render_words(answer: AnswerInWords, format_: str, *, colour: bool, why: bool, width: int) -> str:
    """Return what a search found, the text of a provision, or redlines, in one of the formats of its command.

    Raises:
        InputError: it has no such format, or is no answer.
    """
    if isinstance(answer, SearchAnswer):
        if format_ not in ("text", "json"):
            raise InputError(f"format: found {format_!r}; expected text or json, which a search has")
        return render_search(answer, format_, width=width)
    if isinstance(answer, TextAnswer):
        return render_text(answer, format_, why=why, width=width)
    if isinstance(answer, RedlineReport):
        return render_redlines(answer, format_, colour=colour, width=width)
    raise InputError(f"answer: found {kind_in_words(answer)}; expected what a question of a tracker returned")


def render_redlines(report: RedlineReport, format_: str = "text", *, colour: bool = False, width: int = 80) -> str:
    """Return redlines in one of the formats.

    Args:
        report: what ``tracker.diff(..., text=True)`` returned.
        format_: ``text``, ``md``, ``html`` or ``json``.
        colour: ANSI colours in a text.
        width: of a text, in cells.

    Raises:
        InputError: there is no such format.
    """
    check_format(format_)
    if format_ == "json":
        return json_of(redline_table(report))
    parts = [list(_lines(each)) for each in report.redlines]
    if format_ == "html":
        return laid_out("Redline", [line for part in parts for line in part], format_)
    return "\n".join(laid_out("", part, format_, colour=colour, width=width) for part in parts)


def _lines(redline: Redline) -> Iterator[Line]:
    def line(kind: str, text: str) -> Line:
        return kind, ((WordMark.KEPT.value, text),)

    yield line("title", f"{redline.scope}: {redline.before.question.on} to {redline.after.question.on}")
    moments = dict.fromkeys(moment_at(each.question.known) for each in (redline.before, redline.after))
    yield line("head", f"As known on {' and on '.join(moments)}.")
    if not redline.pairs:
        yield line("words", "The words are the same.")
    for pair in redline.pairs:
        was = ""
        if pair.old is not None and pair.new is not None and pair.old.place != pair.new.place:
            was = f", was {_where(pair.old)}"
        yield line("section", f"{_where(pair.new or pair.old)} ({pair.turn.value}{was})")
        runs = runs_of(pair, typographic=redline.typographic)
        yield "redline", tuple((run.mark.value, run.new or run.old) for run in runs)
    if redline.refusals:
        yield line("section", "Could not incorporate")
    yield from (line("note", each) for each in redline.refusals)


def _where(placed: Placed | None) -> str | None:
    return cite(placed.provision, placed.paragraph.address) if placed is not None else None


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
    return {
        "turn": pair.turn.value,
        "before": _where(pair.old),
        "after": _where(pair.new),
        "runs": [
            {"mark": run.mark.value, "words": run.new or run.old} for run in runs_of(pair, typographic=typographic)
        ],
    }


# --- on the page of a report ------------------------------------------------------------------------------------------


@attrs.frozen
class PageRedline:
    """The words that an instrument changed, on the page.

    Attributes:
        rows: of the first paragraphs, the place and the change of each; and pairs of ``kept``, ``out`` or ``in``
            and the words, ``gap`` where words that stay are left out.
        more: how many are not shown.
        refusals: what could not be incorporated.
    """

    rows: tuple[Line, ...]
    more: int
    refusals: tuple[str, ...]


def page_redline(words: AmendedWords) -> PageRedline:
    """Return what a page shows of the words that an instrument changed."""
    rows = tuple((_label(*each), tuple(_shortened(runs_of(each[0])))) for each in words.pairs[:SHOWN])
    return PageRedline(rows, max(0, len(words.pairs) - SHOWN), words.refusals)


def _label(pair: Pair, begins_on: dt.date | None) -> str:
    where = _where(pair.new or pair.old)
    turn = term("turn", pair.turn.value)
    if begins_on is not None:
        turn = tr("{what}, from {date}", what=turn, date=dates_in_words.day(begins_on))
    return tr("{label}: {text}", label=where, text=turn)


def _shortened(runs: tuple[WordRun, ...]) -> Iterator[tuple[str, str]]:
    """Yield runs without the middle of unchanged words: a change is read in its context."""
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
