"""Putting printed paragraphs into a provision: what stars leave out stays, what is left out without stars goes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import attrs

from regtrack.model.scope import Path, covers
from regtrack.text.designators import Style, values
from regtrack.text.operations import Refused, Target
from regtrack.text.provision import Paragraph, Piece, meets, same_step, span, step_order


def rebased(content: Sequence[Piece], address: Path) -> tuple[Piece, ...]:
    """Return a print with its first paragraph at an address: a term is spelled as the provision spells it."""
    first = next((piece.paragraph for piece in content if piece.paragraph is not None), None)
    if first is None or first.address == address:
        return tuple(content)
    size = len(first.address)

    return tuple(
        piece if (p := piece.paragraph) is None
        else attrs.evolve(piece, paragraph=attrs.evolve(p, address=(*address, *p.address[size:])))
        for piece in content
    )  # fmt: skip


def flush_end(paragraphs: Sequence[Paragraph], end: int | None, address: Path) -> bool:
    """Whether what is under an address ends with words without a designator that may belong to what is above it.

    It is certain that they belong under it when the next paragraph is its own sibling.
    """
    last = paragraphs[(len(paragraphs) if end is None else end) - 1] if paragraphs else None
    if last is None or len(last.address) <= len(address) or not last.address[-1].startswith("¶"):
        return False
    if end is None:
        return True
    following = paragraphs[end] if end < len(paragraphs) else None
    return following is None or len(following.address) != len(address) or following.address[:-1] != address[:-1]


def merge(old: Sequence[Paragraph], content: Sequence[Piece], *, within: Path = ()) -> tuple[Paragraph, ...]:
    """Return paragraphs as a print has them, with those kept that its stars stand for.

    Args:
        old: as they stood.
        content: the print; stars at its end mean what follows the paragraph, not what stands under it.
        within: the address of which all of it is a part.

    Raises:
        Refused: stars may stand for what is under the paragraph or for what follows it.
    """
    pieces = list(content)
    trailing = False
    while pieces and pieces[-1].paragraph is None:
        pieces.pop()
        trailing = bool(within) or trailing
        if not within:
            pieces.append(Piece())
            break
    found: list[Paragraph] = []
    at, gap = 0, False
    for piece in pieces:
        paragraph = piece.paragraph
        if paragraph is None:
            gap = True
            continue
        place = next((n for n in range(at, len(old)) if meets(old[n].address, paragraph.address)), None)
        if place is not None:
            found += old[at:place] if gap else ()
            kept = attrs.evolve(old[place], heading=paragraph.heading or old[place].heading)
            found.append(kept if piece.keeps else paragraph)
            at = place + 1
        elif piece.keeps:
            if not any(covers(paragraph.address, each.address) for each in old[at:]):
                where = paragraph.designator or "a paragraph"
                raise Refused(f"words that are left out at {where} are not there; expected them")
        else:
            start = at
            while gap and at < len(old) and _precedes(old[at].address, paragraph.address):
                at += 1
            found += (*old[start:at], paragraph)
        gap = piece.keeps
    rest = old[at:]
    if gap:
        found += rest
    elif trailing and rest and len(pieces) == 1 and pieces[0].paragraph is not None:
        found += _starred(old[0], pieces[0].paragraph, rest)
    return tuple(found)


def _starred(old: Paragraph, new: Paragraph, under: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return what stays under a paragraph that is printed alone, with stars behind it.

    The stars may stand for what is under it or for what follows it. A list is left out when the new words announce one;
    it is gone when only the old words did.
    """
    if new.words.rstrip().endswith((":", "—", "–")):
        return under
    if old.words.rstrip().endswith((":", "—", "–")):
        return ()
    raise Refused("stars that may stand for the paragraphs under it or for those after it; expected one of both")


def _style(depth_steps: Sequence[str]) -> Style | None:
    """Return the style that the siblings of a step count in: of two, the one that counts less far."""
    counted = [found for step in depth_steps if (found := values(step.strip("().-")))]
    common = set.intersection(*map(set, counted)) if counted else set()
    return min(common, key=lambda style: (max(each[style] for each in counted), style), default=None)


def _precedes(one: Path, other: Path) -> bool:
    """Whether a paragraph stands before another one in printed order."""
    for a, b in zip(one, other, strict=False):
        if a != b and not same_step(a, b):
            return _step_precedes(a, b)
    return len(one) < len(other)


@lru_cache(maxsize=4096)
def _step_precedes(one: str, other: str) -> bool:
    style = _style([one, other])
    return step_order(one, style) < step_order(other, style)


def insert(paragraphs: Sequence[Paragraph], address: Path) -> int:
    """Return where a new paragraph goes among its siblings; raises Refused when that is not certain."""
    parent, step = address[:-1], address[-1]
    if not address[0].startswith(("(", "def:", "¶")):  # a comment: headings above it need not be there
        return next((n for n, each in enumerate(paragraphs) if _precedes(address, each.address)), len(paragraphs))
    start, end = span(paragraphs, parent) if parent else (0, len(paragraphs))
    if parent and start == end:
        raise Refused(f"{''.join(parent)} is not there; expected it to stand before something is put under it")
    size = len(parent)
    siblings: dict[str, int] = {}
    for n in range(start, end):
        inner = paragraphs[n].address
        if len(inner) > size and not inner[size].startswith("¶"):
            siblings.setdefault(inner[size], n)
    same = [each for each in siblings if each.startswith("def:") == step.startswith("def:")]
    if not same:
        if siblings:
            raise Refused(f"{step} would stand among others of another sort; expected its place to be certain")
        leading = sum(len(e.address) <= size or e.address[size].startswith("¶") for e in paragraphs[start:end])
        if leading > 1:
            raise Refused(f"several paragraphs before {step}; expected its place to be certain")
        notes = next((n for n in range(start, end) if paragraphs[n].sort.value == "note"), end)
        return min(start + leading, notes)
    style = _style([*same, step])
    if style is None and not step.startswith("def:"):
        raise Refused(f"{step} does not count on from {', '.join(same[:3])}; expected a designator of the same sort")
    order = [step_order(each, style) for each in same]
    mine = step_order(step, style)
    ends = pairwise((None, *order, None))
    fits = [n for n, (a, b) in enumerate(ends) if (a is None or a < mine) and (b is None or mine < b)]
    if len(fits) != 1:
        raise Refused(f"{step} among paragraphs that are not in order; expected its place to be certain")
    if fits[0] < len(same):
        return siblings[same[fits[0]]]
    _, after = span(paragraphs, (*parent, same[-1]))
    if flush_end(paragraphs, after, (*parent, same[-1])) and not step.startswith("def:"):
        raise Refused(f"words without a designator before {step}; expected its place to be certain")
    return after


def free_place(paragraphs: Sequence[Paragraph], target: Target) -> tuple[int, int]:
    """Return where a new paragraph goes: in place of one that is reserved, or between two; raises Refused."""
    start, end = span(paragraphs, target.address)
    if end - start > 1 or (end > start and "[reserved]" not in paragraphs[start].text.lower()):
        raise there_already(target)
    return (start, end) if end > start else (insert(paragraphs, target.address),) * 2


def there_already(target: Target) -> Refused:
    """Return that what should be new is there."""
    return Refused(f"{target} is there already; expected it to be new")


def unsure_flush(target: Target) -> Refused:
    """Return that the last words under a target may be those of what is above it."""
    return Refused(f"the last words under {target} may belong to what stands above it; expected that to be certain")
