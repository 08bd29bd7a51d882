"""The fields of a document held against one another: what SUMMARY adds to DATES, and what one field denies of another.

Agreement raises nothing, contradiction lowers: what ACTION, title or SUMMARY deny is not read, and both are quoted.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Collection, Iterator, Sequence

import attrs

from regtrack import dates
from regtrack.dates_in_text.words import holds
from regtrack.model.when import When, WhenKind
from regtrack.sources.federal_register._events.asserted import is_asserted
from regtrack.sources.federal_register._events.renewed import renewing
from regtrack.sources.federal_register._events.spans import days_of
from regtrack.sources.federal_register.claims import DateClaim, is_other
from regtrack.sources.federal_register.dates import read_dates
from regtrack.sources.federal_register.deeds import ENDINGS, Deed
from regtrack.sources.federal_register.moves import LATER, verb_of
from regtrack.sources.federal_register.references.finder import days_in
from regtrack.sources.federal_register.text.citations import acted_on
from regtrack.sources.federal_register.text.moving_verbs import changes
from regtrack.sources.federal_register.text.sentences import sentence_at
from regtrack.sources.federal_register.text.vocabulary import nouns, spelled

_UNKNOWN = When.parse("unknown")
_DATED = re.compile(r"\b[A-Z][a-z]+\.? \d{1,2}, (?:19|20)\d\d\b")
_RUNS = frozenset(("set_effective", "set_applicability", "set_expiry", "stay"))
_NOT_YET = re.compile(
    r"\b(?:would|propos\w+|may(?! \d)|might|could|if|until then|previous|prior|earlier(?! of\b)|originally)\b",
    re.IGNORECASE,
)
_IN_ERROR = re.compile(r"\b(?:err\w*|incorrect|misprint|wrong|inadvertent|stated|gave|listed)", re.IGNORECASE)
_GAVE = re.compile(
    r"\b(?:gave|stated|listed|showed|specified|indicated|contained)\b"
    r"(?:(?!\b(?:should|instead|but|now|(?:is|are) (?:\w+ )?\w+ed)\b)[^;])*$"
)
"""Before the date that a document had which is corrected."""
_DATE_IN_ERROR = re.compile(
    r"\b(?:effective|compliance|applicability|expiration) dates?\b(?=(?:[^.;]|\.\d){0,120}\b(?:incorrect|erroneous"
    r"|in error|should|misprint|inadvertent|(?<!not )corrected))"
    r"|\b(?:incorrect|erroneous|wrong|correct\w*)\b[^.;]{0,60}\b(?:effective|compliance) dates?\b"
    r"|\bDATES (?:section|caption|heading)\b|\d{4}[”\"]+ should (?:read|have)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:would|propos\w+|may(?! \d)|might|could|had|was|were|been|previous\w*|prior|originally|scheduled|once|said"
    r"|stated|argu(?:e[sd]?|ing)|contend(?:s|ed)?|assert(?:s|ed)?|allege[sd]?|believe[sd]?"
    r"|unaffected|unchanged|existing|current(?:ly)?)\b|\bOn [A-Z]\w+ \d+, \d{4}, (?:[^.;]|\.\d)*?\b\w+ed\b"
)
_AS_OF_OLD = re.compile(  # of those who have to comply, and not of what was asked of them before
    r"\b(?:existing|current) (?!(?:[\w-]+ ){0,3}?(?:rule|regulation|requirement|standard|limit|provision|deadline|date"
    r"|schedule|order|permit|licen[cs]e|exemption|waiver|law|plan|program)s?\b)"
)
_MUST = re.compile(r"\b(?:must|shall|ha(?:s|ve) (?:to|until)|(?:is|are) (?:not )?required)\b")
_RECITES = re.compile(  # opens a sentence that tells what was set before
    r"\W*(?:In (?:[\w’']+ ){1,4}?(?:notice|document|rule|announcement|solicitation)s? (?:of|on|dated|published)\b"
    r"|On [A-Z]\w+ \d)(?!(?:[^.;]|\.\d)*\b(?:must|should|shall|will|is|are|may|has|have)\b)"
)
_ASIDE = re.compile(  # ends with a day of what is only spoken of
    r", (?:which|when) (?:(?:will|is to|are to) (?:run|open|begin|start|close|end|be)"
    r"|(?:open|begin|start|run|close|end)s?)\b(?:(?!\b(?:must|should|shall)\b)[^;])*$"
)
_IS_HEARD = re.compile(r"\b(?:was|were|had|has been|have been|previous\w*|prior|earlier|originally|closed|ended)\b")
"""Of comments: they were asked for before."""
_ACTS_DUE = (None, "enforce", "due", "begin", "extend", "window")
_IMPOSED = re.compile(
    r"(?:(?:Pursuant to|Under|As a result|Accordingly|Therefore|With this|Following|Based on)\b[^,;]{0,120}, )?"
    r"(?:the|these|this) (?:(?!existing|current|prior|previous|former|old)\w+ ){0,2}"
    r"(?:restrictions?|requirements?|prohibitions?|measures?|waivers?|exemptions?"
    r"|moratorium|suspension|controls|closure|authorization"
    r"|tolerances?|quotas?|exclusions?|fees|rates|assessments)",
    re.IGNORECASE,
)
"""What a document imposes, as its SUMMARY speaks of it."""
_ITS_PAST = re.compile(r",? (?:which|that) (?:was|were)\b.*", re.DOTALL)
"""Of what is imposed: how it was made before, and until when."""
_THE_THING = re.compile(r"(?:the|these|this|such) (?:[\w-]+ )?(?P<thing>\w{4,}?)s?", re.IGNORECASE)
_THINGS = r"(?:restriction|prohibition|limit|listing|quota|control|ban)s?"
_EXTENDED = re.compile(
    r"(?:[^;]* and )?(?:the|these|those) (?:(?!existing|current|prior|previous|former|old|other)[\w-]+ ){0,2}"
    rf"(?P<thing>{_THINGS})(?:, as extended)?(?:(?: will)? now)?|(?:they|it)(?:(?: will)? now)?",
    re.IGNORECASE,
)
"""What a document extends, as its SUMMARY goes on to speak of it."""
_EXTENDS = re.compile(
    r"\b(?:extends?|extending|extension of|(?:is|are|be) extended)\b(?! (?:the |its )?(?:comment|compliance|deadline))"
)
_MAKES = r"\b(?:establish|reflect|impos|set|grant|issu|creat|adopt|prescrib|designat|allow|approv)\w*\b[^.;]{0,120}\b"
_OWN_EXTENSION = re.compile(r"this (?:\w+ )?extension\b", re.IGNORECASE)
_CONFIRMED = frozenset(("confirm_direct_final", "confirm_effective"))
_OPPOSED = (LATER, frozenset(("accelerate_effective", "lift_stay")), frozenset(("reinstate",)), ENDINGS, _CONFIRMED)
"""Deeds of which no two are done to one document in one act."""
_A_PAUSE = re.compile(rf"\b{nouns('stay postpone')}\b", re.IGNORECASE)
_UP_TO = re.compile(r"\b(?:until|to|through)\b(?:[^,;]|, \d{4})*$")
_RUNS_NOW = re.compile(r"\b(?:begins?|starts?|opens?|runs?|ends?|closes?) (?:on |from )?[A-Z]\w+ \d")
"""What is moved is a period, of which the days are told: "is changed so that it ends on D"."""
_RETURNS = re.compile(  # what is paused is so again from a day
    r"\bwill (?:automatically |again |then )?"
    rf"(?:be (?:{spelled('reinstate', 'participle')}|(?:back )?in effect|effective)|resume|return"
    r"|(?:take|go into|come into) effect)\b[^.;]{0,60}?[A-Z][a-z]+ \d{1,2}, \d{4}"
)
_MOVES = frozenset((  # kinds of claims on other documents, and those that are so with an act
    "delay_effective", "accelerate_effective", "stay", ("set_compliance", "delay"), ("set_applicability", "delay"),
    ("set_expiry", "extend"),
))  # fmt: skip


def summary_claims(summary: str, published_on: dt.date, zone: str) -> list[DateClaim]:
    """Return what SUMMARY says of dates, read as DATES is; hardly any SUMMARY has one."""
    dated = holds(summary, (", 19", ", 20")) and _DATED.search(summary)
    told = read_dates(summary, published_on=published_on, zone=zone) if dated else ()
    return [attrs.evolve(each, of_summary=True) for each in told]


_INSTEAD = re.compile(r",? (?:and not|not|rather than|instead of) (?:until |on |by )?[A-Z][a-z]+ \d.*", re.DOTALL)


def completed(
    claims: Sequence[DateClaim], told: Sequence[DateClaim], summary: str, published_on: dt.date
) -> list[DateClaim]:
    """Return the claims of DATES with last days that SUMMARY counts in, and what DATES leaves out: ends and duties."""
    if not told:
        return list(claims)
    misprints = [each for pair in _misprints(told) for each in pair]
    told = [each for each in told if each not in misprints]
    beside = any(claim.kind == "set_compliance" for claim in claims)
    told = [_as_deadline(claim, beside=beside) for claim in told]
    due = [each for each in told if each.act in _ACTS_DUE and not each.unread and _is_due(each)]
    due = [each for each in due if _first(each.until or each.when) >= published_on.isoformat()]
    if not any(claim.when.dated or claim.until is not None for claim in claims):
        return [*claims, *due]
    own = [claim for claim in claims if claim.kind in _RUNS and not claim.target and claim.act != "recital"]
    whole = [claim for claim in told if claim.kind in _RUNS and not (claim.target or claim.unread)]
    whole = [c for c in whole if not c.scope or _is_imposed(summary, c) or _OWN_EXTENSION.match(c.quote)]
    through = {each.until.text for each in told if each.until is not None and each.until.inclusive}
    found = [_through(claim) if claim.until is not None and claim.until.text in through else claim for claim in claims]
    days = {_first(when) for each in claims for when in (each.when, each.until) if when is not None}
    done = {_first(each.when) for each in claims if each.target and each.kind in _RUNS}  # that of an act is no duty's
    comments = [each for each in due if each.kind == "open_comment" and not each.scope]
    comments = [each for each in comments if _IS_HEARD.search(each.sentence) is None]
    if any("comment" in each.kind or each.name == "reply comments" for each in claims):
        comments = []
    due = [*comments, *(each for each in due if is_other(each) and each.act != "enforce")]
    due = [e for e in due if _first(e.until or e.when) not in (days - done if e.name == "compliance" else days)]
    due = [each for each in due if not (each.name or "").startswith("This ")]  # why it was written, and no duty
    due = [each for each in due if not (_RECITES.match(each.sentence) or _is_aside(each))]
    due = [each for each in due if each.act != "extend" or _UP_TO.search(each.quote) or _RUNS_NOW.search(each.quote)]
    if not own or any(claim.until is not None or claim.kind == "set_expiry" for claim in own):
        return [*found, *due]
    whole = [claim for claim in whole if claim.kind != "set_expiry" or claim.until is None]  # a date that is moved
    ends = [attrs.evolve(each, kind="set_expiry", when=end, until=None) for each in whole if (end := _end(each))]
    coming = [each for each in ends if _first(each.when) >= published_on.isoformat() and each.act is None]
    coming = [each for each in coming if not _of_other_matter(each)]
    several = any(each.sentence == coming[0].sentence and each.when != coming[0].when for each in coming[1:])
    return [*found, *([] if several else coming[:1]), *due]


def _is_aside(claim: DateClaim) -> bool:
    """Return whether a clause about something else tells a day: "time before the season, which opens D"."""
    return _ASIDE.search(claim.sentence[: claim.sentence.find(claim.quote) + len(claim.quote)]) is not None


def _as_deadline(claim: DateClaim, *, beside: bool) -> DateClaim:
    """Return a day of compliance of SUMMARY alone as a deadline; beside DATES only that by which one must comply."""
    kept = claim.act == "confirm" or (claim.act in (None, "delay") and not claim.target)
    if claim.kind != "set_compliance" or not kept or claim.until or not claim.when.dated:
        return claim
    clause, those = _INSTEAD.sub("", _own_clause(claim)), claim.parties or ""
    clause = clause.replace(those, _AS_OF_OLD.sub("", those))
    told = _NOT_DONE.search(clause) or _RECITES.match(claim.sentence) or (beside and not _MUST.search(clause))
    due = attrs.evolve(claim, kind="set_deadline", name="compliance", act="due", scope=None, target=())
    return claim if told else due


def _own_clause(claim: DateClaim) -> str:
    """Return the sentence of a claim, without what stands before its own verb and another day."""
    place = max(claim.sentence.find(claim.quote), 0) + len(claim.quote)
    days = [match.end() for match in _DATED.finditer(claim.sentence, 0, place)][:-1]
    own = claim.sentence[days[-1] : place] if days else ""
    return own if _MUST.search(own) else claim.sentence


def moved(claims: Sequence[DateClaim], told: Sequence[DateClaim], deeds: Sequence[Deed]) -> list[DateClaim]:
    """Return what SUMMARY alone says of the date of another document, where the document says that it moves one."""
    named = {deed.verb for deed in deeds if not deed.proposed}
    if named.isdisjoint(LATER | {"correct", "accelerate_effective", "extend_expiry"}):
        return []
    if any(each.kind in _MOVES or (each.kind, each.act) in _MOVES for each in claims):
        return []
    own = next((each.when for each in claims if each.kind == "set_effective" and not each.target), None)
    if "correct" in named:
        told = [each for each in told if not _GAVE.search(each.sentence.partition(each.quote)[0] + each.quote)]
    found = [each for each in told if each.kind in _MOVES and not (each.unread or each.act)]
    found += [each for each in told if (each.kind, each.act) in _MOVES and not each.unread]
    found += renewing(told) if "extend_expiry" in named else []
    begun = (attrs.evolve(each, when=own) if own and each.until and not each.when.dated else each for each in found)
    return [each for each in begun if each.when.dated or each.until is not None]


def corrected(told: Sequence[DateClaim], deeds: Sequence[Deed], summary: str) -> list[DateClaim]:
    """Return the one compliance date that SUMMARY of a correction tells in its own sentence, of what it corrects."""
    if not any(deed.verb == "correct" and deed.field in ("action", "title") and not deed.proposed for deed in deeds):
        return []
    if printed := _printed(told):
        return printed
    found = [each for each in told if each.kind == "set_compliance" and not (each.target or each.act or each.unread)]
    found = [each for each in found if each.when.dated and not (_of_other_matter(each) or each.scope or each.parties)]
    names = acted_on(summary, 0, len(summary))
    alone = len(found) == len(names) == 1 and not _IN_ERROR.search(found[0].sentence)
    return [attrs.evolve(found[0], target=names)] if alone else []


def _printed(told: Sequence[DateClaim]) -> list[DateClaim]:
    """Return the dates of which SUMMARY says how they were printed, and how they have to read."""
    found = []
    for was, now in _misprints(told):
        earlier = was.kind == "set_effective" and now.when.text < was.when.text
        words = was.sentence[was.sentence.find(was.quote) : was.sentence.find(now.quote) + len(now.quote)]
        found.append(attrs.evolve(
            was, kind="accelerate_effective" if earlier else _MISPRINTED[was.kind], when=now.when, prior=(was.when,),
            act="delay" if was.kind == "set_compliance" else None, sentence=words,
        ))  # fmt: skip
    return found if len({each.kind for each in found}) == len(found) else []


def _misprints(told: Sequence[DateClaim]) -> Iterator[tuple[DateClaim, DateClaim]]:
    """Yield the claims of which one is how the date of the other has to read."""
    for was, now in itertools.pairwise(told):
        if was.kind in _MISPRINTED and was.sentence == now.sentence and was.when.dated and now.when.dated:
            between = was.sentence[was.sentence.find(was.quote) + len(was.quote) : was.sentence.find(now.quote)]
            if not was.scope and _READS.fullmatch(between):
                yield was, now


_MISPRINTED = {"set_effective": "delay_effective", "set_compliance": "set_compliance"}
"""What a date is moved by that was misprinted, by what it is the date of."""
_READS = re.compile(  # between a date as it was printed and as it has to read
    r"[”’\"',.]*,? (?:(?:is|are|has been) (?:hereby |being )?corrected to (?:read|be|say)"
    r"|should (?:have )?(?:read|be|been))"
    r"(?: as(?: follows)?)?:?(?: (?:is |are )?effective)?(?: on)?[\s“‘\"'`]*"
)


def _is_imposed(summary: str, claim: DateClaim) -> bool:
    """Whether what ends is what the document imposes: by its noun, or as a sentence before it says that it is made."""
    if _IMPOSED.fullmatch(_ITS_PAST.sub("", claim.scope or "")):
        return True
    if (extended := _EXTENDED.fullmatch(claim.scope or "")) and _EXTENDS.search(summary, 0, claim.start):
        return re.search(extended["thing"] or rf"\b{_THINGS}\b", summary[: claim.start], re.IGNORECASE) is not None
    thing = _THE_THING.fullmatch(claim.scope or "")
    made = thing and re.search(_MAKES + re.escape(thing["thing"]), summary[: claim.start], re.IGNORECASE)
    return made is not None


def date_in_error(*texts: str | None) -> str | None:
    """Return the first sentence that tells of a date in error; None where none does."""
    errors = ((text, match) for text in texts if text and (match := _DATE_IN_ERROR.search(text)))
    return next((sentence_at(text, *match.span()) for text, match in errors), None)


def days_left(told: Sequence[DateClaim], published_on: dt.date, read: Collection[dt.date]) -> Iterator[str]:
    """Yield the sentences of SUMMARY that do something to a later day which no claim has, each once."""
    found: dict[str, None] = {}
    for claim in told:
        later = {day for day in days_of(claim) if day > published_on}
        done = claim.act != "recital" and not _NOT_DONE.search(claim.sentence) and is_asserted(claim.sentence)
        done = done and claim.not_before is None  # a floor does nothing
        if done and later and later.isdisjoint(read) and (claim.unread or claim.kind in _RUNS | LATER):
            found[claim.sentence] = None
    yield from found


def _is_due(claim: DateClaim) -> bool:
    """Whether a day of SUMMARY is one by which something is due, or of its own force: not the one that it corrects."""
    spans = claim.kind == "open_comment" or (
        claim.kind in ("set_effective", "set_applicability")
        and (claim.until or (claim.when.dated and claim.kind == "set_effective"))
    )
    own = bool(spans) and not (claim.target or _of_other_matter(claim))
    return own or (claim.kind == "set_deadline" and claim.name is not None)


def _of_other_matter(claim: DateClaim) -> bool:
    """Whether a sentence is about what is moved, or only foreseen, and not about how long this document lasts."""
    past = _ITS_PAST.search(claim.scope or "")
    sentence = claim.sentence.replace(past[0] if past else ", as extended,", "")
    if claim.condition and (claim.kind == "set_expiry" or claim.condition.lower().startswith("unless")):
        sentence = sentence.replace(claim.condition, "")  # "The exemption will be effective on D, unless stayed"
    return bool(_NOT_YET.search(sentence) or changes(sentence, 0, len(sentence)))


def _through(claim: DateClaim) -> DateClaim:
    assert claim.until is not None
    return attrs.evolve(claim, until=attrs.evolve(claim.until, inclusive=claim.until.kind is WhenKind.DATE))


def until_return(claims: Sequence[DateClaim], text: str) -> list[DateClaim]:
    """Return claims that count their last day in where what is paused returns on the day after it."""
    if not any(each.until for each in claims):
        return list(claims)
    returns = {day.on for match in _RETURNS.finditer(text) for day in days_in(match[0])[-1:]}
    before = {dates.add_days(day, -1).isoformat() for day in returns if day is not None}
    return [_through(each) if each.until and each.until.text in before else each for each in claims]


def _end(claim: DateClaim) -> When | None:
    end = claim.when if claim.kind == "set_expiry" else claim.until
    return end if end is not None and end.kind in (WhenKind.DATE, WhenKind.INSTANT) else None


def _first(when: When) -> str:
    return when.text[:10]


def denial(claim: DateClaim, claims: Sequence[DateClaim], deeds: Sequence[Deed], stage: str) -> str | None:
    """Return the words of another field that deny a claim of DATES; None where none does."""
    named = [deed for deed in deeds if deed.field in ("action", "title") and not deed.proposed]
    if not named:
        return None
    verb = verb_of(claim, stage)
    if verb is None and claim.kind == "set_expiry" and not claim.target:
        if claim.scope and _A_PAUSE.search(claim.scope):  # "the stay expires June 1": it is what ends
            return None
        if any(each.kind == "set_effective" and each.sentence == claim.sentence for each in claims):
            return None  # "takes effect on D, and terminates on E"
        done = {verb_of(each, stage) for each in claims}
        return next((each.quote for each in named if each.verb in LATER and done.isdisjoint(LATER)), None)
    family = next((verbs for verbs in _OPPOSED if verb in verbs), None)
    if family is _CONFIRMED:  # what a delay leaves alone "remains" as it was
        return None
    if family is not None and not any(each.verb in family for each in named):
        return next((each.quote for each in named if any(each.verb in verbs for verbs in _OPPOSED)), None)
    return None
