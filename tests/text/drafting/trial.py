"""What the reader makes of a drafted part and its amendments, against what it should be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from random import Random

import attrs

from regtrack.model.scope import Path, path_of
from regtrack.sources.cfr_editions.reading import read_edition
from regtrack.sources.federal_register.xml import read_document_xml
from regtrack.text.applying import AppliedText, apply
from regtrack.text.provision import Paragraph, Provision, Sort
from regtrack.text.reading import read_amendments
from tests.text.drafting.across import across
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
    before = {f"9.{n}": drafter.section(f"9.{n}", random.choice(SHAPES)) for n in range(1, random.randint(2, 4))}
    (edition,), _ = read_edition(code(list(before.values())), "title-12.xml")
    tree = {each.path: each for each in edition.provisions}
    after, texts, acts, number = dict(before), list[str](), dict[str, tuple[str, ...]](), 2
    for name in before:
        for _ in range(1 + (random.random() < 0.15)):  # another instruction on what the first one left
            after[name], xml, done = amend(after[name], drafter, number)
            texts, number = [*texts, xml], number + 1
            acts[name] = (*acts.get(name, ()), *done)
    if random.random() < 0.3:
        xml, done_to = across(after, drafter, number)
        texts.append(xml)
        acts = {name: (*acts.get(name, ()), done_to) for name in before | after}
    read = read_document_xml(document(texts), published_on=dt.date(2030, 1, 1), number="2030-00001")
    assert read.document is not None
    outcome = apply(tree, read_amendments("2030-00001", read.document.instructions))
    for name in before | after:
        yield _judged(seed, name, tree, before.get(name), after.get(name), outcome, "".join(texts), acts[name])


def _judged(
    seed: int, name: str, tree: Mapping[Path, Provision], before: Section | None, after: Section | None,
    outcome: AppliedText, xml: str, acts: tuple[str, ...],
) -> Outcome:  # fmt: skip
    path = path_of(f"12 CFR {name}")
    what = f"{before.shape if before else 'new'} § {name}"
    if before is not None and shown(tree[path].paragraphs) != shown(before.paragraphs()):
        apart = _apart(tree[path].paragraphs, before.paragraphs())
        return Outcome(MISREAD, seed, what, acts, xml, tuple(f"{s} {a} {w}" for s, a, w in apart))
    reasons = tuple(
        str(e) for e in outcome.refusals if e.target.provision[:3] == path or len(e.target.provision) < 3
    )  # fmt: skip
    now = outcome.tree.get(path)
    ours, theirs = (now.paragraphs if now else ()), (after.paragraphs() if after else ())
    wrong = [
        f"{sign} {''.join(address)} {words}" for sign, address, words in _apart(ours, theirs)
        if not outcome.doubts(path, tuple(step for step in address if step != "¶"))
    ]  # fmt: skip
    heading, subject = (each.rstrip(".") for each in (now.heading if now else "", after.subject if after else ""))
    if heading != subject and not outcome.doubts(path, ()):
        wrong.append(f"the heading is {heading!r}; expected {subject!r}")
    return Outcome(WRONG if wrong else REFUSED if reasons else EXACT, seed, what, acts, xml, tuple(wrong), reasons)


def _apart(ours: Iterable[Paragraph], theirs: Iterable[Paragraph]) -> list[tuple[str, Path, str]]:
    """Paragraphs of one side alone, in order."""
    one, other = shown(ours), shown(theirs)
    found: list[tuple[str, Path, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [("-", *each) for each in one[a:b]] + [("+", *each) for each in other[c:d]]
    return found
