"""The amendatory instructions of a document as the ledger records them, with the words printed below each."""

from __future__ import annotations

from regtrack.dates import iso_instant, tick_of
from regtrack.model.event import Event
from regtrack.model.provision_text import Amendatory
from regtrack.model.scope import path_of, spell
from regtrack.model.when import When
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.text.printed import write_lines


def amendatory_of(
    document: RegisterDocument, instrument: str, key: str, correction: Event | None = None
) -> Amendatory | None:
    """Return the instructions of a document; None for one that has none, or was not issued.

    Args:
        document: as read.
        instrument: its id.
        key: the beginning of the keys of what it states.
        correction: the event by which it corrects another document, if that is all it does.
    """
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
