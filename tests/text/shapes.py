"""Made-up provisions and prints, in the plain form."""

from __future__ import annotations

from regtrack.model.scope import path_of
from regtrack.text.applying import AppliedText, apply
from regtrack.text.instruction import Instruction
from regtrack.text.outline import outline
from regtrack.text.printed import read_lines
from regtrack.text.provision import Provision
from regtrack.text.reading import Read, read_amendments
from regtrack.text.working_copy import Tree

SECTION = """
(a) <i>Scope.</i> This section applies to lenders.
(1) A lender that makes fewer than five loans is exempt.
(2) A lender that is a bank is not exempt.
(b) <i>Duties.</i> A lender must:
(1) Keep records; and
(2) Give notice:
(i) In writing; or
(ii) By telephone.
(c) <i>Penalties.</i> A lender that fails to give notice pays $100. The Bureau may waive it. It says why.
"""


def provision(words: str = SECTION, cited: str = "12 CFR 9.1", heading: str = "Lenders.") -> Provision:
    pieces = outline(read_lines(words))
    return Provision(path_of(cited), heading, tuple(p.paragraph for p in pieces if p.paragraph is not None))


def tree(*provisions: Provision) -> Tree:
    return {each.path: each for each in provisions or (provision(),)}


def instruction(
    text: str, print_: str = "", number: str | None = "1", targets: tuple[str, ...] = ("12 CFR 9.1",)
) -> Instruction:
    printed = f"§ 9.1 Lenders.\n{print_}" if print_ and not print_.lstrip().startswith(("§", "#")) else print_
    return Instruction(number, text, targets, "12 CFR 9", read_lines(printed))


def reads(*instructions: Instruction) -> tuple[Read, ...]:
    return read_amendments("2030-00001", instructions)


def amended(text: str, print_: str = "", before: Tree | None = None) -> AppliedText:
    """What one instruction makes of the section."""
    return apply(before or tree(), reads(instruction(text, print_)))


def words(outcome: AppliedText | Tree, cited: str = "12 CFR 9.1") -> list[str]:
    """The paragraphs of a section as printed, each with where it stands."""
    found = outcome.tree if isinstance(outcome, AppliedText) else outcome
    return [f"{''.join(each.address)} {each.text}".strip() for each in found[path_of(cited)].paragraphs]
