"""Items labelled by hand, and how far what we read of them agrees with the labels."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from regtrack import dates
from regtrack._bundled import bundled
from regtrack.model.instrument import normalise
from regtrack.model.when import WhenKind
from regtrack.news.claim import Claim
from regtrack.news.claims import read_claims
from regtrack.news.effects import NOTHING_WITHOUT_A_DATE
from regtrack.news.languages import language_of
from regtrack.news.link import Link
from regtrack.news.linking import Linker, link
from regtrack.news.names import NamesOf
from regtrack.news.tables import ASSERTED
from regtrack.news.when import Anchor, Candidate, anchor_of
from regtrack.sources.files.timeline import Timeline, read_timeline_file
from tests.accuracy.news_agreed import FIRMLY, Agreement, Label, agreed, agreement

ITEMS = Path(__file__).with_name("news_items")
_NONE = "none"
_HOW = re.compile(rf"(?:((?:{'|'.join(FIRMLY)})(?:/(?:{'|'.join(FIRMLY)}))*) )?(.+)")
_FIRM = frozenset(("has", "will"))
"""Labels of what is asserted."""
_MODALITIES = {"plans": "will", "calls_for": "may", "denies": "not"}
"""What a modality is called in labels, where that is another word."""


class Case(NamedTuple):
    """An item with its labels, and what we read of it."""

    id: str
    text: str
    labels: tuple[Label, ...]
    links: tuple[Link, ...]


class Tally(NamedTuple):
    """Right ones of those that the labels have, and of those that we gave."""

    right: int
    labelled: int
    given: int

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0


class Asserted(NamedTuple):
    """How many claims say that an act is done, set or to be done, and how many labels do.

    Attributes:
        given: claims that say so.
        right: those of them that are labelled so.
        labelled: labels that say so, and nothing less.
        found: those of them that a claim says too.
    """

    given: int
    right: int
    labelled: int
    found: int


@lru_cache(maxsize=1)
def timelines() -> tuple[Timeline, ...]:
    """The bundled timelines."""
    return tuple(read_timeline_file(path) for path in sorted((bundled("feeds") / "timelines").glob("*.toml")))


@lru_cache(maxsize=1)
def linker() -> Linker:
    """Over the names of the bundled timelines."""
    instruments = (item for timeline in timelines() for item in timeline.instruments)
    return Linker(NamesOf(instruments, (event for timeline in timelines() for event in timeline.events)))


def read_cases(path: Path) -> list[Case]:
    """The items of a file, read."""
    return [_case(table, read_claims) for table in tomllib.loads(path.read_text("utf-8"))["item"]]


def first_read(path: Path) -> list[str]:
    """What a file gave when it was read for the first time, before anything was mended for it: precision and recall."""
    return list(tomllib.loads(path.read_text("utf-8")).get("first_read", ()))


class Written(NamedTuple):
    """An item as it is written in a file."""

    text: str
    language: str
    anchor: Anchor


def written(table: dict[str, Any]) -> Written:
    """An item of a file."""
    text, tag, published = str(table["text"]), str(table["language"]), str(table["published"])
    zone, at = published[published.index("[") + 1 : -1], dates.parse_instant(published)
    return Written(text, tag, anchor_of(text, language=language_of(tag), published_at=at, zone=zone))


def _case(table: dict[str, Any], read: Callable[..., tuple[Claim, ...]]) -> Case:
    text, tag, anchor = written(table)
    links = link(read(text, language=tag, anchor=anchor), linker(), language=tag, on=anchor.on)
    return Case(str(table["id"]), text, labels_of(table), links)


def labels_of(table: dict[str, Any]) -> tuple[Label, ...]:
    """The labels of an item; of one that was labelled twice, those that count."""
    first, second = _readings(table)
    return first if second is None else agreed(first, second)


def agreement_of(path: Path) -> Agreement | None:
    """How far the two labellings of a file agree; None if it was labelled once."""
    readings = [_readings(table) for table in tomllib.loads(path.read_text("utf-8"))["item"]]
    twice = [(first, second) for first, second in readings if second is not None]
    return agreement(twice) if twice else None


def _readings(table: dict[str, Any]) -> tuple[tuple[Label, ...], tuple[Label, ...] | None]:
    """The labels of an item, and those of its second reading if it had one."""
    second = tuple(map(_label, table["second"])) if "second" in table else None
    return tuple(map(_label, table["claims"])), second


def _label(written: str) -> Label:
    acts, targets, days, *rest = (part.strip() for part in written.lstrip("? ").split(";"))
    how, first = _HOW.fullmatch(acts).groups()  # type: ignore[union-attr]
    until = rest[0].removeprefix("until ") if rest else None
    parts = (tuple(part.split(" or ")) for part in (first, targets, days))
    return Label(*parts, until, written.startswith("?"), tuple(how.split("/")) if how else ("has",))  # type: ignore[arg-type]


def same_act(label: Label, found: Link) -> bool:
    return found.claim.act in label.acts


def same_manner(label: Label, found: Link) -> bool:
    """Whether it is claimed as firmly as labelled; of hearsay and of dates, that it is asserted is enough."""
    how = _MODALITIES.get(found.claim.modality, found.claim.modality)
    asserted = how in ("has", "will", "reportedly")
    if how == "reportedly" or found.claim.act in NOTHING_WITHOUT_A_DATE:
        return (asserted and not {"has", "will"}.isdisjoint(label.firmly)) or how in label.firmly
    return how in label.firmly


def same_target(label: Label, found: Link) -> bool:
    """The same instrument; or none, where the ledger holds none, and the words for it."""
    if found.id is not None:
        return found.id in label.targets
    words = normalise(found.claim.target)
    new = [normalise(each.removeprefix("new:")) for each in label.targets if each.startswith("new:")]
    folded = [_folded(each) for each in new]
    return any(each and (each in words or words in each) for each in (*new, *folded) if words)


def _folded(text: str) -> str:
    tables = language_of("zh")
    return text.translate(tables.fold) if tables else text


def same_date(label: Label, candidates: Sequence[Candidate]) -> bool:
    """Whether the day is among the candidates; where none was given, whether there are none."""
    return any(not candidates if day == _NONE else day in map(spelled, candidates) for day in label.dates)


def spelled(candidate: Candidate) -> str:
    """A candidate as labels write it: an instant as the day that it is in its zone."""
    if candidate.when.kind is WhenKind.INSTANT:
        return dates.day_of(dates.parse_instant(candidate.when.text), candidate.zone).isoformat()
    return candidate.when.text


def pairs(case: Case) -> Iterator[tuple[Label | None, Link | None]]:
    """Labels with what we gave for them, the best pairs first; then those of either side that are left."""
    ranked = []
    for (place, label), (number, found) in product(enumerate(case.labels), enumerate(case.links)):
        score = 4 * same_act(label, found) + 2 * same_target(label, found) + same_date(label, found.claim.when)
        if score >= 2:
            ranked.append((score, not label.optional, -place, -number))
    labels, links = set(range(len(case.labels))), set(range(len(case.links)))
    for _, _, place, number in sorted(ranked, reverse=True):
        if -place in labels and -number in links:
            labels.remove(-place)
            links.remove(-number)
            yield case.labels[-place], case.links[-number]
    yield from ((case.labels[place], None) for place in sorted(labels) if not case.labels[place].optional)
    yield from ((None, case.links[number]) for number in sorted(links))


def tallies(cases: Sequence[Case]) -> dict[str, Tally]:
    """Act, target and date by themselves."""
    counts = {name: [0, 0, 0] for name in ("act", "target", "date")}
    for case in cases:
        for label, found in pairs(case):
            if label is not None and label.optional:
                continue
            for name, right, labelled, given in _compared(label, found):
                for place, value in enumerate((right, labelled, given)):
                    counts[name][place] += value
    return {name: Tally(*values) for name, values in counts.items()}


def manners(cases: Sequence[Case]) -> Tally:
    """How firmly the claims whose act is right are claimed: right ones of those."""
    told = [
        same_manner(label, found)
        for case in cases
        for label, found in pairs(case)
        if label is not None and found is not None and same_act(label, found)
    ]
    return Tally(sum(told), len(told), len(told))


def asserted(cases: Sequence[Case]) -> Asserted:
    """Of what is asserted, how much is labelled so, and of what is labelled so, how much is asserted."""
    given, right, labelled, found = 0, 0, 0, 0
    for case in cases:
        for label, link_ in pairs(case):
            says = link_ is not None and link_.claim.act != "note" and link_.claim.modality in ASSERTED
            so = label is not None and not _FIRM.isdisjoint(label.firmly)
            agrees = says and so and same_act(label, link_)  # type: ignore[arg-type]
            meant = so and not label.optional and _FIRM.issuperset(label.firmly)  # type: ignore[union-attr]
            given, right = given + says, right + agrees
            labelled, found = labelled + meant, found + (meant and agrees)
    return Asserted(given, right, labelled, found)


def _compared(label: Label | None, found: Link | None) -> Iterator[tuple[str, int, int, int]]:
    both = label is not None and found is not None
    yield "act", both and same_act(label, found), label is not None, found is not None  # type: ignore[arg-type, misc]
    yield "target", both and same_target(label, found), label is not None, found is not None  # type: ignore[arg-type, misc]
    given = found is not None and bool(found.claim.when)
    dated = label is not None and label.dates != (_NONE,) and (_NONE not in label.dates or given)
    right = both and given and same_date(label, found.claim.when)  # type: ignore[arg-type, union-attr]
    yield "date", bool(right), int(dated), int(given)
    if label is not None and label.until:
        ends = found.claim.until if found is not None else ()
        yield "date", label.until in map(spelled, ends), 1, len(ends) > 0


def problems(case: Case) -> Iterator[str]:
    """What is not as labelled, for people."""
    for label, found in pairs(case):
        if label is not None and label.optional:
            continue
        if label is None and found is not None:
            yield f"extra {_told(found)}"
        elif label is not None and found is None:
            yield f"missed {' or '.join(label.acts)}; {' or '.join(label.targets)}; {' or '.join(label.dates)}"
        elif label is not None and found is not None:
            wrong = [name for name, right, labelled, given in _compared(label, found) if max(labelled, given) > right]
            if wrong:
                wanted = f"{' or '.join(label.acts)}; {' or '.join(label.targets)}; {' or '.join(label.dates)}"
                yield f"wrong {', '.join(dict.fromkeys(wrong))}: {_told(found)}; labelled {wanted}"


def _told(found: Link) -> str:
    days = " or ".join(map(spelled, found.claim.when)) or _NONE
    target = found.id or f"new: {re.sub(' +', ' ', found.claim.target)}"
    between = f" (between {', '.join(found.others)})" if found.others else ""
    return f"{found.claim.act}; {target}{between}; {days} [{found.rule}]"
