"""The part of an instrument that is meant: provisions as paths, compared by prefix and never as strings.

Written forms (after the CFR's own citations, 1 CFR 21.11, with the levels ``(a)(1)(i)(A)(1)(i)``)::

    12 CFR 1026.36(d)(1)          a paragraph           -> 12 / 1026 / 36 / (d) / (1)
    15 CFR 744                    a part
    app. A to 12 CFR 1003         an appendix           -> 12 / 1003 / app. A
    12 CFR part 1003, appendix A  the same, as it is cited
    def:flare@40 CFR 60.101a      one definition        -> 40 / 60 / 101a / def:flare
    15 CFR 742.6(a):intro         a field of a paragraph
    instruction 3                 an amendatory instruction of the document: one amendment
    12 CFR 1003.2 (instruction 3) what one amendment does to a provision
    temporary general license     any other name: a part of its own

An amendment is what has dates (docs/decisions/0021). A path whose first step is an instruction is that amendment, or
what it does to the provision that follows; any other path is a provision, whichever amendments reach it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

import attrs

from regtrack.errors import characters
from regtrack.model.value_object import ValueObject

Path: TypeAlias = tuple[str, ...]

# Compiled by `re` when the first part is read: most questions are about no part.
_CFR = (  # a dash goes on with the number: 41 CFR 60-1, 26 CFR 1.401(a)(4)-1
    r"(\d{1,2}) CFR (?:part )?(\d+[a-z]?(?:-\d+)?)(?:\.([0-9A-Za-z\-]+(?:(?:\([0-9A-Za-z]+\))+-[0-9A-Za-z]+)*))?"
    r"((?:\([0-9A-Za-z]+\))*)((?::[^:]+)*)"
)
_ANNEX = r"(app\.|appendix|supp\.|supplement|subpart) ?(?:no\. ?)?([0-9A-Za-z\-]+) (?:to|of) (?:part )?(.+)"
_ANNEX_AFTER = (  # as it is cited: 40 CFR part 60, appendix A
    r"(\d{1,2} CFR (?:part )?\d+[a-z]?(?:-\d+)?),? "
    r"(app\.|appendix|supp\.|supplement|subpart) ?(?:no\. ?)?([0-9A-Za-z\-]+)"
)
_ANNEX_NAMES = {"appendix": "app.", "supplement": "supp."}
_ANNEXES = ("app. ", "supp. ", "subpart ")
_INSTRUCTION = r"instructions? (\d+[a-z]*(?:\.[a-z]+)?)"
_AMENDED = rf"(.+) \(({_INSTRUCTION})\)"
_DASH = "[‐‑‒–—―−]"
_DASHED = (  # in the number of a section, and not between two of them; of a part; behind a capital or a paragraph
    rf"“[^“”]*”|(?<![\w.])\d+[a-z]?{_DASH}\d+(?=\.\d)|\b(?:CFR|[Pp]arts?)\s+\d+[a-z]?[‐‑‒–−]\d+\b"
    rf"|(?<![\w.])\d+[a-z]?(?:-\d+)?\.T?\d+\w*(?:(?:\(\w+\))*(?:-|{_DASH})T?\d+[0-9A-Za-z]*\b(?!\.\d))+"
    r"|(?:\)|\b[A-Z]{1,3})[‐‑‒–−]\d"
)


def hyphenated(text: str) -> str:
    """Return a text with a hyphen for each dash in a number: the Register prints "§ 1.61–2" for the Code's § 1.61-2."""
    return text if text.isascii() else re.sub(_DASHED, _with_hyphens, text)


def _with_hyphens(number: re.Match[str]) -> str:
    return number[0] if number[0].startswith("“") else re.sub(_DASH, "-", number[0])


@lru_cache(maxsize=65536)
def path_of(part: str) -> Path:
    """Return the path of a written provision; names that are no CFR citation become a path of one step."""
    text = hyphenated(" ".join(characters(part).split()))
    if instruction := re.fullmatch(_INSTRUCTION, text, re.IGNORECASE):
        return (f"instruction {instruction[1]}",)
    if amended := re.fullmatch(_AMENDED, text, re.IGNORECASE):
        return (*path_of(amended[2]), *path_of(amended[1]))
    if text.lower().startswith("def:") and "@" in text:
        term, _, section = text.partition("@")
        return (*path_of(section), "def:" + term[4:])
    if annex := re.fullmatch(_ANNEX, text, re.IGNORECASE):
        return _annex(annex[3], annex[1], annex[2])
    if cfr := re.fullmatch(_CFR, text, re.IGNORECASE):
        levels = re.findall(r"\([0-9A-Za-z]+\)", cfr[4])
        fields = [f":{field}" for field in cfr[5].split(":") if field]
        inside = [cfr[3]] if cfr[3] else []
        return (f"{cfr[1]} CFR", cfr[2], *inside, *levels, *fields)
    if annex := re.fullmatch(_ANNEX_AFTER, text, re.IGNORECASE):
        return _annex(*annex.groups())
    return (text,)


def _annex(of: str, word: str, number: str) -> Path:
    word = word.lower()
    return (*path_of(of), f"{_ANNEX_NAMES.get(word, word)} {number.upper()}")


def spell(path: Path) -> str:
    """Return a path as it is written; :func:`path_of` reads it back."""
    head, *rest = path
    if rest and amendment_of(path):
        return f"{spell(tuple(rest))} ({head})"
    if not head.endswith(" CFR") or not rest:  # a paragraph of a supplement is a name of its own
        return "".join([f"{step} to " for step in rest[::-1] if step.startswith(_ANNEXES)]) + head
    text, before, after = f"{head} {rest[0]}", "", ""
    for step in rest[1:]:
        if step.startswith("def:"):
            before = f"{step}@"
        elif step.startswith(_ANNEXES):
            before = f"{step} to {before}"
        elif step.startswith(("(", ":")):
            after += step
        else:
            text += f".{step}"
    return before + text + after


def amendment_of(path: Path) -> str | None:
    """Return the amendment that a path is about, or None for a provision whichever amendments reach it."""
    return path[0] if path and path[0].startswith("instruction ") else None


def provision_of(path: Path) -> Path:
    """Return the provision that a path is about, without the amendment."""
    return path[1:] if amendment_of(path) else path


def for_persons(parts: Iterable[Path], persons: str) -> tuple[Path, ...]:
    """Return the parts of an instrument as far as they concern some persons: parts of their own."""
    return tuple((*part, f"for {persons}") for part in parts) or ((f"for {persons}",),)


def covers(outer: Path, inner: Path) -> bool:
    """Whether a part is the other or contains it: a provision contains what any amendment does to it."""
    steps = len(outer)
    if inner[:steps] == outer:
        return True
    return steps > 0 and inner[1 : steps + 1] == outer and inner[0].startswith("instruction ")


def overlap(one: Path, other: Path) -> bool:
    """Whether one of two parts contains the other."""
    return covers(one, other) or covers(other, one)


@attrs.frozen(repr=False)
class Scope(ValueObject):
    """Part of one instrument.

    Attributes:
        parts: provisions as written; empty for the whole instrument.
        exclude: provisions left out of it ("except the amendments to ...").
        parties: words that limit it to persons; None for everyone.
    """

    parts: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    parties: str | None = None

    @property
    def whole(self) -> bool:
        """Whether it is the whole instrument, for everyone."""
        return not self.parts and not self.exclude

    def __str__(self) -> str:
        text = ", ".join(self.parts) or "whole"
        if self.exclude:
            text += f" except {', '.join(self.exclude)}"
        return f"{text} ({self.parties})" if self.parties else text
