"""The instrument that a document is with its amendatory instructions, and what stands for one that is only cited."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from regtrack.citations import Reference, ReferenceKind
from regtrack.dates import iso_instant, tick_of
from regtrack.model.document import Document, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument, Relation
from regtrack.model.kinds import Certainty
from regtrack.model.provision_text import Amendatory
from regtrack.model.scope import path_of, spell
from regtrack.model.when import When
from regtrack.sources.federal_register._events.end_words import OF_DISCRETION
from regtrack.sources.federal_register._events.turns import TERM
from regtrack.sources.federal_register.acts import Classification
from regtrack.sources.federal_register.document import DocumentForm, RegisterDocument, names_of, slug_from
from regtrack.sources.federal_register.identity import key_of
from regtrack.sources.federal_register.moves import RULES
from regtrack.sources.federal_register.text.recitals import RECITALS
from regtrack.text.instruction import Instruction
from regtrack.text.printed import write_lines


def instrument_of(
    document: RegisterDocument, id_: str, kind: str, relations: tuple[Relation, ...] = (), zone: str | None = None
) -> Instrument:
    """Return the instrument that a document is."""
    agency, agencies = names_of(document.agencies)
    citation = document.citation
    aliases = _presidential_names(document)
    return Instrument(
        id=id_, kind=kind, title=document.title or f"Document {document.number}",
        aliases=(("en", aliases),) if aliases else (), citation=(citation,) if citation else (),
        last_page=document.end_page if citation else None, document_number=(document.number,),
        rin=document.rins, docket=document.dockets, cfr=document.cfr,
        topics=tuple(dict.fromkeys(topic for each in document.topics if (topic := slug_from(each)))),
        agency=agency, agencies=agencies, url=document.html_url, instructions=_provisions(document.instructions),
        relations=relations, zone=zone,
    )  # fmt: skip


def _presidential_names(document: RegisterDocument) -> tuple[str, ...]:
    if document.executive_order:
        return f"E.O. {document.executive_order}", f"Executive Order {document.executive_order}"
    if document.proclamation:
        return f"Proclamation {document.proclamation}", f"Proc. {document.proclamation}"
    return ()


def _provisions(instructions: tuple[Instruction, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Provisions by the number of an instruction; what is said of instruction 3 reaches what its steps change."""
    if not instructions:
        return ()
    found: dict[str, dict[str, None]] = {}
    for each in instructions:
        if each.number and each.targets:
            for number in {each.number, each.number.partition(".")[0]}:
                found.setdefault(number, {}).update(dict.fromkeys(each.targets))
    return tuple(sorted((number, tuple(targets)) for number, targets in found.items()))


_AMENDS = re.compile(r"\b(?:amend|revis|correct|remov)", re.IGNORECASE)
_MOVES_BY_ITSELF = frozenset(("delay_effective", "delay_compliance", *RECITALS))
"""What a rule does to others from its publication, whatever day it tells."""
_KINDS = {"proposed": "proposed_rule", "final": "final_rule"}
_PRESIDENTIAL = {ReferenceKind.EXECUTIVE_ORDER: "executive_order", ReferenceKind.PROCLAMATION: "proclamation"}


_MAY_ONLY_MOVE = RULES - {"temporary_rule"}


def kind_of(document: RegisterDocument, classification: Classification, events: Sequence[Event], own: str) -> str:
    """Return what a document is: a rule that only moves others and has no date of its own is the notice of that."""
    kind = classification.kind
    if kind not in _MAY_ONLY_MOVE:
        return kind
    others = {each.kind for each in events if each.target != own}
    only_issued = all(
        each.kind in ("publish", "sign", "set_deadline")
        or (each.kind == "set_expiry" and OF_DISCRETION.search(document.action or ""))
        or each.certainty is Certainty.REPORTED
        or each.key.endswith(f":{TERM}")
        or (each.kind == "open_comment" and others <= _MOVES_BY_ITSELF)  # it does it, and asks about it
        for each in events
        if each.target == own
    )
    moves_only = only_issued and (others or _moves_a_date(document, classification))
    return "notice" if moves_only else kind


def _moves_a_date(document: RegisterDocument, classification: Classification) -> bool:
    """Return whether ACTION says that what is done is to move a deadline: of whom, the ledger need not know."""
    amends = document.instructions or _AMENDS.search(document.action or "")
    return not amends and any(
        each.verb in ("move_deadline", "delay_compliance") and each.field == "action" and not each.proposed
        for each in classification.deeds
    )


def with_parts(document: RegisterDocument, events: Sequence[Event], own: str) -> RegisterDocument:
    """Return the document with the parts of the CFR that its own dates name, where its data name none."""
    if document.cfr or not any(each.parts or each.exclude for each in events):
        return document
    paths = (path_of(part) for e in events if e.target == own for part in (*e.parts, *e.exclude))
    cfr = dict.fromkeys(spell(path[:2]) for path in paths if path[0].endswith(" CFR") and len(path) > 1)
    return attrs.evolve(document, cfr=tuple(cfr)) if cfr else document


def stand_in(id_: str, reference: Reference, names: Sequence[Reference], citing: Classification) -> Instrument:
    """Return what is put down for a document that is cited and not there: of the sort of the one that cites it."""
    numbered = reference.kind is ReferenceKind.FR_DOCUMENT
    printed = reference.kind is ReferenceKind.FR_CITATION
    title = f"Document at {reference.name}" if printed else f"FR Doc. {reference.name}" if numbered else reference.name
    citations = dict.fromkeys(each.name for each in names if each.kind is ReferenceKind.FR_CITATION)
    numbers = dict.fromkeys(each.name for each in names if each.kind is ReferenceKind.FR_DOCUMENT)
    return Instrument(
        id=id_, kind=_PRESIDENTIAL.get(reference.kind, _KINDS.get(citing.stage, "notice")), title=title,
        citation=tuple(citations), document_number=tuple(numbers),
        note="Known from documents that cite it; it has not been read itself.",
    )  # fmt: skip


def amendatory_of(
    document: RegisterDocument, instrument: str, key: str, correction: Event | None = None
) -> Amendatory | None:
    """Return the instructions of a document; None for one that has none, or was not issued."""
    if not document.instructions or document.published_on is None:
        return None
    parts = dict.fromkeys(
        spell(path_of(target)[:2])
        for each in document.instructions
        for target in (*each.targets, *([each.part] if each.part else []))
        if path_of(target)[0].endswith(" CFR")
    )
    rows = tuple(
        (each.number, each.text, each.targets, each.part, write_lines(each.lines)) for each in document.instructions
    )
    filed = When.parse(iso_instant(tick_of(document.filed_at))) if document.filed_at is not None else None
    target = correction.target if correction else instrument
    return Amendatory(
        f"{key}:instructions", target, document.number, When.parse(document.published_on), tuple(parts),
        document.start_page, rows, filed, key, correction.key if correction else None,
    )  # fmt: skip


_API = "https://www.federalregister.gov/api/v1/documents"


def paper_of(document: RegisterDocument, published: When | None) -> Document:
    """Return the document as evidence."""
    return Document(
        id=key_of(document), publisher="Federal Register", url=document.html_url, title=document.title or None,
        date=published, rank=Rank.METADATA if document.origin is DocumentForm.RSS else Rank.OFFICIAL,
        sha256=document.sha256,
    )  # fmt: skip


def api_paper_of(document: RegisterDocument, published: When | None) -> Document:
    """Return the data that the API has about a document, as evidence."""
    number = document.number
    return Document(
        id=f"{key_of(document)}:api", publisher="Federal Register API", url=f"{_API}/{number}.json",
        title=f"Data about document {number}", date=published, rank=Rank.METADATA,
    )  # fmt: skip
