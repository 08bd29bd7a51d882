"""The text of rules and results of a search, for people and for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from regtrack.dates import Moment
from regtrack.errors import InputError, printable
from regtrack.queries.searching import SearchAnswer
from regtrack.queries.texts import TextAnswer, origin_line, went, written
from regtrack.report.layout import wrap
from regtrack.report.plain import schema_name
from regtrack.report.templating import fill
from regtrack.report.untrusted import json_of, markdown
from regtrack.text.history import Check, Shown
from regtrack.text.provision import cite
from regtrack.text.redline import WordMark

FORMATS = ("text", "md", "html", "json")
_PRINT = re.compile(r"</?i>|(?<!\S)[#>|](?!\S)|\*(?: \*)+")
"""Marks in the plain form of a print, which are not words."""
_FOUND = ("type", "where", "title", "words", "printed_from", "printed_to", "known_on")
_CHECKS = {
    Check.CONFIRMED: "the Code prints the same",
    Check.COMPILED: "not printed yet by an edition in the ledger",
    Check.PRINTED: "printed by the Code; no act on record",
    Check.DIFFERS: "the Code prints other words",
    Check.BASELINE: "as in the first edition",
    Check.REFUSED: "not certain",
}


def moment_at(moment: Moment) -> str:
    """Return a day, or the minute of a moment, as people read it."""
    spelled = str(moment)
    return f"{spelled[:10]} at {spelled[11:16]} UTC" if "T" in spelled else spelled


def check_format(format_: str) -> None:
    """Raise when there is no such format."""
    if format_ not in FORMATS:
        raise InputError(f"format: found {format_!r}; expected one of {', '.join(FORMATS)}")


# --- lines of any kind ------------------------------------------------------------------------------------------------

Line = tuple[str, Sequence[tuple[str, str]]]
"""The kind of a line, and its words, each run with its mark: kept, out or in."""
_KEPT = WordMark.KEPT.value
_LEADS = {"note": "      ", "doubt": "  ? ", "redline": "  "}
_MARKDOWN = {"title": "# ", "section": "## ", "note": "> "}
_SIGNS = {
    "text": {_KEPT: ("", ""), "out": ("[-", "-]"), "in": ("{+", "+}")},
    "md": {_KEPT: ("", ""), "out": ("~~", "~~"), "in": ("**", "**")},
}
_COLOURS = ((re.compile(r"(?s)\[-.*?-\]"), "31;9"), (re.compile(r"(?s)\{\+.*?\+\}"), "32"))


def laid_out(title: str, lines: Sequence[Line], format_: str, *, colour: bool = False, width: int = 80) -> str:
    """Return lines as text, Markdown or a page that stands alone, loads nothing and runs nothing."""
    if format_ == "html":
        return fill("words.html.j2", None, {"title": title, "lines": lines}, escape=True)
    marked = [(kind, "".join(_signed(text, format_, mark) for mark, text in runs)) for kind, runs in lines]
    if format_ == "md":
        return "\n\n".join(f"{_MARKDOWN.get(kind, '')}{text}" for kind, text in marked) + "\n"
    found: list[str] = []
    for kind, text in marked:
        lead = _LEADS.get(kind, "")
        found += ["", *wrap(text, width)] if kind == "section" else wrap(text, width, lead, lead)
    text = "\n".join(map(printable, found)) + "\n"
    for pattern, code in _COLOURS if colour else ():
        text = pattern.sub(rf"\033[{code}m\g<0>\033[0m", text)
    return text


def _signed(text: str, format_: str, mark: str) -> str:
    """Return words between the signs of their mark, a trailing space left outside."""
    (begin, end), bare = _SIGNS[format_][mark], text.rstrip()
    return f"{begin}{markdown(bare) if format_ == 'md' else bare}{end}{text[len(bare) :]}"


# --- text -------------------------------------------------------------------------------------------------------------


def render_text(answer: TextAnswer, format_: str = "text", *, why: bool = False, width: int = 80) -> str:
    """Return the text of a provision in one of the formats.

    Args:
        answer: what ``tracker.text`` returned.
        format_: ``text``, ``md``, ``html`` or ``json``.
        why: say of each paragraph what made it.
        width: of a text, in cells.

    Raises:
        InputError: there is no such format.
    """
    check_format(format_)
    if format_ == "json":
        return json_of(text_table(answer))
    lines = [(kind, ((_KEPT, text),)) for kind, text in _text_lines(answer, why=why)]
    return laid_out(answer.scope, lines, format_, width=width)


def _text_lines(answer: TextAnswer, *, why: bool) -> Iterator[tuple[str, str]]:
    yield "title", f"{answer.scope} on {moment_at(answer.question.on)}, as known on {moment_at(answer.question.known)}"
    yield "head", _head(answer)
    warnings = [flag for flag in answer.flags if flag != "could_not_incorporate"]
    if warnings:
        yield "head", f"Flags: {', '.join(warnings)}."
    for name in answer.assumed:
        yield "head", f"Every line marked ~ is so only if {name} takes effect as assumed."
    yield "section", "Text"
    shown = [line for line in answer.shown if line.paragraph is not None or line.printed is not None]
    if answer.which == "codified":
        for paragraph in answer.paragraphs:
            yield "words", written(paragraph)
        if not answer.paragraphs:
            yield "words", "Nothing is printed here by the latest edition."
    else:
        lines = [each for line in shown for each in _shown(answer, line, why=why)]
        yield from lines
        if not lines or not any(line.paragraph is not None for line in shown):
            became = went(answer)
            yield "words", f"Nothing stands here on that day{f': {became}' if became else ''}."
    if answer.refusals:
        yield "section", "Could not incorporate"
        for refusal in answer.refusals:
            yield "note", refusal
    if answer.uncodified:
        yield "section", "Not text of the Code"
        for done in answer.uncodified:
            yield "note", done
    if answer.ahead:
        yield "section", "To come"
        for act in answer.ahead:
            named = dict.fromkeys(f"{read.source}: {read.target}" for read in act.reads)
            for each in named:
                yield "note", f"{act.begins_on or 'on a day not known'}: {each}"


def _head(answer: TextAnswer) -> str:
    text = answer.text
    if answer.which == "codified":
        return f"Codified text, as printed on {text.printed_on}. It does not prove what is in force."
    checked = f"; checked against the edition of {text.printed_on}" if text.printed_on != text.base_on else ""
    return f"Operative text, compiled from the edition of {text.base_on} and the amendments in force since{checked}."


def _shown(answer: TextAnswer, line: Shown, *, why: bool) -> Iterator[tuple[str, str]]:
    mark = "~ " if line.assumed else ""
    days = [day for origin in line.origins if (day := answer.begins.get(origin.source)) is not None]
    if days and max(days).isoformat() > str(answer.question.on)[:10]:
        mark += f"[from {max(days)}] "
    kind = "doubt" if line.check is Check.REFUSED else "words"
    if line.paragraph is not None:
        yield kind, f"{mark}{written(line.paragraph)}"
    elif line.check is not Check.COMPILED:
        yield kind, f"{mark}[in law: nothing stands here]"
    if line.printed is not None and line.check in (Check.DIFFERS, Check.PRINTED, Check.REFUSED):
        cause = f" ({line.cause})" if line.cause else ""
        yield "note", f"{mark}The Code prints{cause}: {written(line.printed)}"
    elif line.check is Check.DIFFERS:
        yield "note", f"{mark}The Code prints nothing here{f' ({line.cause})' if line.cause else ''}."
    if why:
        for origin in line.origins:
            was = f" (before: {origin.was})" if origin.was is not None else ""
            begins = answer.begins.get(origin.source)
            since = f", effective {begins}" if begins is not None else ""
            yield "note", f"{mark}{origin_line(origin.source, origin.verb)}{since}{was}"
        yield "note", f"{mark}{_CHECKS[line.check]}"


def text_table(answer: TextAnswer) -> dict[str, Any]:
    """Return the text of a provision for programs."""
    return {
        "schema": schema_name("text"),
        "scope": answer.scope,
        "on": str(answer.question.on),
        "known": str(answer.question.known),
        "known_by": answer.question.known_by.value,
        "threshold": answer.question.threshold.label,
        "which": answer.which,
        "base_on": answer.text.base_on.isoformat(),
        "printed_on": answer.text.printed_on.isoformat(),
        "assumed": list(answer.assumed),
        "words": answer.words,
        "paragraphs": [_shown_table(answer, line) for line in answer.shown],
        "flags": list(answer.flags),
        "could_not_incorporate": list(answer.refusals),
        "uncodified": list(answer.uncodified),
        "to_come": [
            {
                "on": act.begins_on.isoformat() if act.begins_on else None,
                "source": str(read.source),
                "scope": str(read.target),
            }
            for act in answer.ahead for read in act.reads
        ],
    }  # fmt: skip


def _shown_table(answer: TextAnswer, line: Shown) -> dict[str, Any]:
    paragraph = line.paragraph or line.printed
    return {
        "scope": cite(line.provision, paragraph.address) if paragraph is not None else cite(line.provision),
        "designator": paragraph.designator if paragraph is not None else "",
        "heading": line.paragraph.heading if line.paragraph is not None else None,
        "words": line.paragraph.words if line.paragraph is not None else None,
        "check": line.check.value,
        "printed": line.printed.text if line.printed is not None else None,
        "cause": line.cause or None,
        "assumed": line.assumed,
        "made_by": [_origin_table(answer, origin) for origin in line.origins],
        "could_not_incorporate": [str(refusal) for refusal in line.refusals],
    }


def _origin_table(answer: TextAnswer, origin: Any) -> dict[str, Any]:
    begins = answer.begins.get(origin.source)
    return {
        "document": origin.source.document,
        "instruction": origin.source.number,
        "verb": origin.verb.value,
        "effective": begins.isoformat() if begins is not None else None,
        "was": str(origin.was) if origin.was is not None else None,
    }


# --- search -----------------------------------------------------------------------------------------------------------


def render_search(answer: SearchAnswer, format_: str = "text", *, width: int = 80) -> str:
    """Return what a search found.

    Args:
        answer: what ``tracker.search`` returned.
        format_: ``text`` or ``json``.
        width: of the text, in cells.
    """
    if format_ == "json":
        return json_of(search_table(answer))
    lines: list[str] = []
    for hit in answer.found:
        printed = f", printed {hit.printed_from}" if hit.printed_from else ""
        printed += f" to {hit.printed_to}" if hit.printed_to and hit.printed_to != hit.printed_from else ""
        known = f", {hit.known_on}" if hit.known_on and not hit.printed_from else ""
        lines += wrap(f"{hit.where} ({hit.type}{printed}{known})", width)
        lines += wrap(_excerpt(hit.words, answer.words), width, "  ", "  ")
    lines = lines or [f"Nothing was found for {answer.words!r}, as known on {moment_at(answer.question.known)}."]
    if answer.more:
        lines += ["", "There are more; --limit shows them."]
    return "\n".join(printable(line) for line in lines) + "\n"


def search_table(answer: SearchAnswer) -> dict[str, Any]:
    """Return what a search found as the table that JSON shows."""
    return {
        "schema": schema_name("search"),
        "words": answer.words,
        "known": str(answer.question.known),
        "more": answer.more,
        "found": [{name: getattr(each, name) for name in _FOUND} for each in answer.found],
    }


def _excerpt(words: str, wanted: str) -> str:
    """Return the text around the first match."""
    flat = " ".join(_PRINT.sub(" ", words).split())
    places = (
        flat.casefold().find(each) for each in [wanted.casefold().strip('"'), *re.findall(r"\w+", wanted.casefold())]
    )
    start = max(0, next((place for place in places if place >= 0), 0) - 100)
    start = flat.find(" ", start) + 1 if start else 0
    lead, rest = "... " if start else "", flat[start:]
    return lead + (rest if len(rest) <= 240 else f"{rest[:237]}...")
