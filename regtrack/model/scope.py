"""The part of an instrument that is meant: provisions as paths, compared by prefix and never as strings.

Written forms (after the CFR's own citations, 1 CFR 21.11, with the levels ``(a)(1)(i)(A)(1)(i)``)::

    12 CFR 1026.36(d)(1)          a paragraph           -> 12 / 1026 / 36 / (d) / (1)
    15 CFR 744                    a part
    app. A to 12 CFR 1003         an appendix           -> 12 / 1003 / app. A
    def:flare@40 CFR 60.101a      one definition        -> 40 / 60 / 101a / def:flare
    15 CFR 742.6(a):intro         a field of a paragraph
    instruction 3                 an amendatory instruction of the document
    temporary general license     any other name: a part of its own
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

import attrs

Path: TypeAlias = tuple[str, ...]

_CFR = re.compile(  # a dash goes on with the number: 41 CFR 60-1, 26 CFR 1.401(a)(4)-1
    r"(\d{1,2}) CFR (?:part )?(\d+[a-z]?(?:-\d+)?)(?:\.([0-9A-Za-z\-]+(?:(?:\([0-9A-Za-z]+\))+-[0-9A-Za-z]+)*))?"
    r"((?:\([0-9A-Za-z]+\))*)((?::[^:]+)*)",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"(app\.|appendix|supp\.|supplement|subpart) ?(?:no\. ?)?([0-9A-Za-z\-]+) (?:to|of) (?:part )?(.+)", re.IGNORECASE
)
_ANNEX_NAMES = {"appendix": "app.", "supplement": "supp."}


@lru_cache(maxsize=65536)
def path_of(part: str) -> Path:
    """The path of a written provision; names that are no CFR citation become a path of one step."""
    text = " ".join(part.split())
    if text.lower().startswith("def:") and "@" in text:
        term, _, section = text.partition("@")
        return (*path_of(section), "def:" + term[4:])
    if annex := _ANNEX.fullmatch(text):
        word = annex[1].lower()
        return (*path_of(annex[3]), f"{_ANNEX_NAMES.get(word, word)} {annex[2].upper()}")
    if cfr := _CFR.fullmatch(text):
        levels = re.findall(r"\([0-9A-Za-z]+\)", cfr[4])
        fields = [f":{field}" for field in cfr[5].split(":") if field]
        inside = [cfr[3]] if cfr[3] else []
        return (f"{cfr[1]} CFR", cfr[2], *inside, *levels, *fields)
    return (text,)


def spell(path: Path) -> str:
    """A path as it is written; :func:`path_of` reads it back."""
    head, *rest = path
    if not head.endswith(" CFR") or not rest:
        return head
    text, before, after = f"{head} {rest[0]}", "", ""
    for step in rest[1:]:
        if step.startswith("def:"):
            before = f"{step}@"
        elif step.startswith(("app. ", "supp. ", "subpart ")):
            before = f"{step} to {before}"
        elif step.startswith(("(", ":")):
            after += step
        else:
            text += f".{step}"
    return before + text + after


def covers(outer: Path, inner: Path) -> bool:
    """Whether a provision is the other or contains it."""
    return inner[: len(outer)] == outer


@attrs.frozen
class Scope:
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
