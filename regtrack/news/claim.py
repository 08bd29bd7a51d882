"""What an item claims: one act."""

from __future__ import annotations

import attrs

from regtrack.news.facets import Detail
from regtrack.news.spoken import Spoken
from regtrack.news.when import Candidate


@attrs.frozen
class Claim:
    """One act that an item claims.

    Attributes:
        actor: id of the body that acts, such as ``us/bis``; empty if none is named that is known.
        act: the kind of event that is claimed, a row of :data:`~regtrack.model.kinds.KINDS`; ``note`` for a statement
            that moves nothing.
        target: the words that name what it happens to; empty if its sentence has none.
        class_: class of instrument that these words name, as language files divide them; empty if none.
        weak: whether their noun names no instrument by itself ("measures").
        bare: whether these words tell no instrument from another ("the rule").
        pointing: whether they mean the one just spoken of.
        numbers: numbers of instruments in them.
        cited: numbers of instruments anywhere in the sentence.
        places: countries named in it, by their codes.
        when: the day that the act is done on or sets, each candidate with its rule; empty if none is given.
        until: the end of what the act begins, in the same way.
        said: when it was said, where that is another day than ``when``.
        modality: how firmly it is claimed, one of :data:`~regtrack.news.tables.MODALITIES`.
        details: details that can be compared with what else is known.
        hints: what tells apart instruments of one name, such as the chamber of a bill.
        quote: the sentence, exactly as printed: ``text[start:end]``.
        start, end: where it stands in the item's text.
        clause: the part of it in which the act is claimed, as read (widths and blanks made alike).
        sentence: the whole of it, as read.
        paragraph: number of its paragraph.
        part: ``text``, or ``title`` if the quote stands in the item's title.
        spoken: what else the item names, the nearest before it first; only for words that name nothing themselves.
    """

    actor: str
    act: str
    target: str
    class_: str
    weak: bool
    bare: bool
    pointing: bool
    numbers: tuple[str, ...]
    cited: tuple[str, ...]
    places: frozenset[str]
    when: tuple[Candidate, ...]
    until: tuple[Candidate, ...]
    said: tuple[Candidate, ...]
    modality: str
    details: frozenset[Detail]
    hints: frozenset[str]
    quote: str
    start: int
    end: int
    clause: str
    sentence: str
    paragraph: int
    part: str = "text"
    spoken: tuple[Spoken, ...] = ()
