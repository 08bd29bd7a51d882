"""Numbers by which instruments are known, as they stand in running text of any language."""

from __future__ import annotations

import re

import attrs

from regtrack.citations.numbers import find_numbers
from regtrack.citations.reference import ReferenceKind

_NAMES_ONE = frozenset(
    (
        ReferenceKind.FR_CITATION,
        ReferenceKind.FR_DOCUMENT,
        ReferenceKind.EXECUTIVE_ORDER,
        ReferenceKind.PROCLAMATION,
        ReferenceKind.PUBLIC_LAW,
        ReferenceKind.RIN,
        ReferenceKind.DOCKET,
    )
)
"""References that name an instrument, and not a provision or a day."""

_FORMS = (  # spelling, class, letters that a text with one has, pattern
    ("H{0} {1}", "bill", "H", r"(?<![A-Za-z0-9])H\.?\s?(R|J\.?\s?Res|Con\.?\s?Res)\.?\s?(\d{1,5})(?![A-Za-z0-9])"),
    (
        "S{0} {1}",
        "bill",
        "S",
        r"(?<![\w.])S(?:\.\s?(?=\d)|\.?\s?(?=[JC]))(J\.?\s?Res|Con\.?\s?Res|)\.?\s?(\d{1,5})(?!\w)",
    ),
    ("{0} {1}", "bill", "B", r"(?<![\w.-])(SB|AB|HB)\s?(\d{1,4})(?![\w-])"),
    ("Bill {0}", "bill", "Bill", r"(?<!\w)Bill ([CS]-\d{1,3})(?!\w)"),
    ("{0}", "decision", "B-", r"(?<![A-Za-z0-9])(B-\d{6}(?:\.\d+)?)(?!\d)"),
    ("{0}", "rule", "-", r"(?<![\w-])((?:19|20)\d{2}-\d{5})(?![\w-])"),
    ("Regulation (EU) {0}", "rule", "(EU)", r"\(EU\)\s?(?:No\.?\s?)?(\d{2,4}/\d{1,4})(?!\d)"),
    ("Regulation (EU) {0}", "rule", "Regulation", r"(?<=Regulation )((?:19|20)\d{2}/\d{1,4})(?!\d)"),
    ("E.O. {0}", "order", "令", r"大統領令第?(\d{5})号?|行政[令命]第?(\d{5})号?"),
    ("Proclamation {0}", "order", "告", r"大統領布告第?(\d{5})号?|总统公告第?(\d{5})号?"),
)
_PATTERNS = tuple((form, class_, letters, re.compile(pattern)) for form, class_, letters, pattern in _FORMS)
_DIGIT = re.compile(r"\d")
_CLASSES = {
    ReferenceKind.EXECUTIVE_ORDER: "order",
    ReferenceKind.PROCLAMATION: "order",
    ReferenceKind.PUBLIC_LAW: "bill",
}


@attrs.frozen
class Identifier:
    """A number that names an instrument.

    Attributes:
        name: its canonical spelling: ``90 FR 4544``, ``2025-00636``, ``HR 3447``, ``E.O. 14320``, ``B-337935``.
        class_: class of instrument that it names.
        start, end: where it stands.
    """

    name: str
    class_: str
    start: int
    end: int


def find_identifiers(text: str) -> list[Identifier]:
    """Every such number in a text, in order; of those that overlap the first found."""
    if _DIGIT.search(text) is None:
        return []
    found: list[Identifier] = []
    for reference in find_numbers(text):
        if reference.kind in _NAMES_ONE:
            class_ = _CLASSES.get(reference.kind, "rule")
            found.append(Identifier(reference.name, class_, reference.start, reference.end))
    for form, class_, letters, pattern in _PATTERNS:
        for match in pattern.finditer(text) if letters in text else ():
            groups = [re.sub(r"[\s.]", "", group).upper() for group in match.groups() if group is not None]
            name = form.format(*groups) if form.startswith(("H", "S")) else form.format(*filter(None, match.groups()))
            found.append(Identifier(name, class_, *match.span()))
    taken: list[Identifier] = []
    for each in found:
        if all(each.end <= other.start or each.start >= other.end for other in taken):
            taken.append(each)
    return sorted(taken, key=lambda each: each.start)
