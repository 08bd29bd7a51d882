"""What is suspended that a provision requires, and is no provision: designations, or the use of something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regtrack.dates_in_text.words import holds
from regtrack.sources.federal_register._events.asserted import is_asserted
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.text import sentences
from regtrack.sources.federal_register.text.vocabulary import letters_of, nouns, spelled

_USE = (
    r"(?:designations?|(?:mandatory|required|compulsory) [\w-]+|(?:use|application|applicability|implementation) of"
    r"|(?:requirement|obligation|duty) to)\b"
)
_SUSPENDS = re.compile(
    rf"\b(?:{spelled('stay', 'third', 'gerund', 'participle')}(?:, [^,;]{{3,80}},)?"
    rf"|(?<!for )(?<!for the )(?<!for a ){nouns('stay')} of)"
    rf" (?:(?:the|its|all|such|these|any) )?(?:[\w-]+ )?{_USE}(?P<told>.*)"
    rf"|\b{_USE}(?P<before>[^;]*?) (?:is|are|was|were|has been|have been) (?:\w+ )?{spelled('stay', 'participle')}\b",
    re.IGNORECASE | re.DOTALL,
)
_STAYS = letters_of("stay")
"""No text without one of these suspends anything."""
_UNDER = re.compile(r"(?<!authority )\b(?:under|in|by|of|pursuant to) (?=§|\d+ CFR|sec)", re.IGNORECASE)


def suspended_under(document: RegisterDocument) -> Iterator[tuple[str, str]]:
    """Yield the sentences that suspend what a provision requires, each with the words that name the provision."""
    for text in filter(None, (document.dates, document.abstract)):
        if not holds(text.lower(), _STAYS):
            continue
        for each in sentences.split(text):
            sentence = text[each.start : each.end].strip()
            found = _SUSPENDS.search(sentence)
            words = (found["told"] or found["before"] or "") if found is not None and is_asserted(sentence) else ""
            if (under := _UNDER.search(words)) is not None:
                yield sentence, words[under.end() :]
