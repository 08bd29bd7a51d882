"""Provisions: a section or an appendix as its paragraphs in order, each with its address, heading and words.

A tree is its paragraphs in the order in which they are printed; what stands under a paragraph has an address that
begins with its own (:func:`regtrack.model.scope.covers`). So an operation is a change of a slice, and two versions
compare like two lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

import attrs

from regtrack.model.scope import Path, covers, spell
from regtrack.text.designators import Style, values
from regtrack.text.wording import alike, squashed


class Sort(StrEnum):
    """What a paragraph is made of."""

    WORDS = "words"
    TABLE = "table"
    NOTE = "note"


@attrs.frozen
class Paragraph:
    """A paragraph of a provision.

    Attributes:
        address: steps from the provision inward: designators ``(a)``, a definition ``def:Day``, ``¶2`` for the second
            one without a designator, the comment ``-1`` and its ``.ii``; empty for the words of the provision itself.
        heading: a heading that runs in ("Exemptions.").
        words: all else, without its designator.
        sort: words, a table or a note.
    """

    address: Path
    heading: str = ""
    words: str = ""
    sort: Sort = Sort.WORDS

    @property
    def said(self) -> str:
        """Heading and words as compared; what closes a heading is typography ("Records.", "Records—(1)")."""
        return squashed(self.heading.rstrip("—–- " if self.words else "—–-. ") + self.words)

    @property
    def text(self) -> str:
        """Heading and words as read."""
        return " ".join(filter(None, (self.heading, self.words)))

    @property
    def designator(self) -> str:
        """What is printed before it; empty for one without."""
        return designator(self.address[-1]) if self.address else ""


@attrs.frozen
class Provision:
    """A section, an appendix or a supplement in one version.

    Attributes:
        path: as :mod:`regtrack.model.scope` has it.
        heading: the subject after its number.
        paragraphs: in printed order.
    """

    path: Path
    heading: str = ""
    paragraphs: tuple[Paragraph, ...] = ()

    def __str__(self) -> str:
        return spell(self.path)

    @property
    def reserved(self) -> bool:
        """Whether it has only its number left."""
        return not self.paragraphs and "reserved" in self.heading.lower()


@attrs.frozen
class Piece:
    """Something printed with an instruction: a paragraph, or stars for what is left out.

    Attributes:
        paragraph: None for a row of stars.
        keeps: its words are starred ("(c) * * *"): they stay as they were.
    """

    paragraph: Paragraph | None = None
    keeps: bool = False


def cite(provision: Path, address: Path = (), field: str = "") -> str:
    """Return a paragraph as it is cited.

    ``12 CFR 1024.39(d)``, ``12 CFR 1024.2(b), definition of “Servicer”, paragraph (1)``,
    ``comment 39(d)(1)-1.ii of supp. I to 12 CFR 1024``.
    """
    plain_address = tuple(step for step in address if not step.startswith("¶"))
    unmarked = "".join(f", {step}" for step in address if step.startswith("¶"))
    if plain_address and is_form(plain_address[0]):
        return f"form {''.join(plain_address)[4:]}{field} of {spell(provision)}{unmarked}"
    if plain_address and not plain_address[0].startswith(("(", "def:")):
        return f"comment {''.join(plain_address)}{field} of {spell(provision)}"
    term = next((n for n, step in enumerate(plain_address) if step.startswith("def:")), None)
    if term is not None:
        outer, inner = plain_address[:term], "".join(plain_address[term + 1 :])
        within = f", paragraph {inner}" if inner else ""
        return f"{spell((*provision, *outer))}, definition of “{plain_address[term][4:]}”{within}{field}{unmarked}"
    return spell((*provision, *plain_address, *([field] if field else []))) + unmarked


def is_form(step: str) -> bool:
    """Whether a step is the name of a form in an appendix, which stands as a defined term does: ``def:A-30(a)``."""
    return bool(re.fullmatch(r"def:[A-Z]{1,3}-\d{1,3}(?:\([A-Za-z]\))*", step))


def designator(step: str) -> str:
    """Return how a step is printed before its paragraph."""
    if step.startswith("("):
        return step
    if re.fullmatch(r"-[0-9A-Za-z]+", step):
        return step[1:] + "."
    return step[1:] + "." if step.startswith(".") else ""


def span(paragraphs: Sequence[Paragraph], address: Path) -> tuple[int, int]:
    """Return where a paragraph and what stands under it begins and ends; an empty span at 0 when it is not there."""
    start = next((n for n, each in enumerate(paragraphs) if covers(address, each.address)), None)
    if start is None:
        return 0, 0
    end = start
    while end < len(paragraphs) and covers(address, paragraphs[end].address):
        end += 1
    return start, end


def section_number(provision: Path) -> int | None:
    """Return the number of a section in its part: 39 of § 1024.39; None for what is no section or is not counted so."""
    return int(provision[-1]) if len(provision) == 3 and provision[-1].isdecimal() else None


def term_key(term: str) -> str:
    """Return a defined term as it is looked up: case, quotation marks and full stops make no other term."""
    return re.sub(r"[^0-9a-z ]", "", " ".join(alike(term).lower().replace("-", " ").split())).strip()


def same_step(one: str, other: str) -> bool:
    """Whether two steps name the same paragraph."""
    if one == other:
        return True
    if not (one.startswith("def:") and other.startswith("def:")):
        return False
    first, second = term_key(one[4:]), term_key(other[4:])
    return first == second or first.startswith(f"{second} or ") or second.startswith(f"{first} or ")


def meets(one: Path, other: Path) -> bool:
    """Whether two addresses name the same paragraph."""
    return len(one) == len(other) and all(same_step(a, b) for a, b in zip(one, other, strict=True))


def step_order(step: str, style: Style | None = None) -> tuple[int, int, str]:
    """Return the sort key of a step among those under one parent."""
    if step.startswith("-"):  # a comment on a paragraph stands before those on its parts
        return (0, int(step[1:]) if step[1:].isdecimal() else 0, step)
    if step == "Introduction":
        return (0, 0, "")
    if step.startswith("def:"):
        return (1, 0, re.sub(r"\d+", lambda number: number[0].zfill(6), term_key(step[4:])))
    if step.startswith("¶"):
        return (0, int(step[1:]), "")
    bare = step.strip("().-")
    counted = values(bare)
    if style is not None and style in counted:
        return (2, counted[style], "")
    if counted:
        return (2, min(counted.values()), "")
    return (3, 0, bare)
