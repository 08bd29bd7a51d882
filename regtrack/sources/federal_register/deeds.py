"""What a document may do to another: one table, a row a deed, which every field is read with and events are made by."""

from __future__ import annotations

import re
from typing import NamedTuple

import attrs

from regtrack.sources.federal_register.text.vocabulary import ACTS, stems


@attrs.frozen
class Deed:
    """One thing that a document does to others, and the words that say so."""

    verb: str  # what it does, a row of :data:`DEEDS`
    quote: str  # the words, as printed in the field
    field: str  # where they stand: ``number``, ``action``, ``title``, ``dates`` or ``abstract``
    proposed: bool = False  # it is only proposed; the other document stays as it is


class DeedRow(NamedTuple):
    """A deed."""

    kind: str | None  # of the event that it becomes where no date says it already; None for a note
    relation: str  # of the two documents
    stems: re.Pattern[str]  # of the words by which a sentence speaks of it
    traits: frozenset[str]  # what holds of it; see below


def _row(relation: str, words: str, traits: str = "", kind: str | None = "") -> tuple[str | None, str, str, str]:
    """Return a row; ``words`` are acts of the vocabulary, by which it is spoken of, and stems beside them."""
    acts = " ".join(word for word in words.split() if word in ACTS)
    found = [*([stems(acts)] if acts else []), *(word for word in words.split() if word not in ACTS)]
    return kind, relation, rf"\b(?:{'|'.join(found)})", traits


_DEEDS = {
    "delay_effective": _row("delays", "postpone extend change", "lasting partial shared"),
    "accelerate_effective": _row("accelerates", "accelerate change earlier", "lasting"),
    "set_effective": _row("commences", "announce effective"),
    "confirm_direct_final": _row("confirms", "confirm", "lasting named"),
    "confirm_effective": _row("confirms", "confirm", "named", kind=None),
    "stay": _row("stays", "stay", "lasting partial"),
    "extend_stay": _row("stays", "stay", "lasting partial"),
    "lift_stay": _row("lifts", "lift stay", "lasting partial"),
    "enjoin": _row("stays", "enjoin injunct", "partial"),
    "withdraw_final": _row("rescinds", "withdraw", "lasting partial ends"),
    "withdraw_proposal": _row("rescinds", "withdraw", "lasting partial ends proposals"),
    "withdraw": _row("rescinds", "withdraw rescind", "partial ends proposals titles"),
    "rescind": _row("rescinds", "rescind end eliminat", "partial ends titles"),
    "vacate": _row("vacates", "vacat", "lasting partial elsewhere named"),
    "disapprove": _row("disapproves", "disapprov nullif resolution", "lasting grave elsewhere named"),
    "supersede": _row("supersedes", "supersede", "partial ends titles"),
    "reinstate": _row("reinstates", "reinstate", "partial titles"),
    "extend_expiry": _row("extends", "extend continu", "titles"),
    "delay_compliance": _row("delays", "postpone extend", "partial named shared"),
    "extend_comment": _row("extends", "extend", "lasting proposals named shared"),
    "reopen_comment": _row("reopens", "reopen open", "lasting proposals named"),
    "move_deadline": _row("extends", "extend", "proposals named", kind=None),
    "finalize": _row("finalizes", "finalize", "titles", kind=None),
    "supplement": _row("proposes_change_to", "supplement revis modif", "proposals named"),
    "amend": _row("amends", "amend", "proposals titles"),
    "correct": _row("corrects", "correct error incorrect", "proposals named"),
}
"""Traits: ``lasting`` leaves a trace even where nothing names the document; ``partial`` may be done to a part;
``ends`` its object; ``proposals`` may be done to one, and by one; ``named`` is done to the document that the text
introduces first, if no sentence says more; ``titles`` of rules may say it of something else; ``elsewhere``: a court or
Congress did it, and the document takes it out of the Code; ``shared``: one noun may have several objects ("delay of
effective and compliance dates")."""
DEEDS = {
    verb: DeedRow(verb if kind == "" else kind, relation, re.compile(spelled), frozenset(traits.split()))
    for verb, (kind, relation, spelled, traits) in _DEEDS.items()
}


def having(trait: str) -> frozenset[str]:
    """Return the deeds of which something holds."""
    return frozenset(verb for verb, row in DEEDS.items() if trait in row.traits)


ENDINGS = having("ends")
OF_PROPOSALS = having("proposals")
