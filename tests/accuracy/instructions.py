"""Instructions that were looked up, disguised, and labelled with what they do: right, refused, wrong without a flag.

A set is a file ``instructions/NAME.json``: how it was read at first, and its cases. A case is an instruction with its
steps; each says what it does in law, and the print below it is drafted from that. What the reader does and the law does
not, or the law does and the reader leaves out, is wrong, unless a refusal of the case may reach the place.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

from regtrack.model.scope import covers, path_of  # noqa: E402
from regtrack.text.applying import AppliedText, apply  # noqa: E402
from regtrack.text.cited_provisions import read_targets  # noqa: E402
from regtrack.text.clause import StepContext  # noqa: E402
from regtrack.text.designators import ORDER, values  # noqa: E402
from regtrack.text.instruction import Instruction  # noqa: E402
from regtrack.text.operations import Refusal, Target, TextOperation, Verb, is_division  # noqa: E402
from regtrack.text.outline import outline  # noqa: E402
from regtrack.text.printed import read_lines  # noqa: E402
from regtrack.text.provision import Provision, cite  # noqa: E402
from regtrack.text.reading import Read, read_amendments  # noqa: E402
from regtrack.text.wording import squashed  # noqa: E402

SETS = Path(__file__).with_suffix("")
COUNTS = ("right", "refused", "wrong")
_HEAD = re.compile(r"(?:\d{1,3}[a-z]?|[A-Za-z]{1,5})\.\s+|\((?:\d{1,2}|[a-z]{1,5})\)\s+(?=[A-Z])")
_PLACE = re.compile(
    r"(?:(?P<part>\d+ CFR [\w-]+), )?"
    r"(?:§+ ?(?P<section>[\d.\w-]+?(?:\(\w\)-\w+)?)(?P<levels>(?:\([\w-]+\))*)"
    r"|(?P<annex>(?:[Aa]ppendix|[Ss]upplement|[Ss]ubpart) (?:No\. )?[\w.-]+(?: to subpart \w+)?)"
    r"(?: to part (?P<of>[\w-]+))?(?P<under>(?:\(\w+\))*)|part (?P<whole>[\w-]+))"
    r"(?:, paragraph (?P<own>[A-Z\d][\w.-]*)(?P<below>(?:\([\w-]+\))*))?"
    r"(?:, definition of “(?P<term>[^”]+)”(?:, paragraph (?P<inner>(?:\(\w+\))+))?)?(?:, (?P<field>[\w ,]+))?"
)
_FIELDS = {"introductory text": ":intro", "heading": ":heading", "note": ":note", "last sentence": ":sentence(last)"}
Act = tuple[str, Target, str, str]
"""What is done, to what, and the words, the row or the place that it speaks of."""


@cache
def place_of(words: str, part: str) -> Target:
    """Read "§ 9.1(b), introductory text"."""
    found = _PLACE.fullmatch(words.strip())
    assert found is not None, f"place {words!r}; expected one such as '§ 9.1(b), heading'"
    title = (found["part"] or part).partition(" ")[0]
    part = f"{title} CFR {found['of']}" if found["of"] else found["part"] or part
    if found["section"]:
        provision = path_of(f"{title} CFR {found['section']}")
    else:
        annex = (found["annex"] or "").replace("No. ", "")
        provision = path_of(f"{annex} to {part}" if annex else f"{title} CFR {found['whole']}")
        provision = (*path_of(part), annex.lower()) if "." in annex else provision  # subpart 9.1 of 48 CFR
    levels = [
        found["levels"] or found["under"] or "",
        found["own"] or "",
        found["below"] or "",
        f"def:{found['term']}" if found["term"] else "",
        found["inner"] or "",
    ]
    address = tuple(
        step
        for each in levels
        for step in ([each] if each[:4] == "def:" else re.findall(r"\([\w-]+\)|^[A-Z\d].*", each))
    )
    field = re.sub(r"introductory text, (?=.*sentence)", "", found["field"] or "")
    if note := re.fullmatch(r"note (\d+)", field):
        return Target(provision, address, f":note({note[1]})")
    if numbers := re.fullmatch(r"sentences? ([\d,]+)", field.replace(" and ", ",").replace(", ", ",")):
        return Target(provision, address, f":sentence({numbers[1]})")
    assert field in ("", *_FIELDS), f"{field!r} of a place; expected one of {', '.join(_FIELDS)}, sentence 2"
    return Target(provision, address, _FIELDS.get(field, ""))


def law_of(case: dict[str, Any], step: dict[str, Any]) -> Iterator[Act]:
    """Return what a step does by its label."""
    for line in step["law"] if step["law"] != "refuse" else ():
        does, target = line["does"], place_of(line["to"], case["part"])
        if does in ("transfer", "republish") or (does == "designate" and "as" not in line) or _is_bare(target):
            continue
        if does in ("redesignate", "designate"):
            yield "redesignate", target, str(place_of(line["as"], case["part"])), ""
        elif does == "revise" and is_division(target.provision) and not target.field:  # what is not printed again goes
            yield from ((each, target, "", "") for each in ("remove", "add"))
        elif does == "change words":
            which = f"swap {line['time']}" if "time" in line else "swap"
            yield which, target, squashed(line["out"]), squashed(line["in"])
        elif does == "put words in":
            anchor = line.get("after") or line.get("before") or ""
            pair = (line["words"], anchor) if line.get("before") else (anchor, line["words"])
            yield "swap", target, squashed(anchor), squashed("".join(pair))
        elif does.endswith(" rows"):
            yield from ((does, target, _row(name), "") for name in line["rows"])
        else:
            yield from ((does, each, "", "") for each in _each_sentence(target))


def _is_bare(target: Target) -> bool:
    """Whether no section prints what is changed."""
    return target.wordless or (is_division(target.provision) and target.field == ":heading")


def done_by(operation: TextOperation) -> Iterator[Act]:
    """Return what an operation does, in the words of a label."""
    verb, target = operation.verb, operation.target
    if _is_bare(target) or verb in (Verb.AMEND, Verb.REPUBLISH, Verb.DESIGNATE, Verb.TRANSFER):
        return
    if verb is Verb.REDESIGNATE and operation.to is not None:
        for one, other in ((target, operation.to), *operation.with_):
            yield "redesignate", one, str(other), ""
    elif operation.row is not None:
        whole = operation.row.whole and not operation.row.name
        yield f"{verb} {'table' if whole else 'rows'}", target, _row(operation.row.name), ""
    elif verb is Verb.SWAP:
        which = "swap" if operation.nth is None else f"swap {operation.nth or 'last'}"
        yield which, target, squashed(operation.out), squashed(operation.into)
    else:
        yield from ((str(verb), each, "", "") for each in _each_sentence(target))


def _row(name: str) -> str:
    return squashed(name).casefold().strip(".,;:")


def _each_sentence(target: Target) -> Iterator[Target]:
    numbers = re.fullmatch(r":sentence\(((?:\d+|last)(?:,(?:\d+|last))*)\)", target.field)
    for each in numbers[1].split(",") if numbers else ():
        yield Target(target.provision, target.address, f":sentence({each})")
    if not numbers:
        yield target


def _meets(act: Act, other: Act) -> bool:
    """Whether what is done is what the law does: a table goes by its section or paragraph, a part by its sections."""
    if is_division(act[1].provision) or is_division(other[1].provision):
        does, done = ("add" if each[0] == "revise" else each[0] for each in (act, other))
        same_field = act[1].field == other[1].field
        return does == done and same_field and act[2:] == other[2:] and covers(act[1].provision[:2], other[1].provision)
    if other[1].provision[-1].startswith("supp. ") and not other[1].address:  # "supplement I", of a comment in it, too
        return act[0] == other[0] and act[1].provision == other[1].provision
    if act[0].endswith((" rows", " table")) and act[0] == other[0]:
        near = covers(act[1].path, other[1].path) or covers(other[1].path, act[1].path)
        return near and not act[1].field and not other[1].field and (act[2] == other[2] or not (act[2] and other[2]))
    if act[0] != other[0] or _spelled(act[1]) != _spelled(other[1]):
        return False
    if act[0] == "swap" and other[2] and other[2] in act[2]:  # "remove “and” after the semicolon" is "; and" for ";"
        before, _, after = act[2].partition(other[2])
        return act[3] == before + other[3] + after
    return act[2:] == other[2:]


@cache
def _spelled(target: Target) -> tuple[object, ...]:
    """Return a place that compares equal however an appendix or a term is capitalised: (A) is not (a)."""
    address = [each.casefold() if each.startswith("def:") else each for each in target.address]
    return str(Target(target.provision)).casefold(), *address, target.field


def _lacks_its_words(operation: TextOperation) -> bool:
    """Whether an operation that puts in new words has none, or those of another place."""
    target, printed = operation.target, [each.paragraph for each in operation.content if each.paragraph is not None]
    needs = operation.verb in (Verb.REVISE, Verb.ADD) and operation.row is None
    if not needs or is_division(target.provision):
        return False
    if not target.address:
        return not (printed or operation.heading)
    size = len(printed[0].address) if printed else 0
    last = [each[size - 1 : size] for each in (paragraph.address for paragraph in printed)]
    wanted = target.address[-1].casefold()
    return not last or len(target.field and last) > 1 or any("".join(each).casefold() != wanted for each in last)


# --- print ------------------------------------------------------------------------------------------------------------


def print_of(places: Iterable[tuple[Target, tuple[str, ...]]]) -> str:
    """Return what the Register would print for new words in places, each with the rows of a table."""
    provisions: dict[tuple[str, ...], dict[Target, list[str]]] = {}
    for target, rows in places:
        here = provisions.setdefault(target.provision, {})
        if target.field == ":sentence(last)" and here.pop(target, None) is not None:
            target = Target(target.provision, target.address, ":sentence(last,last)")
        here.setdefault(target, []).extend(rows)
    return "\n".join(line for provision, each in provisions.items() for line in _section(provision, each))


def _section(provision: tuple[str, ...], places: dict[Target, list[str]]) -> Iterator[str]:
    annex = provision[-1].startswith(("app. ", "supp. "))
    name = provision[-1].replace("app. ", "Appendix ").replace("supp. ", "Supplement ")
    if is_division(provision):
        name, annex = f"{provision[1]}.9001", False
    elif not annex:
        name = cite(provision).partition(" CFR ")[2]
    yield f"# {name} to Part {provision[1]}—New title" if annex else f"§ {name} New heading."
    if is_division(provision) or any(not each.address and not each.field and not rows for each, rows in places.items()):
        yield from ("(a) All the words are new.", "(b) These too.")
        return
    shown: set[tuple[str, ...]] = set()
    stars = "* * * * *"
    yield stars
    for target, rows in sorted(_joined(places), key=lambda pair: [_order(n, s) for n, s in enumerate(pair[0].address)]):
        if not target.address and target.field == ":heading":
            continue
        for depth in range(1, len(target.address)):
            if (above := target.address[:depth]) not in shown:
                yield f"{_sign(above[-1])} * * *"
                shown.add(above)
        shown.add(target.address)
        sign = _sign(target.address[-1]) if target.address else ""
        kind = target.field.partition("(")[0]
        words = {
            ":heading": "<i>New heading.</i> * * *", ":intro": "The first words are new:",
            ":note": "(Approved under 1234)",
            ":sentence": f"* * * {_sentences(target)}* * *",
        }.get(kind, "means what is new." if sign.startswith("<i>") else "The words are new.")  # fmt: skip
        if rows:
            yield from ("| Name | Rate", "| * * * * *", *(f"| {name} | 1" for name in rows), "| * * * * *")
        else:
            yield f"{sign} {words}".strip().removesuffix(" * * *" if target.field.endswith("last)") else "\n")
        yield stars


def _joined(places: dict[Target, list[str]]) -> Iterator[tuple[Target, list[str]]]:
    """Return places with the sentences of one paragraph as one: they are printed in one paragraph."""
    counted: dict[tuple[str, ...], list[str]] = {}
    for target, rows in places.items():
        if target.field.startswith(":sentence("):
            counted.setdefault(target.address, []).append(target.field[len(":sentence(") : -1])
        else:
            yield target, rows
    for address, numbers in counted.items():
        yield Target(next(iter(places)).provision, address, f":sentence({','.join(numbers)})"), []


def _sentences(target: Target) -> str:
    """Return new sentences, with stars between those that do not follow each other."""
    numbers = re.findall(r"\d+|last", target.field)
    apart = [one.isdigit() and other.isdigit() and int(other) - int(one) > 1 for one, other in pairwise(numbers)]
    return "".join(f"A sentence is new. {'* * * ' * stars}" for stars in (*apart, False) if numbers)


def _sign(step: str) -> str:
    return f"<i>{step[4:]}</i>" if step.startswith("def:") else step


def _order(depth: int, step: str) -> tuple[int, str]:
    counts = values(step[1:-1]) if step.startswith("(") else {}
    return (counts.get(ORDER[depth % 6]) or min(counts.values(), default=0), "" if counts else step)


# --- a case -----------------------------------------------------------------------------------------------------------


def instructions_of(case: dict[str, Any]) -> tuple[Instruction, ...]:
    """Return the steps of a case as they would be read from a document, with the print below the last one."""
    title, _, part = case["part"].partition(" CFR ")
    bases: dict[tuple[str, ...], StepContext] = {}
    found: list[Instruction] = []
    printed = print_of(_printed(case))
    for n, step in enumerate(case["steps"]):
        path = tuple(step["number"].split("."))
        text = " ".join(step["text"].split())
        head = _HEAD.match(text)
        place = Instruction(None, text, (), case["part"]).place
        targets, bases[path] = read_targets(text[head.end() :] if head else text, place, bases.get(path[:-1]))
        lines = read_lines(printed if n == len(case["steps"]) - 1 else "")
        found.append(Instruction(step["number"], text, targets, f"{title} CFR {part}", lines))
    return tuple(found)


def _printed(case: dict[str, Any]) -> Iterator[tuple[Target, tuple[str, ...]]]:
    for step in case["steps"]:
        if "printed" in step:
            yield from ((place_of(each, case["part"]), ()) for each in step["printed"])
            continue
        for line in step["law"] if step["law"] != "refuse" else ():
            target = place_of(line["to"], case["part"])
            if line["does"] in ("revise", "add", "revise rows", "add rows", "revise table") and not _is_bare(target):
                yield target, tuple(line.get("rows") or ("A", "B") * (line["does"] == "revise table"))


def judged(case: dict[str, Any], reads: Sequence[Read] | None = None) -> tuple[str, list[str]]:
    """Return how a case is read, and why that is not right; or how good another reading of it is."""
    reads = read_amendments("2030-00001", instructions_of(case)) if reads is None else reads
    refusals = [each for each in reads if isinstance(each, Refusal)]
    divided = [each for each in reads if each.target.provision[-1].startswith("subpart ") and not each.target.field]
    refusals += apply({}, [each for each in divided if getattr(each, "verb", None) is Verb.SWAP]).refusals
    if "before" in case:
        outcome = apply(_tree(case, "before"), reads)
        refusals = list(outcome.refusals)
    if "after" in case:
        faults = list(_unlike(case, outcome))
        missing: list[str] = []
    else:
        faults, missing = _compared(case, reads, refusals)
    open_steps = {step["number"] for step in case["steps"] if step["law"] == "refuse"}
    faults += [f"{n}: done, and open in law" for n in sorted(open_steps - {each.source.number for each in refusals})]
    if faults:
        return "wrong", faults
    needless = [f"{each.source.number}: {each.reason}" for each in refusals if each.source.number not in open_steps]
    return ("refused", needless + missing) if needless or missing else ("right", [])


def _compared(case: dict[str, Any], reads: Iterable[Read], refusals: list[Refusal]) -> tuple[list[str], list[str]]:
    """Return acts of one side alone that nothing warns of; and words that are refused if they stand twice."""
    law = [(step["number"], act) for step in case["steps"] for act in law_of(case, step)]
    acts = [act for _, act in law]
    law = [(number, _above(act, acts)) for number, act in law]
    everywhere = {
        act for step in case["steps"] if step["law"] != "refuse"
        for line in step["law"] if line.get("everywhere") for act in law_of(case, {"law": [line]})
    }  # fmt: skip
    refused = {each.words for each in refusals if each.target.provision[-1].startswith("subpart ")}
    operations = [each for each in reads if isinstance(each, TextOperation) and each.words not in refused]
    done = [(op, act) for op in operations for act in done_by(op)]
    faults = [
        f"{op.source.number}: done, not in law: {_said(act)}" for op, act in done
        if not any(_meets(act, other) for _, other in law) and not _warned(act[1], refusals)
    ]  # fmt: skip
    faults += [
        f"{op.source.number}: done wherever it stands: {_said(act)}" for op, act in done
        if op.each and not any(_meets(act, other) for other in everywhere)
        and any(_meets(act, other) for _, other in law)
    ]  # fmt: skip
    faults += [f"{op.source.number}: not its words: {_said(act)}" for op, act in done if _lacks_its_words(op)]
    bare = {(each.source.number, each.target.provision) for each in operations if each.target.wordless}
    exact = {act for _, act in done} & {act for _, act in law}
    missing = [
        (n, act) for n, act in law
        if not any(other == act or (other not in exact and _meets(other, act)) for _, other in done)
        and not (act[0] == "other" and (n, act[1].provision) in bare)  # said to be no text of the Code
    ]  # fmt: skip
    faults += [
        f"{n}: left out: {_said(act)}" for n, act in missing if not _warned(act[1], refusals)
    ]  # fmt: skip
    once = [
        f"{op.source.number}: done if it stands once: {_said(act)}" for op, act in done
        if op.verb is Verb.SWAP and not op.each and any(_meets(act, other) for other in everywhere)
    ]  # fmt: skip
    return faults, once


def _above(act: Act, acts: Iterable[Act]) -> Act:
    """Return "revise (b) and (b)(1)" as the first words of (b), and (b)(1); what goes away is not under it."""
    stay = (other for other in acts if other[0] not in ("remove", "redesignate"))
    if act[0] == "revise" and any(act[1].leads_to(other[1]) for other in stay):
        return act[0], Target(act[1].provision, act[1].address, ":intro"), *act[2:]
    return act


def _warned(target: Target, refusals: Iterable[Refusal]) -> bool:
    return any(each.concerns(target.provision, target.address) for each in refusals)


def _said(act: Act) -> str:
    return " ".join(filter(None, (act[0], str(act[1]), *act[2:])))


def _tree(case: dict[str, Any], side: str) -> dict[tuple[str, ...], Provision]:
    title = case["part"].partition(" ")[0]
    found = {}
    for section, lines in case[side].items():
        number, _, heading = section.removeprefix("§ ").partition(" ")
        path = path_of(f"{title} CFR {number}")
        pieces = outline(read_lines("\n".join(lines)))
        found[path] = Provision(path, heading, tuple(p.paragraph for p in pieces if p.paragraph is not None))
    return found


def _unlike(case: dict[str, Any], outcome: AppliedText) -> Iterator[str]:
    after = _tree(case, "after")
    for path in outcome.tree.keys() | after.keys():
        provisions = (outcome.tree.get(path), after.get(path))
        sides = [{each.address: each.said for each in side.paragraphs} if side else {} for side in provisions]
        if len({each and squashed(each.heading) for each in provisions}) > 1 and not outcome.doubts(path, ()):
            yield f"{cite(path)} has another heading than in law"
        for address in sides[0].keys() | sides[1].keys():
            if sides[0].get(address) != sides[1].get(address) and not outcome.doubts(path, address):
                yield f"{cite(path, address)} is {sides[0].get(address)!r}, in law {sides[1].get(address)!r}"


# --- the table --------------------------------------------------------------------------------------------------------


@lru_cache
def verdicts(file: Path) -> tuple[tuple[str, str, list[str]], ...]:
    """Return how each case of a set is read: its id, the verdict, and why it is not right."""
    return tuple((case["id"], *judged(case)) for case in json.loads(file.read_text("utf-8"))["cases"])


def report(_data: Path, *, listed: bool) -> Iterator[str]:
    """The lines of the table, a set each."""
    yield "instructions that were looked up: first reading, and now"
    yield f"  {'set':22}{'cases':>6}{'':14}" + "".join(f"{name:>9}" for name in COUNTS)
    for file in sorted(SETS.glob("*.json")):
        told = json.loads(file.read_text("utf-8"))
        found = verdicts(file)
        counts, first = Counter(verdict for _, verdict, _ in found), told.get("first_reading") or {}
        for name, figures in (("first reading", first), ("now", counts)):
            head = f"{file.stem:22}{len(found):>6}" if figures is first else " " * 28
            row = "".join(f"{figures.get(count, '-' if figures is first else 0):>9}" for count in COUNTS)
            yield f"  {head}  {name:12}{row}{'  MISSED' if figures is counts and counts['wrong'] else ''}"
        if listed:
            yield from (f"    {verdict:8}{name} {why}" for name, verdict, whys in found for why in whys)


if __name__ == "__main__":
    print("\n".join(report(SETS, listed="--list" in sys.argv)))
