"""Words that say what a date does: tables of patterns, and the search for the one that governs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from regtrack.dates_in_text.words import holds, lower, phrase
from regtrack.sources.federal_register.claims import kind_and_name
from regtrack.sources.federal_register.text.vocabulary import letters_of, nouns, spelled


class Cue(NamedTuple):
    """Words found: what they mean and where they stand."""

    kind: str
    act: str | None
    start: int
    end: int
    name: str | None = None

    def at(self, start: int, end: int) -> Cue:
        """Return it for the words that stand there."""
        return Cue(self.kind, self.act, start, end, self.name)


_BEGINNING = 3
_LETTERS = re.compile("[a-z]+")


@lru_cache(maxsize=16)
def beginnings(text: str) -> frozenset[str]:
    """Return the first letters of each word of a text, in lower case."""
    return frozenset([word[:_BEGINNING] for word in _LETTERS.findall(lower(text))])


_Row = tuple[Cue, re.Pattern[str], tuple[str, ...]]  # what words mean, the words, and letters of which they hold some


class CueTable:
    """Rows in their order, whose letters begin words. Which of them a text may hold is found out once for all dates."""

    def __init__(self, rows: Iterable[_Row]) -> None:
        self.rows = tuple(rows)
        self._of_beginning: dict[str, set[int]] = {}
        for number, (_, _, several) in enumerate(self.rows):
            for letters in several:
                self._of_beginning.setdefault(letters.strip()[:_BEGINNING], set()).add(number)
        self._last: tuple[str, list[_Row]] = ("", [])

    def likely(self, text: str, start: int, end: int) -> list[tuple[Cue, re.Pattern[str]]]:
        """Return the rows of which a stretch of text holds the letters."""
        last, rows = self._last
        if last is not text:
            held = self._of_beginning.keys() & beginnings(text)
            rows = [self.rows[number] for number in sorted(set().union(*map(self._of_beginning.__getitem__, held)))]
            self._last = text, rows
        if not rows:
            return []
        lowered = lower(text)[start:end]
        return [(cue, pattern) for cue, pattern, letters in rows if holds(lowered, letters)]


_AUXILIARIES = frozenset(
    "shall will would may to not also hereby is are was were be been being become becomes became becoming has have had"
    " remain remains continue continues in".split()
)


def _table(*rows: tuple[str, str | None, str, str]) -> CueTable:
    """Compile rows: what is said, the act, letters of which the words hold some, the words."""
    return CueTable(
        (_cue(kind, act), phrase(pattern), tuple(letters.split("|"))) for kind, act, letters, pattern in rows
    )


def _cue(words: str, act: str | None) -> Cue:
    kind, name = kind_and_name(words)
    return Cue(kind, act, 0, 0, name)


VACATED = r"(?:vacated|set aside)"
DONE = {
    **{act: spelled(verbs, "participle") for act, verbs in (
        ("withdraw", "withdraw rescind"), ("reinstate", "reinstate"), ("supersede", "supersede"), ("remove", "remove"),
    )},
    "vacate": VACATED, "amend": r"(?:modified|amended)",
}  # fmt: skip
"""What is done to another document on a day: the act of a claim, and the verbs that say it."""
_BEING = r"(?:is|are|will be|being) (?:\w+ )?"
_OF_RULES = {  # what is done to a whole rule; "§ 1.1 is removed" is an amendment
    act: phrase(
        rf"\bthe (?:[\w-]+ ){{0,4}}?(?:rules?|regulations?|AD|orders?|amendments?|notices?|designation|waiver)\b[^;]*?"
        rf"\b{_BEING}{verbs}\b"
    )
    for act, verbs in DONE.items()
}
_OF_THE_DONE = (
    *letters_of("withdraw rescind reinstate supersede remove"), "vacated", "aside", "modified", "amended",
)  # fmt: skip
"""Letters of which all that is done to another document holds some."""
_DONE_TO = phrase(rf"\b{spelled('withdraw rescind', 'base', 'third', 'participle')}\b")
_A_PAUSE = phrase(rf"\b{nouns('stay postpone')} of\b")
_PAUSING = phrase(rf"\b{spelled('stay postpone', 'gerund')} (?:the|an?|its)\b")
ENDED = spelled("withdraw rescind", "participle")
THAT_LAST = (
    r"(?:extension|(?:re)?designation|moratori(?:um|a)|waiver|program|restriction|prohibition|quarantine|closure"
    r"|exemption|authorization|modification|exception|relief)s?"
)
PREDICATES = _table(
    ("set_effective", None, "effective",
        r"\b(?:(?:both|made|retroactively|also|now|immediately) )?effective(?:ness)?(?: dates?)?\b"
        r"(?! immediately by)"),
    ("set_effective", None, "tak|took|go|goes|went|come|placed|put|enter",
        r"\b(?:tak(?:es?|en|ing)|took|go(?:es)?|went|comes?|placed|put|enters?) (?:into )?(?:effect|force)\b"),
    ("set_effective", None, "effect|force", r"\b(?:valid(?: and)? )?in (?:effect|force)\b"),
    ("set_effective", None, "continue",
        rf"\b{THAT_LAST}\b(?:, (?:[^.;,]|\.(?= ?\d)){{3,80}},)?(?: (?:is|are) to| will| shall)? continues?"
        r"(?= (?:until|through)\b)"),
    ("set_effective", None, "valid", r"\b(?:is|are|remains?) valid\b"),
    ("set_effective", None, "program|agreement|test|pilot|arrangement|action",
        r"\b(?:program|agreement|test|pilot|arrangement|action)s? (?:is expected to |will |shall )?"
        r"(?:commenced?|begins?|began)\b"),
    ("set_effective", None, "available",
        r"\b(?:relief|waiver|exemption|authorization|exception)s?\b[^.;]{0,60}?\b(?:is|are|will be) available\b"),
    ("set_effective", None, "term", r"\bterm of [^.;]{1,30}?,?\s*(?:commencing|beginning|starting)\b"),
    ("set_effective", "withdraw", ENDED[3:-1], rf"\b(?:is|are|was|were) (?:hereby )?{ENDED}\b"),
    ("set_effective", "vacate", "vacated|set aside", rf"\b(?:is|are|was|were) (?:hereby )?{VACATED}\b"),
    ("set_applicability", None, "applicab",
        r"(?<!\bas\s)(?<!\bwhere\s)(?<!\bif\s)(?<!\bwhen\s)(?<!\b(?:on|by)\sthe\s)"
        r"\bapplicab(?:le|ility)(?: dates?)?\b"),
    ("set_applicability", None, "appl",
        r"\b(?<!extent\sit\s)(?<!extent\sthat\sit\s)(?<!far\sas\sit\s)(?<!insofar\sas\sthey\s)"
        r"(?:appl(?:y|ies)|applied) (?:only )?(?:to|with respect|for|beginning|as of|on|in|from|starting)\b"
        r"|(?<!\bmay\s)\bappl(?:y|ies)\s*$"),
    ("set_applicability", None, "apply|process|considered|treated",
        r"\bmust (?:apply|process)\b|\bwill be (?:considered|treated) (?:consistently|under)\b"),
    ("set_applicability", "exception", "subject", r"\bnot be subject to\b"),
    ("set_applicability", None, "subject", r"\b(?:is|are) subject to (?:the|an?)\b"),
    ("set_compliance", None, "compl|implementation|enforc",
        r"(?<!\bin\s)\bcompl(?:y|ying|iance)(?: dates?)?\b|\b(?:be|come|bring \w+) in(?:to)? compliance\b"
        r"|\bimplementation dates?\b|\bbegin enforc(?:ing|ement)\b"),
    ("set_compliance", None, "obligation|start-up|startup",
        r"\bstart-?up dates?\b|\bobligations?\b[^.;,:]{0,60}? (?:will |shall )?(?:commences?|begins?|starts?)\b"),
    ("set_compliance", None, "mandatory", r"\b(?:is|are|be|becomes?) mandatory\b"),
    ("set_expiry", None, "expir|sunset|terminate|lapse|cease|extension|longer",
        r"\b(?:expires? (?:and|or) (?:(?:is|are|will be) )?(?:revoked|removed|terminated|withdrawn)"
        r"|(?<!comment\speriod\s)(?<!comment\speriod\swill\s)expires?|expired|expiring|expiration(?: dates?)?|sunsets?"
        r"|terminates?|lapses?"
        r"|ceases? to (?:be|have)(?: (?:in )?(?:effective|effect|force))?"
        r"|no longer (?:be )?(?:in )?(?:effective|effect|force))\b"
        r"|\bthis (?:\w+ )?extension(?= (?:through|until)\b)"),
    ("set_expiry", "extend", "now end", rf"\b{THAT_LAST}\b(?:[^.;,]|, (?:\d{{4}}|at)\b){{0,120}}?,? now ends?\b"),
    ("set_expiry", None, " end", rf"\b{THAT_LAST}\b(?:[^.;,]|, (?:\d{{4}}|at)\b){{0,120}}?,?"
        r" (?:will |shall )?(?<!\bnow\s)ends?(?= on\b)"),
    ("note: incorporation by reference", "expire", "incorporation",
        r"\bincorporation by reference\b[^.;]{0,120}?\bexpires\b"),
    ("note: incorporation by reference", None, "incorporat|director",
        r"\bincorporat(?:ion|ed|ing)\b[^.;]{0,160}?\bby reference\b"
        r"|\bDirector of the Federal Register\b[^.;]{0,60}?\bapprov"),
    ("set_deadline", "enforce", "enforce|weather|rain",
        r"\b(?:be|is|are) (?:only )?enforced\b|\bwill (?:also )?enforce\b"
        r"|\bsubject to enforcement\b|\b(?:rain|weather) date\b"),
    ("set_deadline", "actual_notice", "actual", r"\bactual notice will be used\b"),
    ("set_deadline", "established", "established|renewed",
        r"\bhas been established\b|\b(?:will be|are|is) renewed\b"),
    ("set_deadline", "window", "may|season|period|conducted|open",
        r"\bmay (?:occur|proceed)\b|\b(?:be|is|are) (?:conducted|open|held open)\b"
        r"|\bseason\b[^.;,]{0,60}? (?:re-?)?(?:opens|closes|begins|ends|runs)\b|(?<!comment\s)\bperiod for\b"),
    ("set_deadline", "recital", "was|were|been|issued|instituted|available|occurred|promulgated|ceased|date of",
        r"(?<!\bthat\s)(?<!\bwhich\s)\b(?:was|were|been) "
        r"(?:filed|issued|received|approved|made|granted|denied|instituted|initiated|declared|amended|promulgated"
        r"|occurred|published|submitted|dated|executed|signed)\b"
        r"|\b(?:issued|instituted|available|occurred|promulgated|ceased) (?:on|as of|to be|to have)\b"
        r"|\bpromulgated\b" r"|\bdate of (?:\w+ )?(?:notice|issuance)\b"),
)  # fmt: skip
"""The nearest one to the left of a date governs it."""

EVENTS = _table(
    ("set_deadline: hearing", None, "hearing", r"\bhearings?\b"),
    ("set_deadline: meeting", None,
        "meet|webinar|workshop|conference|teleconference|symposi|roundtable|forum|house|session|reconvene",
        r"\b(?:meetings?|webinars?|workshops?|conferences?|symposi(?:um|a)|roundtables?|forums?|teleconferences?"
        r"|open house|listening sessions?|(?:open|closed|public) sessions?|will (?:meet|reconvene)|meets)\b"),
)  # fmt: skip

DEADLINES = _table(
    ("set_deadline: reply comments", None, "repl|rebuttal",
        r"\breply comments?\b|\brebuttal (?:comments?|submissions?)\b|\brepl(?:y|ies)\b"),
    ("set_deadline: objections", None, "objection", r"\bobjections?\b"),
    ("open_comment", None, "comment|response|information",
        r"(?<!late\s)(?<!late-filed\s)\bcomment(?:s|ers?|ing)\b"
        r"|\bcomment(?= (?:period|due|date|deadline|on|closing|is|by)\b)|\bcomment\b"
        r"|\byour responses?\b|\b(?:written|your|new) information(?= by| on or before| no later)\b"
        r"|\bresponses? to (?:this|the) (?:RFI|request)"),
    ("set_deadline", None, "deadline|due date|closing date|request|regist|petition|nomination|application|protest"
        "|motion|claim|response|ballot|proposal|outline|abstract|submission|letter|expression|notice|lease sale|auction"
        "|bid",
        r"\b(?:deadlines?|(?:due|closing) dates?) (?:for|to) (?!(?:[\w-]+ ){0,5}?(?:comment|repl))"
        r"|\brequest(?!s? for (?:public )?(?:comments?|information))(?:s|ers?|ed|ing)?\b"
        r"(?! (?:that\b|the public|(?:written |public )?comments?))"
        r"|(?<!\bFederal\s)\bregist(?:er|rations?)\b(?! of)|\bpetitions? (?:for|to)\b"
        r"|\b(?:nominations?|applications?|protests?|motions?|claims?|responses?|ballots?|proposals?|outlines?|abstracts?"
        r"|submissions?|letters of|expressions of interest|notices? of intent|lease sales?|auctions?|bids)\b"),
)  # fmt: skip
"""What has to be in by a day; the first one in the clause is its head."""

MOVED = _table(
    ("set_deadline: reply comments", "extend", "reply", r"\breply comment"),
    ("extend_comment", None, "comment", r"\bcomment(?:ing)? (?:period|deadline|due date|closing date|date)s?\b"
        r"|\b(?:period|deadline|time|date)s?\b(?:(?!\breply)[^.;]){0,60}?\bcomments?\b"
        r"|\bcomments? (?:is|are|has|have)\b"),
    ("set_deadline", "extend", "request|deadline|date|period|window",
        r"\brequest (?:a |for )?(?:a )?(?:public )?hearing\b"
        r"|\b(?:deadlines?|(?:due|closing) dates?)\b(?![^.;]{0,60}?\b(?:comment|repl(?:y|ies)))"
        r"|\b(?:application|nomination|submission|filing|registration|bid|proposal|petition)s? (?:date|period|window)"
        r"|\bdates? (?:by|on) which\b[^.;]{0,60}?\bdue\b"),
    *((f"set_deadline: {name}", "extend", letters,
        rf"\b(?:the|this|its|our) (?:(?:public|virtual|oral|open|in-person) )*{words}"
        r"(?= (?:originally|previously|initially|that|which|scheduled|on|of|for|announced|planned|set|is|are|will)\b"
        r"|,|\s*$)")
      for name, letters, words in (("hearing", "hearing", "hearings?"),
                                   ("meeting", "meeting|workshop|webinar", "(?:meetings?|workshops?|webinars?)"))),
    ("note: incorporation by reference", "delay", "incorporation", r"\bincorporation by reference\b"),
    ("set_compliance", "delay", "compliance|implementation|comply|meet|mandatory|required|must|shall",
        r"(?<!\bin\s)\bcompliance(?: (?:dates?|deadlines?))?\b"
        r"|\bimplementation dates?\b|\bdates? (?:by|on) which\b[^.;]{0,80}?\b(?:comply|must meet)\b"
        r"|\b(?:dates?|day) (?:(?:by|on|from) which|when) (?!(?:[\w-]+ ){0,2}comments?\b)"
        r"(?:(?!\b(?:is|are|be) due\b)[^;]){0,200}?"
        r"\b(?:mandatory|required|must|shall)\b"),
    ("set_applicability", "delay", "applicab",
        r"\bapplicab(?:ility|le)\b(?: and \w+)? dates?\b|\bapplicability of\b"),
    ("delay_effective", None, "effective", r"(?<!\bwhose\s)\beffective(?=(?: and \w+)? dates?\b)|\beffectiveness\b"),
    ("set_expiry", "extend", "expiration|sunset|termination|duration|validity|end date|ending date",
        r"\bexpiration\b|\bend(?:ing)? date\b|\bsunset\b|\btermination date\b|\bduration\b|\bvalidity\b"),
)  # fmt: skip
"""Dates that a verb such as "delayed" or "extended" moves."""

_HELPERS = phrase(rf"(?:\b(?:{'|'.join(sorted(_AUXILIARIES))}) )+$")
_ONLY_JOINS = phrase(r"(?:[\s,]|\b(?:and|or|for|the|of|on)\b)*")
_OR_TO = phrase(r"\bor to $")


@lru_cache(maxsize=16)
def predicates(text: str, start: int, end: int) -> list[Cue]:
    """All predicates in a stretch of text, by where they end, each with its auxiliary verbs ("will become")."""
    found = sorted(_search(PREDICATES, text, start, end), key=lambda cue: (cue.end, -cue.start))
    return [cue.at(_with_helpers(text, max(start, cue.start - 50), cue.start), cue.end) for cue in found]


def _with_helpers(text: str, start: int, end: int) -> int:
    before = text[start:end].split()
    if not before or before[-1].lower() not in _AUXILIARIES:
        return end  # as before most of them; a pattern that ends there takes long
    helpers = _HELPERS.search(text[start:end])
    return start + helpers.start() if helpers else end


def first(table: CueTable, text: str, start: int, end: int) -> Cue | None:
    """Return the cue of a table that stands first."""
    likely = table.likely(text, start, end)
    if not likely:
        return None
    found = (
        cue.at(*match.span()) for cue, pattern in likely if (match := pattern.search(text, start, end)) is not None
    )
    return min(found, key=lambda cue: (cue.start, -cue.end), default=None)


def last(table: CueTable, text: str, start: int, end: int) -> Cue | None:
    """Return the cue of a table that stands last."""
    found = _search(table, text, start, end)
    return max(found, key=lambda cue: cue.start) if found else None


def done(text: str, start: int, head: int, end: int, near: int = 40) -> str | None:
    """Return what is done to another document by a clause, between its start and the words that govern the date."""
    if not holds(text[start : max(head, end)].lower(), _OF_THE_DONE):
        return None
    if _DONE_TO.search(text, max(start, head - near), head):
        return "withdraw"
    if _A_PAUSE.search(text, start, head) or _PAUSING.search(text, start, head):
        return None
    return next((act for act, pattern in _OF_RULES.items() if pattern.search(text, start, head)), None)


def moved(text: str, start: int, end: int) -> list[Cue]:
    """Which dates a stretch of text names: the head, and what is joined to it ("effective and applicability dates")."""
    found: list[Cue] = []
    for cue in sorted(_search(MOVED, text, start, end), key=lambda cue: (cue.start, -cue.end)):
        within = any(cue.start < other.end and cue.end <= other.end for other in found)
        again = any((cue.kind, cue.name) == (other.kind, other.name) for other in found)
        if not within and not again and (not found or _joined(text, found[-1], cue)):
            found.append(cue)
    return found


def _joined(text: str, head: Cue, cue: Cue) -> bool:
    between = text[head.end : cue.start]
    return bool(cue.start < head.end or _ONLY_JOINS.fullmatch(between) or _OR_TO.search(between))


def _search(table: CueTable, text: str, start: int, end: int) -> list[Cue]:
    likely = table.likely(text, start, end)
    return [cue.at(*match.span()) for cue, pattern in likely for match in pattern.finditer(text, start, end)]
