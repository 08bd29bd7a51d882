"""The questions that can be asked at an address: one table for what is asked, what is answered, and its description."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs

from regtrack.errors import InputError
from regtrack.mcp_server import verifying
from regtrack.model.kinds import Certainty
from regtrack.model.state import KnownBy
from regtrack.queries.searching import MOST as MOST_RESULTS
from regtrack.records.validation import hint_of
from regtrack.report import plain
from regtrack.report.rendering import FORMATS, How, plain_table, render
from regtrack.report.texts import render_search, render_text, search_table, text_table
from regtrack.tracker import UPCOMING_DAYS, Tracker

Table: TypeAlias = dict[str, Any]
Given: TypeAlias = Mapping[str, Any]
"""What was asked, by parameter; what was not given is not there."""
MOST, LONGEST = 1_000, 500
"""The largest page, and the longest value of a parameter."""
REACH = "reach"
"""How far into its results a search is wanted: no parameter, but what a limit and a cursor come to."""
_RESULTS = 20
_FURTHEST = 36_600
"""So many days ahead can be looked."""


@attrs.frozen
class Parameter:
    """One thing that an address can say.

    Attributes:
        name: as the address spells it.
        about: what it means.
        kind: ``text``, ``count`` or ``yes``.
        many: it may be given several times.
        choices: what it can be; empty for anything.
        needed: the question cannot be asked without it.
        most: the largest count.
    """

    name: str
    about: str
    kind: str = "text"
    many: bool = False
    choices: tuple[str, ...] = ()
    needed: bool = False
    most: int = 0

    def read(self, values: Sequence[str]) -> Any:
        """Return the value; raises InputError for one that it cannot have."""
        if len(values) > 1 and not self.many:
            raise InputError(f"{self.name}: found it {len(values)} times; expected it once")
        return tuple(map(self._one, values)) if self.many else self._one(values[0])

    def _one(self, text: str) -> Any:
        if not text.strip() or len(text) > LONGEST or not text.isprintable():
            raise InputError(f"{self.name}: found {text[:40]!r}; expected 1 to {LONGEST} characters that can be shown")
        if self.choices and text not in self.choices:
            raise InputError(f"{self.name}: found {text[:40]!r}; expected one of {', '.join(self.choices)}")
        if self.kind == "count":
            if not text.isascii() or not text.isdecimal() or len(text) > 9 or int(text) > self.most:
                raise InputError(f"{self.name}: found {text[:40]!r}; expected a number from 0 to {self.most}")
            return int(text)
        return text == "true" if self.kind == "yes" else text


@attrs.frozen
class ServedQuestion:
    """One question.

    Attributes:
        about: what it answers, in a sentence.
        parameters: what can be given.
        ask: puts it to a ledger.
        table: its answer as the table of ``--format json``.
        lists: keys of that table whose lists ``limit`` cuts.
        formats: other forms in which the answer can be had.
    """

    about: str
    parameters: tuple[Parameter, ...]
    ask: Callable[[Tracker, Given], Any]
    table: Callable[[Any], Table]
    lists: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    @property
    def by_name(self) -> dict[str, Parameter]:
        """Every parameter, those of all questions too."""
        return {each.name: each for each in (*self.parameters, *SHAPE)}

    def read(self, pairs: Sequence[tuple[str, str]]) -> Given:
        """Return what an address asks.

        Raises:
            InputError: it says something that this question does not know, or lacks what it needs.
        """
        known, given = self.by_name, dict[str, list[str]]()
        for name, value in pairs:
            if name not in known:
                wanted = f"one of {', '.join(known)}{hint_of(name, known)}"
                raise InputError(f"question: found {name[:40]!r}; expected {wanted}")
            given.setdefault(name, []).append(value)
        for name, each in known.items():
            if each.needed and name not in given:
                raise InputError(f"{name}: it is missing; give {each.about[0].lower()}{each.about[1:]}")
        return {name: known[name].read(values) for name, values in given.items()}


_KNOWLEDGE = (
    Parameter("known", "Up to when statements count: a day (as it closes) or an instant. Default: now."),
    Parameter("known_by", "Whose knowledge.", choices=tuple(each.value for each in KnownBy)),
    Parameter("threshold", "Certainty from which a statement counts.", choices=tuple(each.label for each in Certainty)),
)
_ON = Parameter("on", "The legal day (as it closes) or an instant. Default: now.")
_SCOPE = Parameter("scope", "Only what reaches this provision, such as 12 CFR 1026.36(d).")
_FILTERS = tuple(
    Parameter(f"{prefix}{name}", f"{'Leave out' if prefix else 'Only'} {about}.", many=True)
    for name, about in (
        ("topic", "instruments on this subject, such as ai-chips"),
        ("agency", "instruments of this body, such as bis"),
        ("cfr", "instruments that touch this part or provision, such as 15 CFR 744"),
        ("instrument", "this instrument, by any name or identifier"),
        ("kind", "instruments of this kind, such as final_rule"),
    )
    for prefix in ("", "not_")
)
SHAPE = (
    Parameter("limit", f"So many of each list, at most {MOST}. Default: all.", kind="count", most=MOST),
    Parameter("cursor", "Goes on where a page ended: what its Link header gave."),
    Parameter("fields", "Only these keys of the answer, separated by commas."),
    Parameter("lang", "Language of pages, calendars and feeds.", choices=("en", "ja")),
    Parameter("name", "Name of a calendar or feed."),
    Parameter("alarm", "A calendar reminds this long before: 30m, 12h, 7d, 2w.", many=True),
)
"""How an answer is given, whatever is asked."""
_FORMS = tuple(each for each in FORMATS if each != "json")


def _search(tracker: Tracker, given: Given) -> Any:
    types = {"types": given["type"]} if "type" in given else {}
    limit = min(given.get(REACH, _RESULTS), MOST_RESULTS)
    return tracker.search(given["words"], **_but(given, "words", "type", REACH), **types, limit=limit)


def _verify(tracker: Tracker, given: Given) -> Table:
    found = verifying.verify(tracker, *(given.get(name) for name in ("citation", "on", "known", "scope")))  # type: ignore[arg-type]
    return {"schema": plain.schema_name("verify"), **found}


def _but(given: Given, *names: str) -> Table:
    return {name: value for name, value in given.items() if name not in names}


_DAYS = "How many days ahead."
_TYPES = ("text", "amendment", "event", "document", "instrument")
QUESTIONS: Mapping[str, ServedQuestion] = MappingProxyType({
    "since": ServedQuestion(
        "What changed since a day, in the law and in what was known of it.",
        (Parameter("since", "The day (its end) or instant from which to compare.", needed=True),
         Parameter("until", "The later day or instant. Default: now."),
         Parameter("within", _DAYS, kind="count", most=_FURTHEST), _SCOPE, *_KNOWLEDGE[1:], *_FILTERS),
        lambda tracker, given: tracker.since(given["since"], **_but(given, "since")),
        plain_table, ("moved", "changes", "upcoming", "undated", "claims", "late"), _FORMS,
    ),
    "state": ServedQuestion(
        "What a rule said on any date, as known on any date, and why.",
        (Parameter("instrument", "Any name or identifier, such as 90 FR 4544.", needed=True), _ON, _SCOPE, *_KNOWLEDGE),
        lambda tracker, given: tracker.why(tracker.state(**given)),
        plain_table, ("because", "overridden"), _FORMS,
    ),
    "board": ServedQuestion(
        "Where every rule stands, one line each.", (_ON, *_KNOWLEDGE, *_FILTERS),
        lambda tracker, given: tracker.board(**given), plain_table, ("rows",), _FORMS,
    ),
    "upcoming": ServedQuestion(
        "Dates ahead, and promises without one.",
        (Parameter("within", f"{_DAYS} Default: {UPCOMING_DAYS}.", kind="count", most=_FURTHEST),
         Parameter("on", "Look ahead from this day. Default: now."),
         Parameter("after", "The same, by its former name."), *_KNOWLEDGE, *_FILTERS),
        lambda tracker, given: tracker.upcoming(**given), plain_table, ("upcoming", "undated"), _FORMS,
    ),
    "timeline": ServedQuestion(
        "The events of one instrument, or of many, in order.",
        (Parameter("since", "Only what happened after this day."),
         Parameter("until", "Only what happened by this day."), *_KNOWLEDGE, *_FILTERS),
        lambda tracker, given: tracker.timeline(**given), plain_table, ("events",), _FORMS,
    ),
    "text": ServedQuestion(
        "What a provision of the Code said on any date, as known on any date.",
        (Parameter("scope", "A part, section or paragraph, such as 12 CFR 1024.41(b).", needed=True), _ON,
         Parameter("which", "What the law says, or what the Code prints.", choices=("operative", "codified")),
         Parameter("pending", "With the changes that are known to come.", kind="yes", choices=("true", "false")),
         Parameter("assume", "As if this document took effect.", many=True), *_KNOWLEDGE),
        lambda tracker, given: tracker.text(**given), text_table, ("paragraphs",), ("md", "text"),
    ),
    "search": ServedQuestion(
        "What has all of some words, best first.",
        (Parameter("words", "Words in any language; a phrase stands in quotation marks.", needed=True),
         Parameter("on", "Only texts in print by this day."),
         Parameter("cfr", "Only texts of this provision, such as 12 CFR 1024.", many=True),
         Parameter("type", "Only results of this type.", many=True, choices=_TYPES), *_KNOWLEDGE),
        _search, search_table, ("found",), ("text",),
    ),
    "verify": ServedQuestion(
        "Whether what is cited was in force on a day, as known on a day: yes, no, or unverified.",
        (Parameter("citation", "A citation or name; or a claim such as 90 FR 4544, in force on D.", needed=True),
         _ON, _KNOWLEDGE[0], _SCOPE),
        _verify, dict,
    ),
})  # fmt: skip
"""By the last part of their addresses."""


def question_of(name: str) -> ServedQuestion:
    """Return a question by its name; raises InputError."""
    found = QUESTIONS.get(name)
    if found is None:
        raise InputError(f"question: found {name[:40]!r}; expected one of {', '.join(QUESTIONS)}")
    return found


def written(name: str, answer: Any, form: str, given: Given, address: str) -> bytes:
    """Return an answer in one of the other forms.

    Args:
        name: of the question.
        answer: what it answered.
        form: one of its formats.
        given: what was asked.
        address: under which it is asked, for calendars and feeds.
    """
    if name == "text":
        return render_text(answer, form).encode()
    if name == "search":
        return render_search(answer, form).encode()
    options: How = {"lang": given.get("lang", "en")}
    if form in ("ics", "atom"):
        options |= {"name": given.get("name"), "url": address, "alarms": given.get("alarm", ())}
    text: str | bytes = render(answer, form, **options)
    return text if isinstance(text, bytes) else text.encode()


def asked_of(given: Given) -> Table:
    """Return what of an address is the question itself, not how it is answered."""
    shape = {each.name for each in SHAPE}
    return {name: value for name, value in given.items() if name not in shape}
