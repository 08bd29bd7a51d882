"""Redlines beside others: ``python tests/accuracy/redlines.py sheets|score FOLDER``. Speed: tests/bench/texts.py.

``sheets`` writes forty paragraphs, each as two redlines in an order that a reader cannot know, and the key apart.
``score`` reads ``answers.tsv`` (sheet, A, B or equal) beside the key and says how often ours was preferred or equal.
``redline_sheets`` has the key and the answers of the last reading, on the sheets that ``sheets FOLDER 2`` writes.
"""

from __future__ import annotations

import csv
import difflib
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from regtrack.text.align import Pair, Placed, Turn, align
from regtrack.text.redline import WordMark, runs_of
from tests.accuracy import texts

BETWEEN = (("2013-24521", "2017-21912"), ("2011-31722", "2017-21912"))
SHEETS = 40
_MARKED = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}", re.DOTALL)


def sides(data: Path, first: str, second: str) -> list[list[Placed]]:
    """Return the paragraphs of two versions of 12 CFR 1024."""
    pair = texts.Pair("12 CFR 1024", first, (), second, "")
    trees = (texts.version(data, pair, name).values() for name in (first, second))
    return [[Placed(provision.path, each) for provision in tree for each in provision.paragraphs] for tree in trees]


def lines_of(side: list[Placed]) -> str:
    return "".join(f"{each.paragraph.designator} {each.paragraph.text}\n" for each in side)


def ours(old: list[Placed], new: list[Placed]) -> tuple[int, int]:
    """Return how many runs go or come, and how many islands of one or two words stand between them."""
    changed = [p for p in align(old, new) if p.turn in (Turn.CHANGED, Turn.ADDED, Turn.REMOVED)]
    runs = [runs_of(pair) for pair in changed]
    count = sum(run.mark is not WordMark.KEPT for each in runs for run in each)
    return count, sum(run.mark is WordMark.KEPT and len(run.old.split()) <= 2 for each in runs for run in each[1:-1])


def git_words(old: str, new: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("old", old), ("new", new)):
            Path(folder, name).write_text(text, "utf-8")
        command = ["git", "diff", "--no-index", "--no-color", "--word-diff=plain", "-U0", "old", "new"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    return "\n".join(
        line for line in done.stdout.splitlines() if not re.match(r"(?:diff|index|---|\+\+\+|@@|\\) ?", line)
    )


def gits(old: list[Placed], new: list[Placed]) -> tuple[int, int]:
    text = git_words(lines_of(old), lines_of(new))
    between = re.findall(r"(?:-\]|\+\})([^\[{\n]*)(?=\[-|\{\+)", text)
    return len(_MARKED.findall(text)), sum(0 < len(each.split()) <= 2 for each in between)


def difflibs(old: list[Placed], new: list[Placed]) -> tuple[int, int]:
    one, other = lines_of(old).split(), lines_of(new).split()
    steps = difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    runs = sum((tag in ("replace", "delete")) + (tag in ("replace", "insert")) for tag, *_ in steps)
    return runs, sum(tag == "equal" and end - start <= 2 for tag, start, end, *_ in steps[1:-1])


def sheets(data: Path, folder: Path, seed: int = 1) -> None:
    """Write the sheets, and the key into a file of its own."""
    chance = random.Random(seed)
    changed = [p for p in align(*sides(data, *BETWEEN[0])) if p.turn is Turn.CHANGED]
    chosen = chance.sample(changed, min(SHEETS, len(changed)))
    folder.mkdir(parents=True, exist_ok=True)
    pages, key = (
        ["# Redlines: which of two is easier to read?\n\nOld words are in [-brackets-], new ones in {+braces+}.\n"],
        [],
    )
    for number, pair in enumerate(chosen, 1):
        both = [("regtrack", _marked(pair)), ("git", _git(pair))]
        chance.shuffle(both)
        key.append((number, *(name for name, _ in both)))
        pages.append(f"## {number}\n\nA: {both[0][1]}\n\nB: {both[1][1]}\n")
    (folder / "sheets.md").write_text("\n".join(pages), "utf-8")
    with (folder / "key.tsv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t").writerows([("sheet", "A", "B"), *key])


def _marked(pair: Pair) -> str:
    shapes = {WordMark.KEPT: "{}", WordMark.OUT: "[-{}-]", WordMark.IN: "{{+{}+}}"}
    return _evened("".join(shapes[run.mark].format(run.new or run.old) for run in runs_of(pair)))


def _git(pair: Pair) -> str:
    old, new = (side.paragraph.text if side is not None else "" for side in (pair.old, pair.new))
    return _evened(git_words(old + "\n", new + "\n"))


def _evened(text: str) -> str:
    """Return a redline with its blanks outside of the marks, so that nothing but the words tells whose it is."""
    text = re.sub(r"(\[-|\{\+)\s+", r" \1", re.sub(r"\s+(-\]|\+\})", r"\1 ", text))
    return " ".join(re.sub(r"\s*(\[-.*?-\]|\{\+.*?\+\})\s*", r" \1 ", text, flags=re.DOTALL).split())


def score(folder: Path) -> str:
    """Return how often ours was preferred, equal or not, by a reader's answers."""
    with (folder / "key.tsv").open(encoding="utf-8", newline="") as file:
        key = {row["sheet"]: row for row in csv.DictReader(file, delimiter="\t")}
    with (folder / "answers.tsv").open(encoding="utf-8", newline="") as file:
        given = list(csv.DictReader(file, delimiter="\t"))
    told = Counter("equal" if row["answer"] == "equal" else key[row["sheet"]][row["answer"]] for row in given)
    good = told["regtrack"] + told["equal"]
    counts = f"ours {told['regtrack']}, equal {told['equal']}, git {told['git']}"
    return f"{counts}: preferred or equal in {good} of {len(given)}"


def main() -> int:
    from tests.accuracy.run import data_directory

    command, *rest = sys.argv[1:] or [""]
    data = data_directory()
    if command == "sheets" and rest and data.is_dir():
        sheets(data, Path(rest[0]), int(rest[1]) if len(rest) > 1 else 1)
    elif command == "score" and rest:
        print(score(Path(rest[0])))
    else:
        found = " ".join(sys.argv[1:]) or "nothing"
        print(f"found {found}; expected sheets FOLDER [SEED] or score FOLDER, and data at {data}")
        return 2
    return 0


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[2])
    raise SystemExit(main())
