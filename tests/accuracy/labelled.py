"""The Consumer Bureau's own list of what a document changes (RegML), label by label, against what is compiled."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import attrs
from lxml import etree

from regtrack.model.scope import Path as Address
from regtrack.model.scope import path_of
from regtrack.text.applying import AppliedText
from regtrack.text.provision import Paragraph, same_step
from regtrack.text.wording import plain, squashed
from tests.accuracy.texts import HERE, Pair, compiled
from tests.accuracy.version_trees import comment_address

_NS = "{eregs}"
_IMAGE = re.compile(r"!\[\]\([^)]*\)\s*\S*")
_PARAGRAPHS = ("paragraph", "interpParagraph")


@attrs.frozen
class Labelled:
    """A change: what stands at a label afterwards; None where nothing does."""

    label: str
    operation: str
    words: dict[tuple[Address, Address], str] | None
    fields: str | None = None


def stages(path: Path = HERE / "changes.tsv") -> Iterator[tuple[Pair, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield Pair(row["part"], row["before"], tuple(row["files"].split(",")), "", ""), row["notice"]


def place(label: str, title: str) -> tuple[Address, Address]:
    """A label as a provision and an address in it."""
    steps = label.split("-")
    part = f"{title} CFR {steps[0]}"
    if "Interp" in steps:
        return path_of(f"supp. I to {part}"), comment_address(steps)
    if len(steps) == 1:
        return path_of(part), ()
    if re.fullmatch(r"[A-Z]+\d*", steps[1]):
        return path_of(f"app. {steps[1]} to {part}"), tuple(steps[2:])
    return path_of(f"{part}.{steps[1]}"), tuple(_step(each) for each in steps[2:])


def _step(step: str) -> str:
    return f"({step})" if re.fullmatch(r"\d{1,3}|[a-z]{1,5}|[A-Z]{1,4}", step) else f"def:{step}"


def _own(element: etree._Element) -> str:
    title = element.find(f"{_NS}title")
    content = element.find(f"{_NS}content")
    words = "".join("".join(str(t) for t in each.itertext()) + " " for each in (title, content) if each is not None)
    return plain(words)


def changes(data: Path, pair: Pair, notice: str) -> Iterator[Labelled]:
    folder = data / "cfr" / pair.part.replace(" CFR ", "-cfr-") / "regml-notice"
    path = next(p for p in (folder / f"{notice}{end}" for end in (".xml.gz", ".xml")) if p.exists())
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for change in etree.fromstring(raw).iter(f"{_NS}change"):
        label, operation = change.get("label") or "", change.get("operation") or ""
        words: dict[tuple[Address, Address], str] = {}
        for element in change.iter():
            own = element.get("label")
            if own and etree.QName(element).localname in _PARAGRAPHS and (text := _own(element)):
                words[place(own, pair.title)] = text
        yield Labelled(label, operation, None if operation == "deleted" else words)


def _find(outcome: AppliedText, where: tuple[Address, Address]) -> Paragraph | None:
    provision = outcome.tree.get(where[0])
    if provision is None:
        return None
    wanted = where[1]
    for each in provision.paragraphs:
        if len(each.address) == len(wanted) and all(
            same_step(a, b)
            or (a.startswith("def:") and squashed(a).lower().startswith(b[:4]) and _joined(a) == _joined(b))
            for a, b in zip(each.address, wanted, strict=True)
        ):
            return each
    return None


def _joined(step: str) -> str:
    return re.sub(r"[^a-z]", "", step.lower())


def _equal(outcome: AppliedText, change: Labelled, title: str) -> bool:
    if change.words is None:
        return _find(outcome, place(change.label, title)) is None
    if not change.words:
        return True
    for where, text in change.words.items():
        if where[0][-1].startswith("app."):  # labels inside appendices name no place that a document prints
            provision = outcome.tree.get(where[0])
            said = "".join(each.said for each in provision.paragraphs).replace("|", "") if provision else ""
            if _IMAGE.fullmatch(text):  # a picture, in the document too
                form = f"def:{where[0][-1][5:]}-{where[1][0]}"
                if provision is None or all(each.address[:1] != (form,) for each in provision.paragraphs):
                    return False
                continue
            if _bare(re.sub(r"^\(\w+\)", "", squashed(text))) not in said:
                return False
            continue
        found = _find(outcome, where)
        ours = squashed(found.heading + found.words) if found else ""
        theirs = re.sub(r"^(?:\(\w+\)|\w+\.)", "", squashed(text)) if not found or ours != squashed(text) else ours
        if _bare(ours) != _bare(theirs):
            return False
    return True


def _bare(text: str) -> str:
    return re.sub(r"[.:;-]+$", "", text.replace("-(", "("))


def measure(data: Path, *, listed: bool = False) -> Iterator[str]:
    equal = total = refused = 0
    for pair, notice in stages():
        outcome = compiled(data, pair)
        mine = [0, 0]
        for change in changes(data, pair, notice):
            if change.operation in ("moved", "changeTarget"):
                continue
            ok = _equal(outcome, change, pair.title)
            path, address = place(change.label, pair.title)
            doubted = bool(outcome.doubts(path, address))
            mine[0] += ok
            mine[1] += 1
            refused += not ok and doubted
            if listed and not ok:
                yield f"    {pair.part} {notice} {change.operation} {change.label}{' (refused)' if doubted else ''}"
                for where, words in (change.words or {}).items() if not doubted else ():
                    found = _find(outcome, where)
                    if found is None or _bare(squashed(found.text)) != _bare(squashed(words)):
                        yield f"      - {words}"
                        yield f"      + {found.text if found else 'nothing'}"
        equal, total = equal + mine[0], total + mine[1]
        yield f"{pair.part} {notice}: {mine[0]} of {mine[1]} changes equal"
    yield f"supplements and sections: {equal} of {total} RegML changes equal, {refused} under a refusal"
