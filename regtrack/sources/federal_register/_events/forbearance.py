"""What a notice does until a day, and is for: it does not enforce a rule, waives something, or extends a permission.

Of a notice that does nothing lasting beside it the day is the end: what it announced is over.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from regtrack import dates
from regtrack.dates_in_text.expressions import TimeExpression, find_mentions
from regtrack.model.when import When
from regtrack.sources.federal_register._events.asserted import is_asserted
from regtrack.sources.federal_register._events.spans import is_day
from regtrack.sources.federal_register.acts import Classification
from regtrack.sources.federal_register.deeds import ENDINGS
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.text import sentences
from regtrack.sources.federal_register.text.settle import PeriodCalendar, when_of
from regtrack.sources.federal_register.text.statement import Statement
from regtrack.sources.federal_register.text.vocabulary import spelled

_TAKES = (
    r"(?:tak|initiat|pursu|bring|institut|commenc|recommend)(?:e|es|ing)?\b(?: \w+){0,2}? (?:enforcement|penalt)\w*"
)
_PAUSES = spelled("postpone stay", "base", "third", "gerund")
_PAUSED = spelled("postpone stay", "participle")
_FORBEARS = re.compile(
    r"\b(?:"
    rf"(?:will|does|do|is|are|intends?) (?:\w+ ){{0,3}}?not (?:\w+ ){{0,8}}?(?:enforc(?:e|ing)\b|{_TAKES})"
    rf"|(?<!not )(?<!no longer )(?:{_PAUSES}) (?:(?:its|the|all|any) )?(?:\w+ )?enforcement\b"
    rf"|enforcement of (?:[^.;]|\.\d){{3,200}}? (?:is|are|will be) (?:\w+ ){{0,2}}{_PAUSED}\b"
    r"|exercis(?:es?|ing) (?:(?:its|the|this|such|their) )?(?:\w+ ){0,2}discretion\b"
    rf"|(?:refrain\w*|forbear\w*) from (?:\w+ ){{0,2}}?(?:enforc\w+|{_TAKES})"
    r"|(?:is |are )?(?:waives|waiving)\b"
    r"|(?:grants|is granting) (?:an? |this |these )?(?:\w+ ){0,3}?(?:waiver|relief)s?\b"
    rf"|will consider (?:\w+ ){{0,4}}?in (?:determining|deciding) whether to {_TAKES}"
    r")",
    re.IGNORECASE,
)
"""What an agency lets be, in its own present or future words."""
_ALLOWED = (
    r"(?:exclusion|exemption|licen[cs]e|permission|permit|authorization|waiver|allowance|list of [^.;,]{3,60}?)s?"
)
_EXTENDS = re.compile(
    r"\b(?:"
    r"(?<!not )(?:extends|renews|(?:is|are) (?:\w+ )?(?:extending|renewing))"
    rf" (?:(?!comments?\b|deadlines?\b|time\b)[\w-]+,? ){{0,8}}?{_ALLOWED}"
    rf"|{_ALLOWED}\b(?:[^.;]|\.\d){{0,160}}? (?:(?:will|shall) (?:\w+ )?(?:extend|remain|continue|stay|apply|be valid"
    r"|be in effect)|(?:is|are|will be) (?:(?:hereby|further|again|also) )?(?:extended|renewed|continued)"
    r"|(?:remain|continue|extend)s?)"
    r")\b",
    re.IGNORECASE,
)
"""What a notice lets go on, in its own present or future words."""
_OF_A_TERM = re.compile(r"\b(?:comment|deadline|time|appl(?:y|ication)|report|review)\w*\b[^,;]*$", re.IGNORECASE)
"""Before what is let go on: something else of it is extended."""
_HEADS_EXTENSION = re.compile(rf"(?=.*\b(?:exten(?:sion|d)|renew|continu))(?=.*\b{_ALLOWED}\b)", re.IGNORECASE)
_ADDS = re.compile(r"\b(?:adds|(?:is|are) (?:also )?adding|grants|(?:is|are) (?:also )?granting|new)\b", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"\b(?:propos\w+|would|could|might|may(?! \d)|if|unless|whether|request\w*|petition\w*|asks?|asked|asking"
    r"|appl(?:y|ied)|previously|had|did|was|were|declin\w+|den(?:y|ies|ied|ying))\b[^,;]{0,80}$",
    re.IGNORECASE,
)
"""Before it: it is asked for, supposed, or was so once."""
_UNTIL = re.compile(
    r"\b(?:(?P<last>through|on or before|(?:up )?to and including)|until|till|before|prior to|ending(?: on)?)"
    r"(?: the (?:end|close) of)?\s+$",
    re.IGNORECASE,
)
_NOT_ITS_END = re.compile(r"\b(?:at least|(?:no|not) (?:earlier|sooner) than|beyond) $", re.IGNORECASE)
_OF_A_CLASS = re.compile(
    r"\b(?:that|which|who) (?!occur|take place|do(?:es)? not|(?:is|are) not|fail)\w+\b[^,;]*$"
    r"|\b(?!occurr)[a-z]+(?:ed|un|ilt|old|ade|ing),? (?:on or )?(?:before|prior to) +$",
    re.IGNORECASE,
)
"""Before a day: what it is done to has the day: "for shipments loaded before D", "the rule that applies through D"."""
_LATER = re.compile(r"[^.;]*\bwhichever (?:is|comes|occurs) (?:later|last)\b")
_ANOTHER_END = re.compile(r"\b(?:until|unless|while|when|which|that expires?)\b", re.IGNORECASE)
"""Between it and a day: something else ends it, or has the day."""
_ACTS = "revise withdraw rescind supersede correct finalize"
_LASTS = re.compile(
    rf"(?<!which )(?<!that )\b(?:{spelled(_ACTS, 'third')}|amends|establishes"
    rf"|(?:is|are) (?:also )?(?:{spelled(_ACTS, 'gerund')}|amending|establishing)"
    r"|announc(?:es|ing) the availability of)\b",
    re.IGNORECASE,
)
"""A second act, which goes on."""
_HEADING = re.compile(r"enforc|discretion|\bpause|waive|relief|forbear|exempt|no-action|\bstay", re.IGNORECASE)
"""Without such a word in the heading it is for something else as well."""
_KINDS = frozenset(("notice", "guidance", "order"))


def forborne(document: RegisterDocument, classification: Classification) -> Statement | None:
    """Return the end of a document that is for nothing but what it lets be until a day; None where it has none."""
    day, told = document.published_on, (document.dates or "", document.abstract or "")
    if day is None or document.instructions or classification.kind not in _KINDS:
        return None
    heading = f"{document.title} {document.action or ''}"
    extends = _HEADS_EXTENSION.match(heading) and not any(map(_ADDS.search, told))
    acts = [pattern for pattern, done in ((_FORBEARS, _HEADING.search(heading)), (_EXTENDS, extends)) if done]
    if not acts:
        return None
    if any(each.verb in ENDINGS and not each.proposed for each in classification.deeds):
        return None
    calendar, found = PeriodCalendar(day, dates.FEDERAL_ZONE), list[tuple[When, str]]()
    for text in told:
        for sentence in _sentences(text):
            if _LASTS.search(sentence):
                return None
            for each in (end for act in acts for end in _ends(sentence, day, act)):
                stamp, last = (each.last, each.inclusive) if each.last else (each.first, _is_last(sentence, each))
                end = when_of(stamp, calendar, inclusive=last)
                if end.dated and end.text[:10] >= day.isoformat():
                    found.append((end, sentence))
    if not found:
        return None
    end, sentence = max(found, key=lambda each: (each[0].text, each[0].inclusive))
    ambiguous = is_day(end) and not end.inclusive
    return Statement("set_expiry", sentence, until=end, flags=("end_ambiguous",) if ambiguous else ())


def _sentences(text: str) -> Iterator[str]:
    for each in sentences.split(text):
        yield text[each.start : each.end].strip()


def _ends(sentence: str, day: dt.date, act: re.Pattern[str]) -> Iterator[TimeExpression]:
    """Yield the times until which a sentence lets something be, or go on."""
    for match in act.finditer(sentence):
        before = sentence[: match.start()]
        if _NOT_DONE.search(before) or not is_asserted(sentence, match[0]):
            continue
        if act is _EXTENDS and _OF_A_TERM.search(before):
            continue
        for each in find_mentions(sentence, day):
            between = sentence[match.end() : each.start] if each.start >= match.end() else ""
            told = each.last is not None or _UNTIL.search(sentence, 0, each.start)
            lead = _UNTIL.sub("", between)
            other = (
                _ANOTHER_END.search(lead)
                or _OF_A_CLASS.search(between)
                or _NOT_ITS_END.search(lead)
                or _LATER.match(sentence, each.end)
            )
            if told and not other and each.start not in range(*match.span()):
                yield each


def _is_last(sentence: str, mention: TimeExpression) -> bool:
    lead = _UNTIL.search(sentence[: mention.start])
    return lead is not None and lead["last"] is not None
