"""Cutting a DATES paragraph into sentences, each with the run-in label it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import attrs

from regtrack.dates_in_text.words import phrase
from regtrack.sources.federal_register.text.vocabulary import spelled


@attrs.frozen
class Sentence:
    """A sentence: its offsets, and the label before it ("Effective date:"), which holds until the next label.

    Attributes:
        start: offset of the first character after the label.
        end: offset after the last character.
        label: words of the label in force, or "".
        fresh: the label stands directly before this sentence.
    """

    start: int
    end: int
    label: str = ""
    fresh: bool = False


LONGEST = 4000
"""Longer stretches without a full stop are cut, so that no reading takes more than time in proportion to the text."""

_ABBREVIATED = (
    r"(?:[ap]\.\s?m|U\.\s?S|U\.\s?S\.\s?C|C\.\s?F\.\s?R|F\.\s?R|A\.l\.t|[ECMPecmp]\.[SDsd]?\.?[Tt]|D\.\s?C|e\.\s?g|i\.\s?e"
    r"|et\s+seq|et\s+al|vs?|Nos?|Secs?|Dr|Mr|Mrs|Ms|St|Ste|Ave|Blvd|Rd|Bldg|Inc|Corp|Co|Ltd|Jr|Sr|approx|Doc|Dkt|Pub"
    r"|Stat|Rev|Ord|Fed|Reg|Supp|App|Subpt|Vol|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|(?<!\d)[A-Z]"
    r"|nos?|secs?|pt|pts|ch|para|art|app)"
)
_STOP = re.compile(r"[.?!](?:[”’\")\]]|'')*(?!\s+\(\d+\s+FR)(?=\s+[\"“‘`(\[]*[A-Z0-9§\[]|(?=[A-Z][a-z]{2,}\s+[a-z]))")
_BEFORE = re.compile(rf"(?<![A-Za-z]){_ABBREVIATED}\.$")
_AFTER_NOON = re.compile(r"[ap]\.\s?m\.$", re.IGNORECASE)
_SAME_MOMENT = re.compile(
    r"\s+[(\[]*(?:[A-Z]{1,4}T\b|UTC\b|GMT\b|A\.l\.t|[ECMPecmp]\.[SDsd]?\.?[Tt]\b|Eastern|Central|Mountain|Pacific|Alaska|Hawaii"
    r"|Atlantic|Chamorro|Samoa|Coordinated|Local|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
    r"|Jan|Feb|Mar|Apr|May\s+\d|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d)"
)
_OPENS = re.compile(r"\s+(?:The|This|These|Comments?|Submit|To|If|Please|However|Written|For|In|All|We)\s")

_SUBJECTS = (
    r"(?:effective(?:\s+and\s+\w+)?|effectiveness|applicab(?:ility|le)|compliance|mandatory|implementation|comments?"
    r"|commenting|replies|reply|hearings?|meetings?|workshops?|webinars?|objections?|expir(?:ation|es)|sunset"
    r"|incorporation|information\s+collection|deadlines?|dates?|reopening|extension|submission|applications?"
    r"|nominations?|registration|public|written|protests?|stay|due)"
)
_SUBJECT = phrase(rf"\b{_SUBJECTS}\b")
_LABEL = re.compile(
    rf"\s*(?P<label>(?:[A-Z][^.:;!?—\n]{{0,80}}?\b)?(?i:\b{_SUBJECTS})\b[^.:;!?—\n]{{0,60}}?(?:\([^)\n]{{0,60}}\))?)\s*"
    r"(?::(?!//|\d)|\.(?=\s[A-Z])|(?<!\d)\.(?=[A-Z])|\s?—|--)\s*"
)
_MAY_BE_LABELLED = re.compile(r"(?:[^.:;!?—\n(-]|-(?!-))*+(?:[(—:]|--|\.(?=\s?[A-Z]))")
"""No stretch without such a mark before any other begins with a label; the pattern of labels takes long."""
_VERB = phrase(
    r"\b(?:is|are|was|were|be|been|must|should|will|shall|may|has|have|submit|send|received?|apply|applies|becomes?"
    r"|remains?|takes?)\b"
)


@lru_cache(maxsize=8)
def split(text: str) -> tuple[Sentence, ...]:
    """Sentences in order; labels are taken off their heads and remembered."""
    found: list[Sentence] = []
    label = ""
    spans = _spans(text)
    parted = [part for span in spans for part in _clauses(text, *span)] if "FR" in text else spans
    for start, end in parted:
        fresh = False
        while (
            _MAY_BE_LABELLED.match(text, start, end)
            and (head := _LABEL.match(text, start, end))
            and not _VERB.search(head["label"])
            and _is_label(head, text, end)
        ):
            label, start, fresh = " ".join(head["label"].split()), head.end(), True
        if text[start:end].strip():
            found.append(Sentence(start, end, label, fresh))
    return tuple(found)


_NO_LABEL = re.compile(r"\d{4}|^(?:The|An?)\b")


def _is_label(head: re.Match[str], text: str, end: int) -> bool:
    """Return a short head followed by more words; "Comments are due: May 1" keeps its own verb and is no label."""
    words = head["label"]
    if _NO_LABEL.search(words) or _BEFORE.search(words + "."):
        return False
    return len(words.split()) <= 9 and "," not in words and bool(text[head.end() : end].strip(" ."))


def _spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        end = stop.end()
        before = text[max(0, end - 14) : stop.start() + 1]
        if _AFTER_NOON.search(before):
            if _SAME_MOMENT.match(text, end):
                continue
        elif _BEFORE.search(before) and not _OPENS.match(text, end):
            continue
        if end - start < LONGEST and _label_only(text[start:end]):
            continue
        spans += _cut(text, start, end)
        start = end
    spans += _cut(text, start, len(text))
    return [(first, last) for first, last in spans if text[first:last].strip()]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return a stretch as it is, or cut at a blank when it is too long to be a sentence."""
    while end - start > LONGEST:
        blank = max(text.rfind(" ", start, start + LONGEST), start + LONGEST // 2)
        yield start, blank
        start = blank
    yield start, end


_DOES = spelled("postpone extend accelerate stay lift withdraw rescind supersede reinstate", "third", "gerund")
_CITED = re.compile(r"\b\d{1,3} FR \d|\bFR Doc\. ?\d")
_FINITE = re.compile(
    r"(?<!\bwhich )(?<!\bthat )\b(?:is|are|was|were|has|have|will|shall|does|do|remains?|continues?|becomes?)\b"
    rf"|\b(?:{_DOES}|remov(?:es|ing)|vacat(?:es|ed|ing)|den(?:ies|ied|ying)|confirms?)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"(?:;\s+(?:and\s+)?|,\s+(?:and|but|while|whereas)\s+)"
    r"(?=(?:the|this|that|these|those|an?|its|all|both|each|[A-Z§\d])(?!\w+ \d))"
    rf"|\s+and\s+(?=(?:\w+ly\s)?{_DOES}\b)"
)
"""Between two clauses: what follows has a subject, or a verb, of its own."""


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part a sentence whose clauses each do something with a document of their own: "A is stayed, and B withdrawn"."""
    while len(_CITED.findall(text, start, end)) > 1:
        joint = next((each for each in _JOINT.finditer(text, start, end) if _are_clauses(text, start, each, end)), None)
        if joint is None:
            break
        yield start, joint.start() + 1
        start = joint.end()
    yield start, end


def _are_clauses(text: str, start: int, joint: re.Match[str], end: int) -> bool:
    sides = (text[start : joint.start()], text[joint.end() : end])
    return all(_CITED.search(side) and _FINITE.search(side) for side in sides)


def _label_only(text: str) -> bool:
    """Whether it is a head, such as "Effective date.", and no sentence."""
    count = len(text.split())
    return (
        0 < count <= 6
        and not _VERB.search(text)
        and not any(character.isdigit() for character in text)
        and _SUBJECT.search(text) is not None
    )


LONGEST_QUOTE = 600
"""Beyond this the words of a claim alone are quoted: short enough to be read, long enough to prove it."""


def sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence, or the run of sentences, that holds ``text[start:end]``, exactly as printed."""
    first, last = start, end
    for each in split(text):
        if each.start < end and each.end > start:
            first, last = min(first, each.start), max(last, each.end)
    quote = text[first:last].strip()
    return quote if len(quote) <= LONGEST_QUOTE else text[start:end]
