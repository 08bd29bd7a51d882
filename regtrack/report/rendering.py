"""One answer, many formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypedDict, Unpack, overload

import attrs

from regtrack.errors import InputError, StoreError, kind_in_words
from regtrack.model.answers import AnswerBase, History, Report, StateReport
from regtrack.model.kinds import Certainty
from regtrack.model.state import State
from regtrack.plugins import Door, UnfitError, said
from regtrack.report.answer.model import Weight
from regtrack.report.language import SOURCE, instrument_label, speaking, tr

if TYPE_CHECKING:
    from regtrack.model.listings import AnyAnswer, DetailedAnswer, TimelineReport
    from regtrack.report.redlines import AnswerInWords


class Options(NamedTuple):
    """How an answer is to be shown; each format takes what concerns it. See :func:`render`."""

    width: int = 80
    colour: bool = False
    encoding: str = "utf-8"
    templates: str | Path | None = None
    bom: bool = False
    alarms: tuple[str, ...] = ()
    name: str | None = None
    url: str | None = None
    full: bool = False
    why: bool = False
    limit: int | None = None
    sort: str | None = None


class OutputFormat(NamedTuple):
    """A form that an answer can be given.

    Attributes:
        write: returns an answer in it: a text, or bytes.
        suffixes: what names of files end in that ask for it, such as ``.docx``.
        media: its media type, as a server sends it.
    """

    write: Callable[[AnyAnswer, Options], str | bytes]
    suffixes: tuple[str, ...] = ()
    media: str = "application/octet-stream"


class How(TypedDict, total=False):
    """The options of :func:`render`."""

    lang: str
    width: int
    colour: bool
    encoding: str
    templates: str | Path | None
    bom: bool
    alarms: Iterable[str]
    name: str | None
    url: str | None
    full: bool
    why: bool
    limit: int | None
    sort: str | None


@overload
def render(  # type: ignore[overload-overlap]
    answer: AnyAnswer | State, format: Literal["xlsx"], **options: Unpack[How]
) -> bytes: ...


@overload
def render(answer: AnyAnswer | State | AnswerInWords, format: str = "text", **options: Unpack[How]) -> str: ...


def render(
    answer: AnyAnswer | State | AnswerInWords,
    format: str = "text",
    *,
    lang: str = SOURCE,
    width: int = 80,
    colour: bool = False,
    encoding: str = "utf-8",
    templates: str | Path | None = None,
    bom: bool = False,
    alarms: Iterable[str] = (),
    name: str | None = None,
    url: str | None = None,
    full: bool = False,
    why: bool = False,
    limit: int | None = None,
    sort: str | None = None,
) -> str | bytes:
    """Return an answer in one of the formats: text, or for ``xlsx`` bytes.

    A calendar and a feed read the ledger again: it must still be open. The time machine of a page and the picture in a
    timeline's text do so too, and are left out when it is closed.

    Args:
        answer: what a question of a tracker returned. A search has the formats ``text`` and ``json`` alone, and the
            words of rules these, ``md`` and ``html``.
        format: ``text``, ``md``, ``html``, ``json``, ``jsonl``, ``csv``, ``ics`` (iCalendar), ``atom`` or ``xlsx``
            (Excel; needs the extra ``office``), or one that a plug-in brings.
        lang: the language of everything but what the record quotes: ``en`` or ``ja``. What programs read, ``json``,
            ``jsonl`` and ``csv``, is the same in each.
        width: columns of a text.
        colour: ANSI colours in a text.
        encoding: what a text will be encoded in; its picture keeps to the characters that this has.
        templates: a folder whose templates stand in for the bundled ones of the same name (``report.md.j2``,
            ``report.html.j2``), or ``package:NAME`` for the folder ``templates`` of a package; they run in a sandbox.
        bom: begin a CSV with a byte order mark, by which Excel knows that it is UTF-8.
        alarms: how long before each date a calendar reminds, such as ``7d``, ``12h``, ``30m`` or ``2w``.
        name: of a calendar or feed; by default it is made from the question.
        url: the web address at which a calendar or feed will be published.
        full: a text with every change in all its words, and not on one screen.
        why: a text with every source.
        limit: how many instruments of each group a text lists; None for as many as fit on a screen.
        sort: how a text orders a group: by ``weight``, ``date`` or ``name``; by default dates ahead and timelines by
            date, all else by weight.

    Raises:
        InputError: there is no such format or language, a template has a fault, or an option is not written as it
            should be.
        StoreError: the ledger is needed again and is closed.
    """
    form = DOOR.get(format)
    if form is None:
        raise InputError(f"format: found {format!r}; expected one of {', '.join(DOOR.names())}")
    if url is not None:
        _check_address(url)
    if isinstance(answer, State):
        answer = (answer.history or History(answer.known)).why(answer)
    if not isinstance(answer, AnswerBase):
        from regtrack.report.redlines import render_words

        return render_words(answer, format, colour=colour, why=why, width=width)
    with speaking(lang):
        before = (alarms,) if isinstance(alarms, str) else tuple(alarms)
        options = Options(width, colour, encoding, templates, bom, before, name, url, full, why, limit, sort)
        return form.write(answer, options)


def _check_address(url: str) -> None:
    from regtrack.report.untrusted import web_address

    if not web_address(url):
        raise InputError(f"url: found {url!r}; expected a web address, such as https://example.org/rules.ics")


def plain_table(answer: AnyAnswer) -> dict[str, Any]:
    """Return an answer as the table that JSON shows."""
    from regtrack.model.listings import Board, TimelineReport, UpcomingReport
    from regtrack.report import plain

    makers: dict[type, Callable[[Any], dict[str, Any]]] = {
        Board: plain.board,
        Report: plain.report,
        StateReport: plain.states,
        TimelineReport: plain.timeline,
        UpcomingReport: plain.upcoming,
    }
    return makers[type(answer)](answer)


def _rows(answer: AnyAnswer) -> dict[str, Any]:
    """Return the part of an answer's table that a spreadsheet shows."""
    if isinstance(answer, Report):
        from regtrack.report import plain

        return plain.rows(answer)
    return plain_table(answer)


def row_count(answer: AnyAnswer) -> int:
    """Return how many rows the spreadsheet of an answer has below its header."""
    from regtrack.report import table

    return sum(1 for _ in table.rows_of(_rows(answer))[1])


def _text(answer: AnyAnswer, options: Options) -> str:
    from regtrack.report import answer as answers

    how: dict[str, Any] = {"width": options.width, "colour": options.colour}
    if isinstance(answer, Report) and not options.full:
        from regtrack.report.answer import text

        return text.to_text(answers.of(answer, options.sort), **how, limit=options.limit, why=options.why)
    if isinstance(answer, StateReport) and not options.full:
        from regtrack.report.answer import state

        return state.to_text(state.of(answer), **how, why=options.why)
    from regtrack.model.listings import Board, TimelineReport

    if isinstance(answer, Board):
        from regtrack.report.answer import board

        return board.to_text(board.of(answer), **how, full=options.full, limit=options.limit)
    picture = _picture(answer, options) if isinstance(answer, TimelineReport) else ()
    if options.full:
        from regtrack.report.answer import full

        return full.to_text(answers.whole(answer), **how, picture=picture, why=options.why)
    from regtrack.report.answer import listing

    first = answers.of(answer, options.sort)
    return listing.to_text(first, **how, limit=options.limit, why=options.why, picture=picture)


def _picture(answer: TimelineReport, options: Options) -> Sequence[str]:
    """Return the picture of a timeline, if its ledger can still be read; the list says everything without it."""
    from regtrack.report.strip import MOST_ROWS, strip

    if answer.history is None or len(answer.sources.instruments) > MOST_ROWS:
        return ()
    try:
        return strip(answer, answer.history.read(), width=options.width, encoding=options.encoding)
    except StoreError:
        return ()


def _markdown(answer: AnyAnswer, options: Options) -> str:
    from regtrack.model.listings import Board
    from regtrack.report import answer as answers
    from regtrack.report import templating

    if isinstance(answer, Board):
        return templating.fill("board.md.j2", options.templates, {"board": answers.of(answer)}, escape=False)
    return templating.fill("report.md.j2", options.templates, _given(answer, options), escape=False)


def _given(answer: DetailedAnswer, options: Options) -> dict[str, Any]:
    """Return the variables of an answer's template."""
    from regtrack.report import answer as answers
    from regtrack.report.answer import sections

    whole = answers.whole(answer, options.sort)
    return {"answer": whole, "sections": sections.of(whole) if isinstance(answer, Report) else None}


def _html(answer: AnyAnswer, options: Options) -> str:
    from regtrack.model.listings import Board
    from regtrack.report import answer as answers
    from regtrack.report import templating
    from regtrack.report.answer import board
    from regtrack.report.page.html_page import HtmlPage

    if isinstance(answer, Board):
        page = HtmlPage(answer, options.templates)
        return templating.fill(
            "board.html.j2", options.templates, {"board": answers.of(answer), "page": page}, escape=True
        )
    given = _given(answer, options)
    moved: list[str] = []
    if isinstance(answer, Report):
        acts = [each for each in given["answer"].moved if each.weight is not Weight.CONTEXT]
        rows = [row for each in acts if (row := board.row_of(each)) is not None]
        given |= {"rows": rows[:_FIRST_ROWS], "more_rows": rows[_FIRST_ROWS:]}
        moved = [each.id for each in acts]
    given["page"] = HtmlPage(answer, options.templates, moved)
    return templating.fill("report.html.j2", options.templates, given, escape=True)


_FIRST_ROWS = 8
"""Rows of the board on a page before the rest is asked for: with the headline they fill a screen."""


def _json(answer: AnyAnswer, _: Options) -> str:
    from regtrack.report.untrusted import json_of

    return json_of(plain_table(answer))


def _jsonl(answer: AnyAnswer, _: Options) -> str:
    from regtrack.report import table

    return table.to_jsonl(plain_table(answer))


def _csv(answer: AnyAnswer, options: Options) -> str:
    from regtrack.report import table

    return ("\ufeff" if options.bom else "") + table.to_csv(_rows(answer))


def _ics(answer: AnyAnswer, options: Options) -> str:
    from regtrack.model.listings import TimelineReport
    from regtrack.report import ics
    from regtrack.report.answer.limits import horizon_lines

    horizon = answer.horizon
    if isinstance(answer, TimelineReport):  # it lists statements of any certainty; dates count from published acts
        horizon = attrs.evolve(horizon, threshold=Certainty.PUBLISHED)
    return ics.to_ics(
        history_of(answer).dates(),
        name=options.name or _name(answer),
        about=horizon_lines(horizon),
        known=answer.sources.known,
        alarms=options.alarms,
        url=options.url,
    )


def _atom(answer: AnyAnswer, options: Options) -> str:
    from regtrack.report import atom

    return atom.to_atom(answer, history_of(answer), name=options.name or _name(answer), url=options.url)


def history_of(answer: AnyAnswer) -> History:
    """Return the way back from an answer to its ledger; without one each way raises StoreError."""
    return answer.history or History(answer.sources.known)


def _name(answer: AnyAnswer) -> str:
    """Return the name of a calendar or feed: the same for the same question."""
    from regtrack.model.listings import Board, TimelineReport
    from regtrack.report.answer.limits import moment

    instruments = {answer.sources.events[id_].event.target for id_ in getattr(answer, "events", ())}
    if isinstance(answer, StateReport | Board):
        instruments = {state.instrument for state in answer.states}
    if len(instruments) == 1:
        return instrument_label(answer.sources.instruments[instruments.pop()])
    if isinstance(answer, TimelineReport):
        return tr("Timeline of regulation")
    if isinstance(answer, Board):
        return tr("Status board")
    if isinstance(answer, Report) and answer.command == "since":
        return tr("Regulation: changes after {date}", date=moment(answer.law[0]))
    if isinstance(answer, Report):
        from regtrack.report.answer.report import window

        return window(answer)
    return tr("Regulation: dates ahead")


def _xlsx(answer: AnyAnswer, _: Options) -> bytes:
    from regtrack.report import xlsx

    return xlsx.to_xlsx(_rows(answer))


TEXT = OutputFormat(_text, (".txt",), "text/plain; charset=utf-8")
MD = OutputFormat(_markdown, (".md", ".markdown"), "text/markdown; charset=utf-8")
HTML = OutputFormat(_html, (".html", ".htm"), "text/html; charset=utf-8")
JSON = OutputFormat(_json, (".json",), "application/json")
JSONL = OutputFormat(_jsonl, (".jsonl", ".ndjson"), "application/jsonl")
CSV = OutputFormat(_csv, (".csv",), "text/csv; charset=utf-8")
ICS = OutputFormat(_ics, (".ics",), "text/calendar; charset=utf-8")
ATOM = OutputFormat(_atom, (".atom", ".xml"), "application/atom+xml; charset=utf-8")
XLSX = OutputFormat(_xlsx, (".xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
FORMATS = ("text", "md", "html", "json", "jsonl", "csv", "ics", "atom", "xlsx")
"""The built-in formats."""


def _admit(found: object) -> OutputFormat:
    if not isinstance(found, OutputFormat):
        raise UnfitError("it is no regtrack.report.OutputFormat")
    return found if found.write.__module__ == __name__ else found._replace(write=_guarded(found.write))


def _guarded(write: Callable[[AnyAnswer, Options], str | bytes]) -> Callable[[AnyAnswer, Options], str | bytes]:
    """Wrap a plug-in's writer so that its exceptions name the plug-in."""

    def call(answer: AnyAnswer, options: Options) -> str | bytes:
        try:
            found = write(answer, options)
            if not isinstance(found, str | bytes):
                raise UnfitError(f"it gave {kind_in_words(found)}, and no text or bytes")
        except Exception as error:
            what = said(error)
            raise InputError(f"format: the plug-in that writes it ({write.__module__}) failed: {what}") from error
        return found

    return call


DOOR: Door[OutputFormat] = Door("regtrack.formats", {name: f"{__name__}:{name.upper()}" for name in FORMATS}, _admit)

_CORE: Mapping[str, OutputFormat] = {name: globals()[name.upper()] for name in FORMATS}
SUFFIXES: Mapping[str, str] = MappingProxyType({suffix: name for name in FORMATS for suffix in _CORE[name].suffixes})
"""The format that a file name asks for, by its suffix."""
MEDIA: Mapping[str, str] = MappingProxyType({name: each.media for name, each in _CORE.items()})
"""The media type of each format."""


def format_for(suffix: str) -> str | None:
    """Return the format that the name of a file asks for, of regtrack or of a plug-in; None for any other ending."""
    if suffix in SUFFIXES or not suffix:
        return SUFFIXES.get(suffix)
    return next((name for name in DOOR.added() if (form := DOOR.get(name)) and suffix in form.suffixes), None)
