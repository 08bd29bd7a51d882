"""How often another document is put in doubt by one that was not read: ``python tests/accuracy/doubts.py [--list]``.

Every document of ``fr-api`` is compiled against a register that holds what it cites: a rule with the title of the
document less what that adds ("; Delay of Effective Date"), unless the document moves another one. That is the worst
case: originals of a sample are seldom in it, and each is taken to be the rule that the document is about.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]


BY_TITLE = "us/fr/by-title"


class Originals:
    """A register that holds each cited document, as a rule with the title of the one that cites it."""

    def __init__(self, title: str) -> None:
        self.title = title

    def own(self, document: Any) -> str:
        from regtrack.sources.federal_register.identity import own_id

        return own_id(document)

    def cited(self, reference: Any, *, final: bool = False) -> str | None:
        from regtrack.sources.federal_register.identity import cited_id

        return cited_id(reference)

    def is_recorded(self, reference: Any) -> bool:
        return False

    def is_issued(self, id_: str) -> bool:
        return True

    def ends(self, id_: str) -> bool:
        return False

    def is_temporary(self, id_: str, *, or_notice: bool = False) -> bool:
        return False

    def moved_by(self, id_: str, relation: str, *, is_the_act: bool = False) -> None:
        return None

    @property
    def by_title(self) -> Self:
        return self

    def titled(self, title: str, published_on: Any) -> str | None:
        """Return what has the title of a document less what that adds: the worst case of a doubt by title alone."""
        return BY_TITLE if title == self.title else None

    def begun_by(self, document: Any, *, or_headed: bool = False) -> str | None:
        """Return what has the title of a document less any act: the worst case again."""
        from regtrack.sources.federal_register.titles import titles_in

        return BY_TITLE if len(set(titles_in(document.title))) > 1 else None

    def of_title(self, document: Any, published_on: Any) -> tuple[str | None, str | None]:
        """Return what has the title of a document less the acts that it tells."""
        from regtrack.sources.federal_register.titles import acted_on

        return (BY_TITLE if acted_on(document.title) else None), None

    def otherwise_of(self, document: Any) -> tuple[str, ...]:
        return ()

    def on_provision(self, part: str, kind: str, document: Any) -> Any:
        from regtrack.sources.federal_register._events.provisions import RulesOnProvision

        return RulesOnProvision()

    def title_of(self, id_: str) -> str:
        return self.title

    def part_named(self, id_: str, words: str) -> tuple[str, ...]:
        return ()

    def cfr_of(self, id_: str) -> tuple[str, ...]:
        return ()

    def filed_at(self, document: Any) -> None:
        return None


def doubts(path: Path) -> Iterator[tuple[Any, str, str]]:
    """Yield each document that is compiled, with the rule that it doubts and why; one without has empty words."""
    from regtrack.model.event import Event
    from regtrack.sources.federal_register.events import compile_document
    from regtrack.sources.federal_register.metadata import read_metadata
    from regtrack.sources.federal_register.titles import acted_on
    from tests.accuracy.api import documents

    for row in documents(path):
        document = read_metadata(row).document
        if document is None:
            continue
        register = Originals(next(iter(acted_on(document.title)), document.title))
        events = [each for each in compile_document(document, register) if isinstance(each, Event)]
        others = [each for each in events if each.target != register.own(document)]
        if any("unread" not in each.flags for each in others):  # the title is that of what is moved, and of no other
            others = [each for each in others if ":unread:us/" not in each.key]
        found = [(each.target, each.summary) for each in others if "unread" in each.flags]
        yield from ((document, *each) for each in found or [("", "")])


def main() -> int:
    from tests.accuracy.run import data_directory

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="print every doubt, with the words of the document")
    options = parser.parse_args()
    path = data_directory() / "fr-api" / "documents.jsonl.gz"
    if not path.is_file():
        print(f"skipped: no {path}")
        return 0
    rows = list(doubts(path))
    read, doubted = {each[0].number for each in rows}, {each[0].number for each in rows if each[1]}
    by_title = {each[0].number for each in rows if each[1] == BY_TITLE}
    for name, found in (("", doubted), (" by its title alone", by_title)):
        print(
            f"{len(found)} of {len(read)} documents doubt another{name}: {1000 * len(found) / len(read):.1f} in 1,000"
        )
    for document, target, reason in rows if options.list else ():
        if target:
            print(f"{document.number} {target}: {reason}\n  {document.title}\n  {document.action} | {document.dates}")
            print(f"  {document.abstract}")
    return 0


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    raise SystemExit(main())
