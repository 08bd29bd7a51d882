"""What an act of a court is done to: a document, a part of it, or what is only about it.

What is in, of or about a document, and neither a part that is named nor the force of all of it, is not the document.
"""

from __future__ import annotations

import datetime as dt
import re

from regtrack.citations import FIRST_YEAR, IN_REGISTER, Reference, ReferenceKind
from regtrack.sources.federal_register._events import court_words as cw
from regtrack.sources.federal_register._events.asserted import named_in_passing
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.text import sentences
from regtrack.sources.federal_register.text.citations import acted_on

PROVISIONS = re.compile(r"(?:\d+ CFR|§).*", re.DOTALL)

PRINTED = re.compile(
    r"(?P<of>.*?)(?P<parts>(?:§§? ?|\d+ CFR |\b[Ss]ections? )\d+\.\d(?:(?!\b(?:which|that|rules?|orders?)\b).)*?)"
    r"[\s,(]*(?:(?:as|first|originally|published|adopted|promulgated|issued|added|revised|amended|at|in|by|on"
    r"|the Federal Register|[A-Z][a-z]+ \d{1,2}, \d{4})[\s,]+)*",
    re.DOTALL,
)
"""Before a page: the provisions that are printed there, and what is told of them."""


def region(text: str, verb: re.Match[str]) -> tuple[int, int]:
    """Return where the words of the object stand."""
    passive = cw.PASSIVE.search(text, 0, verb.start())
    after = cw.ADVERBS.match(text, verb.end())
    begin = after.end() if after else verb.end()
    if " it " in verb[0] or " them " in verb[0] or cw.PRONOUN.match(text, verb.end()):
        return 0, verb.start()
    if verb[0].endswith(" aside") and (inside := cw.SETS.match(verb[0])):
        return verb.start() + inside.end(), verb.end()
    if verb[0].endswith((" of", " to stay", " against", "ing")) and " " in verb[0]:
        return verb.end(), _stop(text, verb.end())
    if verb[0].startswith("vacatur"):
        of = cw.VACATUR_OF.match(text, verb.end()) or cw.OF.match(text, verb.end())
        return (of.end(), _stop(text, of.end())) if of else (verb.start(), verb.start())
    active = passive is None and cw.BY_COURT.match(text, verb.end()) is None
    if active and cw.OBJECT.match(text, begin):
        return begin, _stop(text, begin)
    end = passive.start() if passive else verb.start()
    relatives = list(cw.RELATIVE.finditer(text, 0, verb.start()))
    if relatives and (active or (passive and relatives[-1].end() == passive.start())):
        end = relatives[-1].start()
    begin = max((each.end() for each in cw.CLAUSE.finditer(text, 0, end)), default=0)
    return begin, end


def _stop(text: str, begin: int) -> int:
    following = cw.NEXT.search(text, begin)
    return following.start() if following else len(text)


def is_object(text: str, begin: int, named: Reference) -> bool:
    """Return whether what is named is what an act is done to, and stands not only beside it."""
    before = text[begin : named.start]
    if named.name in named_in_passing(text) or named.name not in acted_on(text, begin, named.end):
        return False
    aside = before.rpartition(" that ")[2] if " that " in before else ""
    years = {int(each[0]) for each in cw.YEAR.finditer(cw.HEAD.split(before, maxsplit=1)[0])}
    return (not aside or cw.PRINTED.search(aside) is not None) and (not years or year(named) in years)


def is_within(text: str, named: Reference) -> bool:
    """Return whether something of a document is told of, and not the document."""
    return cw.OWNED.match(text, named.end) is not None or cw.WITHIN.search(text, 0, named.start) is not None


def untitled(sentence: str, title: str) -> str:
    """Return a sentence without the title of a rule, which may speak of provisions: "Definition of Broker"."""
    for piece in filter(str.strip, title.split(";")):
        sentence = sentence.replace(piece.strip(), "")
    return _ENTITLED.sub("", sentence)


_ENTITLED = re.compile(r"\b(?:en)?titled,? (?:“[^”]*”|\"[^\"]*\"|[A-Z][^.,(]*)")


def tells_of_a_part(sentence: str, *, of_pause: bool = False) -> bool:
    """Return whether a sentence tells of provisions that a court acted on, or left alone.

    Provisions that were delayed are those of a delay that is vacated.
    """
    if cw.ENTIRE.search(sentence):
        return False
    if cw.REST.search(sentence) or cw.CONFINED.search(sentence):
        return True
    if of_pause:
        return False
    taken_out = _TAKEN_OUT.search(sentence) and cw.VACATED_TEXT.search(sentence)
    return not taken_out and bool(cw.PROVISION.search(sentence) and cw.OF_RULINGS.search(sentence))


_PREPOSITION = re.compile(r"\b(?:of|in|to|under|about|for|on|from|by|with|concerning|regarding)\b")
_OWNER = re.compile(r"\b(?:Department|Bureau|Office|Board|Agency|Service) (?:of|for) (?:\w+\s){0,4}?\w+['’]s?")
_DOCUMENT = re.compile(
    r"\b(?:(?i:rules?|regulations?|rulemaking|orders?|notices?|amendments?|revisions?|standards?|determinations?"
    r"|actions?|documents?)|[A-Z]{2,5})\b"
)
_WHOLLY = {
    "stay": r"effectiveness|effective dates?|implementation|operation|effect",
    "enjoin": r"implementation|enforcement|application|operation|effectiveness|effective date",
}
_AGENCY_FROM = re.compile(r".*?\bfrom (?:\w+ing(?:,? (?:and|or) )?)+\s")


def is_whole(kind: str, before: str) -> bool:
    """Return whether the words of an object before its citation name a document, or the force of one."""
    before = _OWNER.sub("", before)
    if kind == "enjoin":
        before = _AGENCY_FROM.sub("", before, count=1)
    if wholly := _WHOLLY.get(kind):
        before = re.sub(rf"^\W*(?:[Tt]he\s|[Ii]ts\s)?(?:{wholly}|,|and|or|\s)+(?:of|by)\s", "", before)
    before = re.sub(r"^\W*(?:[Tt]he )?(?:entirety|whole|[Aa]ll) of ", "", before)
    noun = _DOCUMENT.search(before)
    return _PREPOSITION.search(before, 0, noun.start() if noun else len(before)) is None


def year(cited: Reference) -> int:
    """Return the year of what is cited."""
    return cited.published_on.year if cited.published_on else (cited.volume or 0) + FIRST_YEAR


def published(text: str) -> set[dt.date | None]:
    """Return the days on which the documents that a text cites were published."""
    return {each.published_on for each in documents(text) if each.consistent}


def documents(text: str) -> list[Reference]:
    """Return the documents that a text cites by page or number."""
    return [each for each in find_references(text) if each.kind in IN_REGISTER]


def by_day(text: str) -> list[Reference]:
    """Return the documents that a text names by their kind and their day alone."""
    found = (each for each in find_references(text) if each.kind is ReferenceKind.PUBLICATION)
    return [each for each in found if each.published_on is not None]


_TAKEN_OUT = re.compile(
    r"\b(?:remov(?:es?|ing)|delet(?:es?|ing)|amend(?:s|ing)|revis(?:es|ing)|rescind(?:s|ing)|strik(?:es|ing))\b",
    re.IGNORECASE,
)


def taken_out(document: RegisterDocument) -> str:
    """Return the sentences of SUMMARY that take something out of the Code."""
    told = document.abstract or ""
    return " ".join(dict.fromkeys(sentences.sentence_at(told, *match.span()) for match in _TAKEN_OUT.finditer(told)))
