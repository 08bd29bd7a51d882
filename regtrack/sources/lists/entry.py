"""An entry of a list, and a list as it was on one day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

import attrs

from regtrack.errors import Fault
from regtrack.sources.lists.catalogue import KnownList

Fields: TypeAlias = tuple[tuple[str, str], ...]


@attrs.frozen
class ListEntry:
    """One entry.

    Attributes:
        id: names it within its list and stays while its words change: the list's own number, else its name.
        name: whom or what it is about.
        fields: everything else that it says, by name, in the list's order; what is empty is left out.
    """

    id: str
    name: str
    fields: Fields = ()

    def get(self, field: str) -> str | None:
        """Return what it says in a field."""
        return dict(self.fields).get(field)


Entries: TypeAlias = Mapping[str, ListEntry]
"""The entries of one list by id."""


@attrs.frozen
class Snapshot:
    """What one file says: one list, or several that are published together.

    Attributes:
        lists: by list, its entries in the order of the file. An entry without a number goes by its name until it is
            aligned with an earlier snapshot, see :func:`regtrack.sources.lists.changes.align`.
        sha256: digest of the file.
        faults: what of it could not be read.
    """

    lists: Mapping[KnownList, tuple[ListEntry, ...]] = MappingProxyType({})
    sha256: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def count(self) -> int:
        """How many entries it has."""
        return sum(map(len, self.lists.values()))


_NO_LETTER = re.compile(r"[^\w]+")


def id_of_name(name: str) -> str:
    """Return the id of an entry that has no number: its name without width, case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(each for each in plain if not unicodedata.combining(each))
    return _NO_LETTER.sub("-", kept).strip("-") or "unnamed"


def one_line(text: str) -> str:
    """Words on one line, each apart from the next by one space."""
    return " ".join(text.split())
