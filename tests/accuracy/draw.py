"""Draw documents for a fresh round: ``python tests/accuracy/draw.py SEED [COUNT]`` prints their texts, to be labelled.

Drawn at random within classes, from documents that no label, list of differences or earlier round in this repository or
in the shared data names; a document without DATES belongs to a class by the words of its summary. Nothing is read:
whoever labels them sees the texts only.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from tests.accuracy.api import documents  # noqa: E402
from tests.accuracy.run import data_directory  # noqa: E402

HERE = Path(__file__).parent
_NUMBER = re.compile(r"\b(?:[A-Z]\d-)?(?:[A-Z]\d{1,2}|\d{2,4})-\d{3,6}\b")
CLASSES = {
    "delays": r"(?:delay|postpon|defer)\w*[^.]{0,80}(?:effective|compliance|applicab)",
    "stays and lifts": r"\b(?:stay(?:s|ed|ing)?|suspen\w+|lift\w*)\b[^.]{0,60}(?:rule|CFR|§|effective|requirement)",
    "withdrawals": r"\b(?:withdr\w+|rescind\w*|rescission|revo\w+)\b",
    "confirmations": r"\bconfirm\w*\b|\bremains? effective\b|\bdirect final\b",
    "corrections": r"\bcorrect(?:ion|ing|s)\b",
    "several dates": r"\d{4}.{5,400}(?:effective|compliance|applicab|expire).{5,200}\d{4}",
    "two days": r"(?:19|20)\d{2}\b.{0,300}\b[A-Z][a-z]{2,8} \d{1,2}, (?:19|20)\d{2}\b",
    "conditions": r"\b(?:unless|if no|upon|until)\b",
    "hours": r"\b(?:CA|WA|OR|HI|AK|TX|LA|IL|MO|GU|PR|Guam|Hawaii|Texas|Louisiana|California|Washington)\b",
    "parts": r"\b(?:except|instruction|§|paragraphs?|table)\b",
    "deadlines": r"\b(?:application|petition|nomination|request|hearing|response|protest|fee)\w*\b[^.]{0,80}"
    r"\b(?:by|due|later)\b",
    "rules": r"\ARule ",
    "proposed rules": r"\AProposed Rule ",
}
"""Words by which a text may belong to a class; of the hours, the text has to tell some."""
_HOURS = re.compile(r"\d\s?[ap]\.?m")


def used() -> set[str]:
    """The numbers of all documents that a label or a list of this repository or of the shared data names."""
    data = data_directory()
    found: set[str] = set()
    files = [*HERE.glob("*.tsv"), *HERE.glob("rounds/*.json"), *HERE.glob("fr_states/*.toml")]
    for path in (*files, *(data / "fr-states" / "cases").glob("*.json"), *(data / "fr-dates-gold").glob("*.jsonl")):
        found |= set(_NUMBER.findall(path.read_text("utf-8")))
    return found


def _told(row: dict[str, Any]) -> str:
    """The field of a row that tells its days."""
    return "dates" if row.get("dates") else "abstract"


def draw(seed: int, count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield documents, class by class."""
    chance, seen = random.Random(seed), used()
    rows = list(documents(data_directory() / "fr-api" / "documents.jsonl.gz"))
    rows = [row for row in rows if row["document_number"] not in seen and row["type"] != "Presidential Document"]
    for name, words in (*CLASSES.items(), ("random", ".")):
        pattern = re.compile(words, re.IGNORECASE if name != "hours" else 0)
        fields = ("title",) if name == "hours" else ("type", "action", "title")
        fit = [row for row in rows if pattern.search(" ".join(row.get(field) or "" for field in (*fields, _told(row))))]
        fit = [row for row in fit if name != "hours" or _HOURS.search(row.get("dates") or "")]
        fit = [row for row in fit if row["document_number"] not in seen]
        for row in chance.sample(fit, min(len(fit), -(-count // (len(CLASSES) + 1)))):
            seen.add(row["document_number"])
            yield name, row


def main() -> None:
    seed, count = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 40
    for name, row in draw(seed, count):
        fields = (
            "type",
            "publication_date",
            "action",
            "title",
            "citation",
            "dates",
            "effective_on",
            "comments_close_on",
        )
        told = {key: row.get(key) for key in fields}
        told |= {"abstract": (row.get("abstract") or "")[:900], "cfr": row.get("cfr_references")}
        print(f"\n## {row['document_number']} ({name})\n" + json.dumps(told, ensure_ascii=False, indent=0))


if __name__ == "__main__":
    main()
