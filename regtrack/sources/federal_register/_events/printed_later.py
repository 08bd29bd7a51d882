"""A declaration that is printed after the day on which it was made: from then on nobody may say that it was not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regtrack.dates_in_text.expressions import find_mentions
from regtrack.model.when import When
from regtrack.sources.federal_register.document import DocumentType, RegisterDocument
from regtrack.sources.federal_register.text import sentences
from regtrack.sources.federal_register.text.statement import Statement

_MADE = re.compile(
    r"(?:^(?:[\w ]+:)?\W*|\b(?:declarations?|determinations?|amendments?|changes?)\b(?: [\w-]+){0,3} )(?:was |were )?"
    r"(?:issued|made|declared|signed|granted|occurred) (?:on )?$",
    re.IGNORECASE,
)
"""Before the day in DATES: "The declaration was issued D", "Issued on D"."""
_DECLARES = re.compile(r"\bdeclar|\bdeterminations?\b", re.IGNORECASE)


def made_before(document: RegisterDocument) -> Iterator[Statement]:
    """State that a notice of a declaration is in force from its own day or from publication, whichever it is."""
    published, text = document.published_on, document.dates or ""
    if published is None or document.type is not DocumentType.NOTICE or not _DECLARES.search(document.title):
        return
    for each in sentences.split(text):
        sentence = text[each.start : each.end].strip()
        for mention in find_mentions(sentence, published):
            day = mention.first.day if mention.last is None else None
            if day is not None and day < published and _MADE.search(sentence[: mention.start]):
                when = When.parse(f"{day}..{published}")
                yield Statement("set_effective", sentence, when=when)
                return
