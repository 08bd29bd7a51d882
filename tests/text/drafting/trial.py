"""What the reader makes of a drafted part and its amendments, against what it should be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from random import Random

import attrs

from regtrack.model.scope import Path
from regtrack.sources.code.reading import read_edition
from regtrack.sources.federal_register.xml import read_document_xml
from regtrack.text.applying import AppliedText, apply
from regtrack.text.provision import Paragraph, Provision, Sort
from regtrack.text.reading import read_amendments
from tests.text.drafting.acts import amend
from tests.text.drafting.printing import code
from tests.text.drafting.sections import SHAPES, Drafter, Section

EXACT, REFUSED, WRONG, MISREAD = "exact", "refused", "wrong", "misread"


@attrs.frozen
class Outcome:
    """What came out for a section.

    Attributes:
        verdict: exact; refused and said so; wrong in a paragraph that no refusal speaks of; misread before any act.
        seed: draws the same again.
        section: its shape and number.
        acts: what was done to it.
        instruction: in the Register's elements.
        wrong: paragraphs that nothing warns of, as they are and as they should be.
        reasons: of the refusals.
    """

    verdict: str
    seed: int
    section: str
    acts: tuple[str, ...]
    instruction: str
    wrong: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def document(instructions: Iterable[str]) -> bytes:
    return (
        "<RULE><PREAMB><AGENCY>BANK</AGENCY><CFR>12 CFR Part 9</CFR><SUBJECT>Lenders</SUBJECT></PREAMB><SUPLINF>"
        '<REGTEXT TITLE="12" PART="9"><AMDPAR>1. The authority citation for part 9 continues to read as follows:'
        f'</AMDPAR><AUTH><HD SOURCE="HED">Authority:</HD><P>12 U.S.C. 1.</P></AUTH></REGTEXT>{"".join(instructions)}'
        "</SUPLINF></RULE>"
    ).encode()


def shown(paragraphs: Iterable[Paragraph]) -> list[tuple[Path, str]]:
    """Paragraphs as compared: those without a designator by their order alone, tables without their heads."""
    found = []
    for each in paragraphs:
        unmarked = each.sort is not Sort.WORDS or any(step.startswith("¶") for step in each.address[-1:])
        rows = [row for row in each.words.split("\n") if "|" in row and row != "Item | Days"]
        words = "\n".join(" ".join(row.split()) for row in rows) if each.sort is Sort.TABLE else each.said
        found.append((("¶",) if unmarked else each.address, words))
    return found


def run(seed: int) -> Iterator[Outcome]:
    """Draw a part of some sections and a document that amends them, and read both."""
    random = Random(seed)
    drafter = Drafter(random)
    sections = [drafter.section(f"9.{n}", random.choice(SHAPES)) for n in range(1, random.randint(2, 4))]
    (edition,), _ = read_edition(code(sections), "title-12.xml")
    tree = {each.path: each for each in edition.provisions}
    amended, number = [], 2
    for each in sections:
        after, xml, acts = amend(each, drafter, number)
        if random.random() < 0.15:  # another instruction on what the first one left
            after, more, others = amend(after, drafter, number := number + 1)
            xml, acts = xml + more, acts + others
        amended.append((after, xml, acts))
        number += 1
    read = read_document_xml(
        document(xml for _, xml, _ in amended), published_on=dt.date(2030, 1, 1), number="2030-00001"
    )
    assert read.document is not None
    outcome = apply(tree, read_amendments("2030-00001", read.document.instructions))
    for before, (after, xml, acts) in zip(sections, amended, strict=True):
        yield _judged(seed, tree[before.path], before, after, outcome, xml, acts)


def _judged(
    seed: int, read: Provision, before: Section, after: Section, outcome: AppliedText, xml: str, acts: tuple[str, ...]
) -> Outcome:
    name = f"{before.shape} § {before.number}"
    if shown(read.paragraphs) != shown(before.paragraphs()):
        return Outcome(
            MISREAD,
            seed,
            name,
            acts,
            xml,
            tuple(f"{s} {a} {w}" for s, a, w in _apart(read.paragraphs, before.paragraphs())),
        )
    refusals = [
        each for each in outcome.refusals if each.target.provision[:3] == before.path or len(each.target.provision) < 3
    ]
    reasons = tuple(str(each) for each in refusals)
    now = outcome.tree.get(before.path)
    ours, theirs = (now.paragraphs if now is not None else ()), after.paragraphs()
    wrong = [
        f"{sign} {''.join(address)} {words}" for sign, address, words in _apart(ours, theirs)
        if not outcome.doubts(before.path, tuple(step for step in address if step != "¶"))
    ]  # fmt: skip
    heading = now.heading if now is not None else ""
    if heading.rstrip(".") != after.subject.rstrip(".") and not outcome.doubts(before.path, ()):
        wrong.append(f"the heading is {heading!r}; expected {after.subject!r}")
    return Outcome(WRONG if wrong else REFUSED if reasons else EXACT, seed, name, acts, xml, tuple(wrong), reasons)


def _apart(ours: Iterable[Paragraph], theirs: Iterable[Paragraph]) -> list[tuple[str, Path, str]]:
    """Paragraphs of one side alone, in order."""
    one, other = shown(ours), shown(theirs)
    found: list[tuple[str, Path, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [("-", *each) for each in one[a:b]] + [("+", *each) for each in other[c:d]]
    return found
