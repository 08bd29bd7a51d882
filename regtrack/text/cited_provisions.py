"""Which provisions words name, as paths of the CFR: in an instruction, and in words that are none."""

from __future__ import annotations

from regtrack.model.scope import path_of, spell
from regtrack.text.citing import Place
from regtrack.text.clause import StepContext, defines
from regtrack.text.clauses import InstructionReader
from regtrack.text.naming_sections import UNCOUNTED
from regtrack.text.operations import Target, Verb

_PATHS = ("", ":intro", ":heading", ":authority")
"""Fields that a path has; what is done to another one is done to its provision."""


def read_targets(text: str, place: Place, inherited: StepContext | None) -> tuple[tuple[str, ...], StepContext]:
    """Return the provisions named, and what steps under this instruction belong to.

    Args:
        text: the instruction without its number, white space squeezed.
        place: where it stands.
        inherited: what the instruction over this step named; None for one that is no step.

    Returns:
        Targets as :func:`regtrack.model.scope.spell` writes them, in order; and the base for steps.
    """
    reader = InstructionReader(text, place, inherited)
    return _targets(reader), reader.context()


def targets_in(text: str, place: Place) -> tuple[str, ...]:
    """Return the provisions that words name which are no instruction."""
    return _targets(InstructionReader(text, place, None))


def _targets(reader: InstructionReader) -> tuple[str, ...]:
    clauses = [each for each in reader.clauses if each.targets]
    done = [each for each in clauses if each.verb is not Verb.AMEND]
    named = [each for clause in done or clauses for each in (*clause.targets, *clause.into)]
    named = named or reader.standing() or [Target(path_of(each)) for each in reader.parts]
    found = [_as_path(each) for each in named]
    if any(each.doubt == UNCOUNTED for each in reader.clauses):
        found += [Target(each.provision[:2]) for each in named]
    spelled = (spell((*each.provision, *each.address)) + each.field for each in found)
    return tuple(dict.fromkeys(spelled))


def _as_path(target: Target) -> Target:
    """Return a target as far as a path of the CFR leads: in an appendix, and inside of a definition, none does."""
    whole = target.provision[-1].startswith(("app. ", "supp. ")) or any("@" in step for step in target.address)
    depth = defines(target.address)
    address = () if whole else target.address[: depth or None]
    return Target(target.provision, address, target.field if target.field in _PATHS and not (whole or depth) else "")
