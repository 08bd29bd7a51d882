"""What a document may do to another: one table, a row a deed, which every field is read with and events are made by."""

from __future__ import annotations

import re
from typing import NamedTuple

import attrs


@attrs.frozen
class Deed:
    """One thing that a document does to others, and the words that say so.

    Attributes:
        verb: what it does, a row of :data:`DEEDS`.
        quote: the words, as printed in the field.
        field: where they stand: ``number``, ``action``, ``title``, ``dates`` or ``abstract``.
        proposed: it is only proposed; the other document stays as it is.
    """

    verb: str
    quote: str
    field: str
    proposed: bool = False


class DeedRow(NamedTuple):
    """A deed.

    Attributes:
        kind: of the event that it becomes where no date says it already; None for a note.
        relation: of the two documents.
        stems: of the words by which a sentence speaks of it.
        traits: what holds of it; see below.
    """

    kind: str | None
    relation: str
    stems: re.Pattern[str]
    traits: frozenset[str]


def _row(relation: str, stems: str, traits: str = "", kind: str | None = "") -> tuple[str | None, str, str, str]:
    return kind, relation, stems, traits


_DEEDS = {
    "delay_effective": _row("delays", r"delay|postpon|defer|extend|extension|chang", "lasting partial shared"),
    "accelerate_effective": _row("accelerates", r"accelerat|advanc|earlier|chang", "lasting"),
    "set_effective": _row("commences", r"announc|effective"),
    "confirm_direct_final": _row("confirms", r"confirm", "lasting named"),
    "confirm_effective": _row("confirms", r"confirm", "named", kind=None),
    "stay": _row("stays", r"\bstay|suspen", "lasting partial grave"),
    "extend_stay": _row("stays", r"\bstay|suspen", "lasting partial"),
    "lift_stay": _row("lifts", r"\blift|\bstay|suspen", "lasting partial grave"),
    "withdraw_final": _row("rescinds", r"withdr", "lasting partial ends grave"),
    "withdraw_proposal": _row("rescinds", r"withdr", "lasting partial ends proposals"),
    "withdraw": _row("rescinds", r"withdr|rescind|rescission", "partial ends grave proposals titles"),
    "rescind": _row("rescinds", r"resci|repeal|revo[ck]|remov|terminat|eliminat", "partial ends grave titles"),
    "supersede": _row("supersedes", r"supersed", "partial ends grave titles"),
    "extend_expiry": _row("extends", r"exten[ds]|continu", "titles"),
    "delay_compliance": _row("delays", r"delay|postpon|defer|exten[ds]", "partial named shared"),
    "extend_comment": _row("extends", r"exten[ds]", "lasting proposals named shared"),
    "reopen_comment": _row("reopens", r"open", "lasting proposals named"),
    "move_deadline": _row("extends", r"exten[ds]", "proposals named", kind=None),
    "finalize": _row("finalizes", r"affirm|adopt|finaliz", "titles", kind=None),
    "supplement": _row("proposes_change_to", r"supplement|revis|modif", "proposals named"),
    "amend": _row("amends", r"amend", "proposals titles"),
    "correct": _row("corrects", r"correct|error|incorrect", "proposals named"),
}
"""Traits: ``lasting`` leaves a trace even where nothing names the document; ``partial`` may be done to a part;
``ends`` its object; ``proposals`` may be done to one, and by one; ``named`` is done to the document that the text
introduces first, if no sentence says more; ``grave``: a long text is not asked what it is done to; ``titles`` of rules
may say it of something else; ``shared``: one noun may have several objects ("delay of effective and compliance
dates")."""
DEEDS = {
    verb: DeedRow(verb if kind == "" else kind, relation, re.compile(stems), frozenset(traits.split()))
    for verb, (kind, relation, stems, traits) in _DEEDS.items()
}


def having(trait: str) -> frozenset[str]:
    """Return the deeds of which something holds."""
    return frozenset(verb for verb, row in DEEDS.items() if trait in row.traits)


ENDINGS = having("ends")
OF_PROPOSALS = having("proposals")
