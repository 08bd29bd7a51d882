"""Documents of 27 CFR of which only another parser's notes are there: ``python tests/accuracy/notices.py``.

The notes have the instructions and most of what is printed below them; the print is put together from them. They lost
words of two documents, which are told apart.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

from regtrack.model.scope import Path as Address  # noqa: E402
from regtrack.model.scope import spell  # noqa: E402
from regtrack.text.applying import apply  # noqa: E402
from regtrack.text.cited_provisions import read_targets  # noqa: E402
from regtrack.text.citing import Place  # noqa: E402
from regtrack.text.clause import StepContext  # noqa: E402
from regtrack.text.designators import StepOutline, values  # noqa: E402
from regtrack.text.instruction import Instruction  # noqa: E402
from regtrack.text.printed import read_lines  # noqa: E402
from regtrack.text.provision import Provision  # noqa: E402
from regtrack.text.reading import Read, read_amendments  # noqa: E402
from tests.accuracy.run import data_directory  # noqa: E402
from tests.accuracy.version_trees import provisions, read_json, whole  # noqa: E402

DOCUMENTS = (
    ("447", "03-1657", "E7-24910"), ("447", "E8-23178", "2013-09392"), ("478", "E8-23178", "E9-527"),
    ("478", "2012-13762", "2012-13770"), ("478", "2012-13770", "2014-18392"), ("478", "2014-18842", "2016-00112"),
)  # fmt: skip
"""A part, a version, and the document after which the next version is called."""
LOST = ("2012-13770",)
"""The notes lost words that this document prints."""
_HEAD = re.compile(r"(\d{1,2}|[a-z])\.\s")


def instructions(notice: dict[str, Any], part: str) -> Iterator[Instruction]:
    outline, bases = StepOutline(), dict[tuple[str, ...], StepContext]()
    for note in notice["amendments"]:
        text = " ".join(note["instruction"].split())
        head = _HEAD.match(text)
        if head is None:
            continue
        path = outline.place(head[1], opens=text.endswith((":", "as follows:")))
        targets, bases[path] = read_targets(text[head.end() :], Place({part: "27"}, "27", part), bases.get(path[:-1]))
        nodes = [change["node"] for _, changes in note.get("changes") or () for change in changes if "node" in change]
        printed = read_lines("\n".join(_printed(nodes)))
        yield Instruction(".".join(path), text, targets, f"27 CFR {part}", printed)


def _printed(nodes: list[dict[str, Any]]) -> Iterator[str]:
    if any(len(each["label"]) == 2 for each in nodes):  # a whole section, its paragraphs in any order
        nodes = sorted(nodes, key=lambda node: [min(values(each).values(), default=0) for each in node["label"][2:]])
    have = {tuple(each["label"]) for each in nodes}
    section, opened = "", list[str]()
    for node in nodes:
        label = node["label"]
        if section != (section := f"{label[0]}.{label[1]}"):
            title = " ".join((node.get("title") or "").split()) if len(label) == 2 else ""
            yield f"§ {section} {re.sub(r'^§?[^A-Za-z]*[a-z]? ', '', title)}".strip()
        for depth in range(3, len(label)):
            if label[:depth] != opened[:depth] and tuple(label[:depth]) not in have:
                yield f"({label[depth - 1]}) * * *"
        opened = label
        words = " ".join((node.get("tagged_text") or node["text"]).split())
        yield re.sub(r'<E T="0?3">(.*?)</E>', r"<i>\1</i>", words)


def judged(data: Path, part: str, before: str, number: str) -> Iterator[tuple[str, str]]:
    """Return the sections that a document names, each with what came out."""
    folder = data / "cfr" / f"27-cfr-{part}" / "regulation"
    old, new = (provisions(next(folder.glob(f"{each}.json*")), "27") for each in (before, number))
    notice = read_json(next((data / "cfr" / "27-cfr-notices").glob(f"{number}.json*")))
    reads = read_amendments(number, instructions(notice, part))
    outcome = apply(old, reads)
    for path in sorted({each.target.provision for each in reads if len(each.target.provision) == 3}):
        if whole(outcome.tree.get(path)) == whole(new.get(path)):
            yield spell(path), "exact"
        elif any(each.target.provision == path for each in outcome.refusals):
            yield spell(path), "refused"
        else:
            yield spell(path), "wrong" if _named(outcome.tree.get(path), new.get(path), path, reads) else "exact but"


def _named(ours: Provision | None, theirs: Provision | None, path: Address, reads: tuple[Read, ...]) -> bool:
    """Whether a paragraph that differs is one that an instruction names."""
    sides = [{each.address: each.said for each in side.paragraphs} if side else {} for side in (ours, theirs)]
    apart = [each for each in sides[0].keys() | sides[1].keys() if sides[0].get(each) != sides[1].get(each)]
    return any(each.target.provision == path and each.target.reaches(address) for each in reads for address in apart)


def main() -> int:
    data = data_directory()
    shares: list[float] = []
    for part, before, number in DOCUMENTS:
        found = list(judged(data, part, before, number))
        print(
            f"27 CFR {part}, {number}{' (words lost)' * (number in LOST)}: " + ", ".join(f"{a} {b}" for a, b in found)
        )
        if number not in LOST:
            shares.append(mean(verdict.startswith("exact") for _, verdict in found))
    print(f"documents of 27 CFR whose print is there: mean {mean(shares):.2f} of sections exact (in-sample)")
    print("  (exact but: what differs is in paragraphs that no instruction names)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
