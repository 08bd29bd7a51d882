"""From lines printed one after another to paragraphs with addresses: designators are text, and depth is not printed.

Which level a designator opens follows from its neighbours: "(i)" goes on after "(h)", or begins under "(2)". All
readings are kept side by side, each with what speaks against it, and the best one of the whole counts. Time is linear
in the lines: no more than :data:`WIDTH` readings are kept at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from regtrack.model.scope import Path
from regtrack.text.designators import ORDER, Style, values
from regtrack.text.printed import LineKind, PrintedLine, is_stars
from regtrack.text.provision import Paragraph, Piece, Sort, is_form, term_key
from regtrack.text.wording import ITALIC, ROMAN, plain

WIDTH = 12
DEEPEST = 9
HOPELESS = 14.0
"""A reading that costs so much more than the best one is given up."""

_cost = attrgetter("cost")
_DESIGNATOR = re.compile(
    rf"\s*(?P<outer>{ITALIC}?)\s*\((?P<inner>{ITALIC}?)\s*(?P<sign>\d{{1,3}}|[a-z]{{1,6}}|[A-Z]{{1,4}})\s*{ROMAN}?\){ROMAN}?"
)
_EMPHASISED = re.compile(rf"\s*{ITALIC}(?P<words>[^{ROMAN}]*){ROMAN}\s*(?P<dash>[—–-]*\s*)")
_MIXED = re.compile(r"[^.:;]{3,160}\.(?:\s*[—–]+)?(?=\s*\((?:1|i|A)\))")
_FIRST_BELOW = re.compile(rf"\s*\((?:1|i|A)\)\s*{ITALIC}?[A-Z]")
"""A first paragraph below: emphasised words before it are a heading, also without a mark behind them."""
_STARRED = re.compile(r"\s*\*(?:\s*\*){2,4}\s*(?=\()")
_STARRED_TERM = re.compile(r"([^*]{1,160})\*(?:\s*\*){2,4}")
_TERM = re.compile(
    rf"\s*(?:{ITALIC}(?P<italic>[^{ROMAN}]+){ROMAN}|[“\"](?P<quoted>[^”\"]+)[”\"]\s+(?:means|includes|has)\b)"
)
FORM_HEADING = re.compile(r"(?P<name>[A-Z]{1,3}-\d{1,3}(?:\([A-Za-z]\))*)\s*[—–-]+\s*(?=[A-Z“]).{3,240}$")
APPROVAL = re.compile(
    r"\(?\s*(?:Approved by the Office of Management|.{0,80}\bOMB control number|Information collection)", re.IGNORECASE
)


class Numbering(NamedTuple):
    """How the paragraphs of a sort of provision are numbered.

    Attributes:
        order: styles of the levels, from the outside in.
        sign: a designator where a paragraph begins.
        free: what speaks against a style at the first level; a style that is not there is unusual.
        first, inner: what is put before a sign, at the first level and below.
        last: what is put behind it.
        italic_from: the level from which designators are emphasised.
    """

    order: tuple[Style, ...]
    sign: re.Pattern[str]
    free: dict[Style, float]
    first: str
    inner: str
    last: str
    italic_from: int

    def step(self, sign: str, depth: int) -> str:
        """Return a designator as a step of an address."""
        return f"{self.inner if depth else self.first}{sign}{self.last}"

    def sign_at(self, text: str) -> re.Match[str] | None:
        """Return the designator with which a text begins."""
        sign = self.sign.match(text)
        return sign if sign is not None and values(sign["sign"]) else None


class Atom(NamedTuple):
    """A paragraph as printed, before its place is known."""

    sign: str = ""
    italic: bool = False
    term: str = ""
    heading: str = ""
    words: str = ""
    keeps: bool = False
    sort: Sort = Sort.WORDS
    stars: bool = False


class _Step(NamedTuple):
    style: Style | None
    value: int
    step: str
    italic: bool = False


class _OutlineReading(NamedTuple):
    cost: float
    stack: tuple[_Step, ...]
    before: _OutlineReading | None
    address: Path


SECTION = Numbering(ORDER, _DESIGNATOR, {Style.LETTER: 0.0, Style.NUMBER: 1.0}, "(", "(", ")", 4)
"""(a)(1)(i)(A) and in italics (1)(i): 1 CFR 21.11."""
COMMENTARY = Numbering(
    (Style.NUMBER, Style.ROMAN, Style.CAPITAL, Style.NUMBER, Style.ROMAN),
    re.compile(
        rf"\s*(?P<outer>{ITALIC}?)\s*(?P<inner>)(?P<sign>\d{{1,3}}|[ivxl]{{1,6}}|[A-Z])\.(?=\s|{ROMAN}|{ITALIC}){ROMAN}?"
    ),
    {Style.NUMBER: 0.0, Style.ROMAN: 2.0},
    "-", ".", "", 9,
)  # fmt: skip
"""1., i., A., 1.: the comments of an official interpretation."""


def outline(
    lines: Iterable[PrintedLine],
    *,
    named: frozenset[Path] = frozenset(),
    numbering: Numbering = SECTION,
    forms: bool = False,
) -> tuple[Piece, ...]:
    """Return the paragraphs of a section, with stars where words are left out.

    Args:
        lines: below the heading of the section.
        named: addresses that an instruction names; of two readings the one that has them is likelier.
        numbering: how its paragraphs are numbered.
        forms: it is an appendix, in which forms have names: "A-30(a)—Model Form for ...".
    """
    atoms = [atom for line in lines for atom in _atoms(line, numbering, forms)]
    readings = [_OutlineReading(0.0, (), None, ())]
    previous, gap = Atom(words=":"), False
    for atom in atoms:
        if atom.stars:
            gap = True
            readings = [_OutlineReading(r.cost, r.stack, r, ("*",)) for r in readings]
            continue
        best: dict[tuple[_Step, ...], tuple[float, _OutlineReading]] = {}
        for reading in readings:
            for cost, stack in _places(reading.stack, atom, previous, gap, numbering):
                total = reading.cost + cost
                known_one = best.get(stack)  # what follows depends on the stack alone: the cheaper way to it is enough
                if known_one is None or total < known_one[0]:
                    best[stack] = (total, reading)
        readings = _cheapest(best, named)
        previous, gap = atom, atom.keeps
    return tuple(_pieces(atoms, readings[0]))


def _cheapest(
    best: Mapping[tuple[_Step, ...], tuple[float, _OutlineReading]], named: frozenset[Path]
) -> list[_OutlineReading]:
    found: list[_OutlineReading] = []
    for stack, (cost, reading) in best.items():
        address = tuple([step.step for step in stack])
        found.append(_OutlineReading(cost - (address in named) * 2.0, stack, reading, address))
    found.sort(key=_cost)
    return [each for each in found[:WIDTH] if each.cost <= found[0].cost + HOPELESS]


def _pieces(atoms: Sequence[Atom], reading: _OutlineReading | None) -> Iterator[Piece]:
    places: list[Path] = []
    while reading is not None and reading.before is not None:
        places.append(reading.address)
        reading = reading.before
    counts: dict[Path, int] = {}
    for atom, place in zip(atoms, reversed(places), strict=True):
        if atom.stars:
            yield Piece()
            continue
        address = place
        if not atom.sign and not atom.term and (place or counts.get(place) or atom.sort is not Sort.WORDS):
            counts[place] = counts.get(place, 0) + 1
            address = (*place, f"¶{counts[place]}")
        elif not atom.sign and not atom.term:
            counts[place] = 1
        yield Piece(Paragraph(address, atom.heading, atom.words, atom.sort), atom.keeps)


def _places(
    stack: tuple[_Step, ...], atom: Atom, previous: Atom, gap: bool, numbering: Numbering
) -> Iterator[tuple[float, tuple[_Step, ...]]]:
    """Where a paragraph may stand, and what speaks against it."""
    if atom.term:
        yield from _term_places(stack, atom.term, previous)
        return
    if not atom.sign:
        yield 0.0, (() if atom.sort is Sort.NOTE and not (stack and is_form(stack[0].step)) else stack)
        return
    opens = previous.words.endswith((":", "—", "–"))
    goes_on = previous.words.endswith((";", "; and", "; or", ", and", ", or"))
    for style, value in values(atom.sign).items():
        if len(stack) < DEEPEST:
            start = 0.0 if value == 1 else 1.0 if gap else 4.0
            tone = 0.0 if opens or gap or not previous.words else 0.3 + goes_on * 0.5
            step = _Step(style, value, numbering.step(atom.sign, len(stack)), atom.italic)
            yield _style_cost(stack, step, atom.italic, numbering) + start + tone, (*stack, step)
        for depth in range(len(stack) - 1, -1, -1):
            open_style, open_value, _, open_italic = stack[depth]
            if open_style is not style:
                continue
            ahead = value - open_value
            jump = 0.0 if ahead == 1 else 9.0 if ahead < 1 else (0.7 if gap else 4.0) + min(ahead, 50) * 0.02
            tone = opens * 1.0 + (goes_on and depth < len(stack) - 1) * 0.5
            if numbering.italic_from < 9:
                tone += 3.0 * (atom.italic and _level(stack[:depth], numbering) < numbering.italic_from)
                tone += 1.5 * (atom.italic is not open_italic)
            step = _Step(style, value, numbering.step(atom.sign, depth), atom.italic)
            yield jump + tone, (*stack[:depth], step)


def _term_places(stack: tuple[_Step, ...], term: str, previous: Atom) -> Iterator[tuple[float, tuple[_Step, ...]]]:
    """Return a definition stands beside the one before it, else under what ends with a colon.

    Else under the section.
    """
    step = _Step(None, 0, f"def:{term}")
    if is_form(step.step):
        yield 0.0, (step,)
        return
    beside = [depth for depth, each in enumerate(stack) if each.step.startswith("def:")]
    if beside:
        in_form = is_form(stack[beside[-1]].step)
        yield 0.0, (*stack[: beside[-1] + in_form], step)
        return
    opens = previous.words.rstrip().endswith((":", "—"))
    yield (0.0 if opens or not stack or previous.keeps else 1.0), (*stack, step)
    for depth in range(len(stack)):
        yield 0.5 + opens * 1.0, (*stack[:depth], step)


def _inner(stack: tuple[_Step, ...]) -> tuple[_Step, ...]:
    """Return the steps below the last definition."""
    for place in range(len(stack) - 1, -1, -1):
        if stack[place].style is None:
            return stack[place + 1 :]
    return stack


def _level(stack: tuple[_Step, ...], numbering: Numbering) -> int:
    """Return which level of the numbering comes next."""
    inner = _inner(stack)
    if not inner:
        return 0
    first = inner[0].style
    return (numbering.order.index(first) if first in numbering.order else 0) + len(inner)


def _style_cost(stack: tuple[_Step, ...], step: _Step, italic: bool, numbering: Numbering) -> float:
    if not _inner(stack):  # the first level of the section, or of a definition
        free = {Style.LETTER: 0.5, Style.NUMBER: 0.0} if stack else numbering.free
        return free.get(step.style or Style.ROMAN, 3.0) + italic * 3.0 * (numbering.italic_from < 9)
    level = _level(stack, numbering)
    expected = numbering.order[level] if level < len(numbering.order) else None
    deep = level >= numbering.italic_from
    tone = 0.0 if numbering.italic_from >= 9 else 3.0 * (italic and not deep) + 0.5 * (not italic and deep)
    return tone + (0.0 if step.style is expected else 4.0)


def _atoms(line: PrintedLine, numbering: Numbering, forms: bool) -> Iterable[Atom]:
    form = FORM_HEADING.match(plain(line.text)) if forms and line.mark in (LineKind.WORDS, LineKind.HEADING) else None
    return (Atom(term=form["name"], heading=form.string),) if form else atoms_of(line, numbering)


def atoms_of(line: PrintedLine, numbering: Numbering = SECTION) -> Iterator[Atom]:
    """Divide a line where paragraphs begin in it: "(d) Exemptions—(1) Borrowers in bankruptcy. A servicer ..."."""
    if line.mark is LineKind.STARS or (line.mark is LineKind.WORDS and is_stars(line.text)):
        yield Atom(stars=True)
        return
    if line.mark in (LineKind.TABLE, LineKind.NOTE):
        rows = (plain(row) for row in line.text.split("\n"))
        yield Atom(words="\n".join(filter(None, rows)), sort=Sort(line.mark.value))
        return
    if line.mark is not LineKind.WORDS:
        heading, words = (plain(line.text), "") if line.mark is LineKind.HEADING else ("", plain(line.text))
        if heading or words:
            yield Atom(heading=heading, words=words)
        return
    text = line.text
    sign = numbering.sign_at(text)
    if sign is None:
        yield from _undesignated(text, terms=numbering is SECTION)
        return
    while sign is not None:
        name, italic = sign["sign"], bool(sign["outer"] or sign["inner"])
        inside = sign["outer"] and not sign[0].endswith(ROMAN)  # "1. Commencing a case." all in italics
        text = (ITALIC if inside else "") + text[sign.end() :]
        heading, rest = heading_of(text)
        starred = _STARRED.match(rest)
        sign = numbering.sign_at(rest[starred.end() :] if starred else rest)
        if sign is not None and (starred or heading or not plain(rest[: sign.start()])):
            yield Atom(name, italic, heading=heading, keeps=bool(starred))
            text = rest[starred.end() :] if starred else rest
        else:
            words = plain(rest)
            yield Atom(name, italic, heading=heading, words="" if is_stars(words) else words, keeps=is_stars(words))
            return


def heading_of(text: str) -> tuple[str, str]:
    """Return the heading that runs in, and the rest; emphasis that is part of a sentence is no heading."""
    found = _EMPHASISED.match(text)
    if found is None:
        mixed = _MIXED.match(text)  # “No-guarantee-to-refinance” statement.(1)
        return (plain(mixed[0]), text[mixed.end() :]) if mixed and ITALIC in mixed[0] else ("", text)
    words, dash = found["words"].strip(), found["dash"].strip()
    ends = words.endswith((".", ":", "?", "!", "—", "–")) or bool(dash and dash in "—–—-") or found.end() == len(text)
    ends = ends or _FIRST_BELOW.match(text, found.end()) is not None
    if not ends or not words:
        return "", text
    return plain(words + dash), text[found.end() :]


def _undesignated(text: str, *, terms: bool) -> Iterator[Atom]:
    words = plain(text)
    if not words:
        return
    if APPROVAL.match(words):
        yield Atom(words=words, sort=Sort.NOTE)
        return
    term = _TERM.match(text) if terms else None
    name = plain(term["italic"] or term["quoted"]).strip(' .,;:—“”"') if term else ""
    if name and term_key(name) and len(name) <= 120:
        starred = _STARRED_TERM.fullmatch(words)
        keeps = starred is not None and term_key(starred[1]) == term_key(name)
        yield Atom(term=name.replace("@", ""), words="" if keeps else words, keeps=keeps)
    else:
        yield Atom(words=words)
