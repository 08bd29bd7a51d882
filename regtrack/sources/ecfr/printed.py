"""What followed parts say: the eCFR's XML, part by part, or a title where many of its parts are followed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import attrs

from regtrack import dates
from regtrack.dates import Date
from regtrack.http.fetch import Fetched
from regtrack.http.terms import UnreadableError
from regtrack.sources.cfr_editions.reading import PrintedPart, read_edition
from regtrack.sources.ecfr.selection import TitleRequest
from regtrack.store import Store

_MANY = 3
"""When more than one in so many parts of a title are followed, the title is asked for."""


@attrs.frozen
class Print:
    """What is asked for at once.

    Attributes:
        title: number of the title.
        day: as of which it is asked for.
        parts: those of which the words are kept.
        whole: the title is asked for, and not its only part.
    """

    title: int
    day: Date
    parts: tuple[str, ...]
    whole: bool = False

    @property
    def name(self) -> str:
        """What it is about: ``text of 15 CFR 744``."""
        return f"text of {self.title} CFR" + ("" if self.whole else f" {self.parts[0]}")


def read_parts(table: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the parts of a title by its structure; raises UnreadableError for another answer."""
    if table.get("type") != "title" or not isinstance(table.get("children"), list):
        raise UnreadableError("no structure of a title", "a title with its chapters and parts")
    found: list[str] = []
    waiting = [table]
    while waiting:
        node = waiting.pop()
        number = node.get("identifier")
        if node.get("type") == "part":
            found += [number] if isinstance(number, str) and node.get("reserved") is not True else []
            continue
        children = node.get("children")
        inside: list[Any] = children if isinstance(children, list) else []
        waiting += [each for each in reversed(inside) if isinstance(each, Mapping)]
    return tuple(found)


def prints(title: int, day: Date, followed: Collection[str], all_parts: Collection[str]) -> Iterator[Print]:
    """Return what is asked for to have the words of parts.

    Args:
        title: number of the title.
        day: as of which.
        followed: parts whose words are missing.
        all_parts: of the title; empty when nobody asked.
    """
    if all_parts and len(followed) * _MANY > len(all_parts):
        yield Print(title, day, tuple(followed), whole=True)
    else:
        yield from (Print(title, day, (part,)) for part in followed)


def is_printed(store: Store, question: TitleRequest, part: str, changed: Date | None) -> bool:
    """Whether an edition of a part is recorded that no change is known to have come after."""
    days = [
        dates.parse_date(edition.printed_on.text)
        for edition, _ in store.editions(f"{question.title} CFR {part}")
        if edition.whole and edition.withdrawn is None
    ]
    return bool(days) and (changed is None or max(days) >= changed)


def read_print(asked: Print, fetched: Fetched) -> tuple[PrintedPart, ...]:
    """Read an answer; raises UnreadableError for one that is broken, cut, or about another part or day."""
    parts, faults = read_edition(fetched.body, f"title-{asked.title}-{asked.day}.xml")
    if faults:
        raise UnreadableError(faults[0].found, faults[0].expected)
    wanted = {f"{asked.title} CFR {part}".lower() for part in asked.parts}
    kept = tuple(each for each in parts if each.part.lower() in wanted and each.whole)
    other = next((each.day for each in kept if each.day not in (None, asked.day)), None)
    if other is not None:
        raise UnreadableError(f"the text as of {other}", f"that as of {asked.day}")
    if not kept:
        raise UnreadableError(f"the text of {parts[0].part}", f"that of {asked.title} CFR {', '.join(asked.parts)}")
    return kept
