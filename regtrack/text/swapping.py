"""Words for words: "removing X and adding in its place Y", and sentences that are counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import attrs

from regtrack.text.operations import Absent, Refused, TextOperation, Verb
from regtrack.text.provision import Paragraph, Provision, Sort
from regtrack.text.wording import alike, plain, sentences, squashed


def swap(provision: Provision, reached: Sequence[int], operation: TextOperation) -> Provision:
    """Return a provision with words changed for others.

    Words stand once in each place that the instruction names, unless it says how often, or "each place".

    Raises:
        Refused: they do not stand where, or as often as, they should.
    """
    target, out = operation.target, operation.out
    paragraphs = list(provision.paragraphs)
    lost = Absent if target.field and not target.address else Refused  # that of a paragraph may be meant
    if not reached:
        raise lost(f"no words at {target}; expected some")
    if operation.at_end and target.field.startswith(":sentence"):
        raise Refused(f"the end of {target}; expected that of a paragraph")
    if not out:
        return _whole(provision, reached, operation)
    if operation.at_end:
        last = reached[0] if target.address else reached[-1]
        words = paragraphs[last].words
        found = [(last, "words", hit) for hit in hits(words, out)[-1:]]
        if not found or plain(words[found[0][2][1] :]).strip('.;,:)”"') != "":
            raise Refused(f"{out!r} does not stand at the end of {target}; expected it there")
    else:
        found = standing(paragraphs, reached, operation)
        expected = operation.times or 1
        if not found:
            raise lost(f"{out!r} does not stand in {target}; expected it there")
        if operation.nth is not None:
            if not 1 < len(found) >= operation.nth:
                raise Refused(f"{out!r} stands {len(found)} times in {target}; expected more, of which one is meant")
            found = found[operation.nth - 1 :][:1]
        elif len(found) != expected and not operation.each:
            often = "once" if expected == 1 else expected
            raise Refused(f"{out!r} stands {len(found)} times in {target}; expected {often}")
    for n, part, (start, end) in reversed(found):
        if _doubles_mark(operation, getattr(paragraphs[n], part)[end:]):
            raise Refused(f"{operation.into!r} with its mark does not fit into {target}; expected it without one")
        field: dict[str, Any] = {part: _put(getattr(paragraphs[n], part), start, end, operation.into)}
        paragraphs[n] = attrs.evolve(paragraphs[n], **field)
    return attrs.evolve(provision, paragraphs=tuple(paragraphs))


def _doubles_mark(operation: TextOperation, after: str) -> bool:
    """Whether words end in a mark that those before them did not, and the text goes on as if it was the sentence's."""
    mark = operation.into[-1:]
    if mark not in tuple(".,;:") or len(operation.into) < 2 or operation.out[-1:] in tuple(".,;:"):
        return False
    return after[:1] in tuple(".,;:") or (mark == "." and re.match(r"\s+[a-z]", after) is not None)


def standing(
    paragraphs: Sequence[Paragraph], reached: Sequence[int], operation: TextOperation
) -> list[tuple[int, str, tuple[int, int]]]:
    """Return where the words that go stand: the paragraph, its heading or its words, and the place in them."""
    return [
        (n, part, hit)
        for n in reached
        for part in ("heading", "words")
        for hit in _within(paragraphs[n], part, operation)
    ]


def _within(paragraph: Paragraph, part: str, operation: TextOperation) -> list[tuple[int, int]]:
    """Where words stand in a paragraph, or in the sentences of it that are meant."""
    text: str = getattr(paragraph, part)
    found = hits(text, operation.out)
    field = operation.target.field
    if field == ":heading" and part != "heading":
        return []
    if not field.startswith(":sentence") or not found:
        return found
    if part == "heading":
        return []
    parts = sentences(text)
    chosen = _chosen(field, len(parts))
    if chosen is None:
        return []
    starts = [sum(map(len, parts[:n])) for n in range(len(parts) + 1)]
    return [(a, b) for a, b in found if any(starts[n] <= a and b <= starts[n + 1] for n in chosen)]


def hits(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where words stand, whatever their dashes and quotation marks, and as whole words."""
    body = r"\s+".join(map(re.escape, alike(plain(wanted)).split()))
    left = r"(?<![0-9A-Za-z])" if wanted[:1].isalnum() else ""
    right = r"(?![0-9A-Za-z])" if wanted[-1:].isalnum() else ""
    return [each.span() for each in re.finditer(f"{left}{body}{right}", alike(text))] if body else []


def _put(text: str, start: int, end: int, into: str) -> str:
    before, after = text[:start], text[end:]
    if not into:
        before = before.rstrip() if after[:1] in tuple(".,;:)") else before
        return " ".join(f"{before} {after}".split()) if before[-1:].isspace() or after[:1].isspace() else before + after
    return before + into + after


def _whole(provision: Provision, reached: Sequence[int], operation: TextOperation) -> Provision:
    paragraphs = list(provision.paragraphs)
    if operation.target.field == ":note":
        notes = [n for n in reached if paragraphs[n].sort is Sort.NOTE]
        if len(notes) != 1:
            raise Refused(f"{len(notes)} parenthetical texts at the end of {provision}; expected one")
        paragraphs[notes[0]] = attrs.evolve(paragraphs[notes[0]], words=operation.into)
    elif operation.at_end:
        last = reached[0]
        joint = "" if operation.into[:1] in ".,;:)" else " "
        paragraphs[last] = attrs.evolve(paragraphs[last], words=f"{paragraphs[last].words}{joint}{operation.into}")
    else:
        raise Refused(f"no words to take out of {operation.target}; expected some")
    return attrs.evolve(provision, paragraphs=tuple(paragraphs))


def _chosen(field: str, count: int) -> list[int] | None:
    """Which sentences a field means, from 0; None when there are not so many."""
    numbers = field[len(":sentence(") : -1].split(",")
    chosen = [count - 1 if each == "last" else int(each) - 1 for each in numbers]
    return chosen if all(0 <= n < count for n in chosen) else None


def replace_sentences(words: str, field: str, verb: Verb, new: str) -> str:
    """Return words with the sentences that a field counts revised, added or removed.

    Either the new sentences are printed alone, or the whole paragraph with the others as they were.

    Raises:
        Refused: they cannot be counted, or what is printed is neither.
    """
    parts, printed = sentences(words), sentences(new)
    if squashed(words) == squashed(new):  # the whole paragraph came with another sentence of it
        return words
    if parts and _may_be_heading(parts[0]) and not field.startswith(":sentence(last"):
        raise Refused("a first sentence that may be a heading; expected sentences that can be counted")
    numbers = field[len(":sentence(") : -1].split(",")
    if verb is Verb.ADD:
        first = end = len(parts) if numbers[0] == "last" else int(numbers[0]) - 1
        if not 0 <= first <= len(parts):
            raise Refused(f"{len(parts)} sentences; expected at least {first}")
    else:
        chosen = _chosen(field, len(parts))
        if chosen is None or chosen != list(range(chosen[0], chosen[0] + len(chosen))):
            raise Refused(f"{len(parts)} sentences; expected those that the instruction counts")
        first, end = chosen[0], chosen[-1] + 1
    before, after = parts[:first], parts[end:]
    if verb is Verb.REMOVE:
        return _joined(before, after)
    if len(printed) == len(numbers):
        return _joined(before, printed, after)
    if len(printed) > len(before) + len(after) and _alike(printed, before) and _alike(printed[::-1], after[::-1]):
        return new
    wanted = f"expected {len(numbers)}, or the whole paragraph with the others unchanged"
    raise Refused(f"{len(printed)} sentences printed; {wanted}")


def _joined(*parts: Sequence[str]) -> str:
    return " ".join(each.strip() for part in parts for each in part if each.strip())


def _alike(printed: Sequence[str], old: Sequence[str]) -> bool:
    """Whether a print begins with sentences as they were."""
    return all(squashed(one) == squashed(other) for one, other in zip(printed, old, strict=False))


def _may_be_heading(sentence: str) -> bool:
    """Whether what stands first may be a heading whose emphasis was lost: a few words without a verb in lower case."""
    verb = re.search(r"\b(?:is|are|shall|must|may|will|has|have|means|includes)\b", sentence)
    return len(sentence.split()) <= 6 and verb is None
