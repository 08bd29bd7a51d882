"""What is done to a thing that a notice gave: "revokes the exemption granted at 87 FR 1", where both are one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from regtrack.citations import IN_REGISTER, Reference
from regtrack.dates_in_text.words import holds
from regtrack.sources.federal_register import moves
from regtrack.sources.federal_register._events.asserted import is_asserted, is_in_passing
from regtrack.sources.federal_register._events.objects import GIVEN, THINGS, without_days
from regtrack.sources.federal_register.deeds import Deed
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.references.targets import ActTarget
from regtrack.sources.federal_register.text import heads, sentences
from regtrack.sources.federal_register.text.vocabulary import letters_of, nouns, spelled

_ACTS = {
    "withdraw": "withdraw", "rescind": "rescind", "remove": "rescind", "stay": "stay", "reinstate": "reinstate",
    "extend": "extend_expiry", "renew": "extend_expiry",
}  # fmt: skip
"""What it becomes when a document does an act to such a thing."""
_RENEW = {"base": "renew", "third": "renews", "gerund": "renewing", "participle": "renewed"}
_STEMS = (*letters_of(" ".join(act for act in _ACTS if act != "renew")), "renew")
_SIGNS = (
    "accreditation", "agreement", "approval", "authorization", "certific", "declaration", "designation",
    "determination", "deviation", "exception", "exclusion", "exemption", "finding", "guid", "licen", "permi", "polic",
    "recognition", "registration", "statement", "variance", "waiver",
)  # fmt: skip
"""No text without one of these names such a thing."""


def _does(*forms: str) -> str:
    rows = ("|".join(_RENEW[form] for form in forms) if act == "renew" else spelled(act, *forms) for act in _ACTS)
    return "|".join(f"(?P<{act}>{row})" for act, row in zip(_ACTS, rows, strict=True))


_OF_IT = (
    r"(?:[Tt]he|[Ii]ts|[Tt]his|[Tt]hat|[Tt]hose|[Tt]hese|[Aa]ll|[Oo]ur) (?:(?!\b(?:certain|some|several|one|two|three"
    rf"|portions?|parts?|each|either|any|an?|in|under|from|of|for)\b)[\w'’.-]+ ){{0,6}}?(?P<thing>(?i:{THINGS}))\b"
)
_ACTIVE = re.compile(rf"\b(?:{_does('third', 'gerund', 'base')})(?:, [^,;.]{{3,60}},)? {_OF_IT}")
_NOUN = rf"(?:(?P<withdraw>{nouns('withdraw')})|(?P<rescind>{nouns('rescind')}|termination|cancell?ation))"
_NAMED = re.compile(  # told as what is announced, or as what ACTION is
    r"(?:\b(?P<announces>announc(?:es|ing)|(?:giv|provid)(?:es|ing) notice of) (?:(?:the|its|our) )?(?:final )?"
    rf"|\A(?:Notice of )?(?:the )?)(?i:{_NOUN})(?:, [^,;.]{{3,60}},)? of {_OF_IT}"
)
_PASSIVE = re.compile(
    rf"(?<!of )(?<!for )(?<!in )(?<!by )(?<!to )(?<!under )(?<!with )(?<!from )(?<!like )\b{_OF_IT}(?:[^;.]|\.\d)*?"
    r"\b(?:is|are) (?:(?:hereby|being|also|now|therefore) )*"
    rf"(?:{_does('participle')})\b"
)
_ASIDE = re.compile(  # between a thing and a page: it is not there that it was given
    r"\b(?:under|pursuant|because|while|but|unlike|consistent|accordance|following|after|since|response|instead|than"
    r"|whose?|rules?|regulations?|petitions?|requests?|requested|applications?|terms|conditions?"
    r"|(?:which|that) (?!(?:was|were|it|the|NMFS|had)\b)|and (?![A-Z])"
    rf"|(?:on|about|regarding|concerning|from|to) (?:the|its|an?|that) (?:[\w-]+ ){{0,3}}?(?:{THINGS}))\b"
)
_GIVEN_AT = re.compile(rf"\b(?:{GIVEN})\b|\A[\s(\[]*\Z", re.IGNORECASE)
_PARTLY = re.compile(
    r"[^.;]{0,60}?\b(?:in part|with respect|as (?:to|applied)|only|except|to the extent|insofar"
    r"|for (?!the reasons|further|\w+ (?:days|months|years)|(?:an? )?(?:period|additional)))\b"
)
_TO_VERB = re.compile(r"(?:\son\s[A-Z]\w+\s\d{1,2},\s\d{4})?[\s)\],]*(?:is|are) (?:\w+ )*")
"""Between the page of what is done to, and the verb."""
_GIVES = re.compile(
    rf"\b(?:{GIVEN}|grants?|issues?)\b[^.;]{{0,80}}?\b{THINGS}\b|\b{THINGS}\b[^.;]{{0,80}}?\b(?:{GIVEN})\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\b(?:remains?|continues?|unaffected|not|another|other|amend\w*)\b", re.IGNORECASE)
_ALONE = re.compile(r"\s*(?:[.,;]|\Z|(?:effective|as of|on|because|for the reasons)\b)")
"""After a thing that was told of before: nothing tells which it is."""
_OF_SOME = re.compile(r"\s(?:of|to|for|held by|from)\s")


def given(document: RegisterDocument, stage: str) -> Iterator[ActTarget]:
    """Yield the documents of which a field says that what they gave is ended, paused, renewed or restored."""
    told = (document.letters, document.heading)
    if stage == "proposed" or not any(holds(each, _STEMS) and holds(each, _SIGNS) for each in told):
        return
    fields = [(field, getattr(document, field) or "") for field in ("abstract", "dates", "action")]
    own = frozenset(filter(None, (document.number, document.citation)))
    every = [(text, each) for _, text in fields for each in _cited(text, own)]
    for field, text in fields:
        for match in (*_ACTIVE.finditer(text), *_PASSIVE.finditer(text), *_NAMED.finditer(text)):
            verb = next(act for act, words in match.groupdict().items() if words and act in _ACTS)
            if match.re is _NAMED and (field == "action") == bool(match["announces"]):
                continue
            clause = sentences.sentence_at(text, *match.span())
            place = clause.find(match[0])
            partly = match.re is _PASSIVE and _PARTLY.match(text, match.end())
            if place < 0 or partly or not _is_done(text, match, verb):
                continue
            named = _cited(clause, own)
            begin = place + match.end("thing") - match.start()
            last = place + (match.start(verb) if match.re is _PASSIVE else match.end()) - match.start()
            found = _given_at(clause, begin, match["thing"], named)
            if found and match.re is _PASSIVE and not _TO_VERB.fullmatch(clause, max(e.end for e in found), last):
                continue
            if not (found or named) and _ALONE.match(text, match.end("thing")):
                found, clause = _given_elsewhere(every) or ((), clause)
            if found and not is_in_passing(clause, found):
                deed = moves.WITHDRAWN.get(stage, "withdraw") if verb == "withdraw" else _ACTS[verb]
                yield ActTarget(found, clause, field, Deed(deed, match[verb], field))


def _given_elsewhere(every: Sequence[tuple[str, Reference]]) -> tuple[tuple[Reference, ...], str] | None:
    """Return the one document that is cited, where its sentence says that it gave such a thing."""
    if len({each.name for _, each in every}) != 1:
        return None
    text, name = every[0]
    clause = sentences.sentence_at(text, name.start, name.end)
    told = _GIVES.search(clause) and not _GOES_ON.search(clause) and is_asserted(clause)
    return ((name,), clause) if told else None


def _cited(text: str, own: frozenset[str]) -> list[Reference]:
    return [each for each in find_references(text) if each.kind in IN_REGISTER and each.name not in own]


def _is_done(text: str, match: re.Match[str], verb: str) -> bool:
    """Return whether an act is done by these words, and not told, wanted or denied."""
    if match.re is _PASSIVE:
        return is_asserted(sentences.sentence_at(text, *match.span()), match[verb])
    if match.re is _NAMED:
        verb = "announces"
        return not match[verb] or heads.is_decided(text, match.start(verb), match[verb].partition(" ")[0])
    return heads.is_decided(text, match.start(verb), match[verb])


def _given_at(clause: str, end: int, thing: str, named: Sequence[Reference]) -> tuple[Reference, ...]:
    """Return the one document that gave a thing, told right after it; nothing where it gave more than is meant."""
    first = next((each for each in named if each.start >= end), None)
    if first is None:
        return ()
    between = without_days(clause[end : first.start])
    of_some = thing.endswith("s") and _OF_SOME.search(_GIVEN_AT.split(between)[0]) is not None
    if of_some or _ASIDE.search(between) or not _GIVEN_AT.search(between) or _PARTLY.match(clause, first.end):
        return ()
    return tuple(
        each for each in named if each.start >= end and each.start - first.end < 60 and each.name == first.name
    )
