"""Reads hard cases and answers their questions with the library, nothing else."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from operator import itemgetter
from pathlib import Path
from typing import Any

import attrs

import regtrack
from regtrack import dates
from regtrack.errors import NotFoundError, TimelineError
from regtrack.fold import Cell, Course, Question
from regtrack.model.provision_text import Amendatory, Edition, Passage
from regtrack.model.scope import path_of, spell
from regtrack.model.when import When
from regtrack.queries.names import read_known_by, read_threshold, resolve
from regtrack.report import plain
from regtrack.sources.cfr_editions.recording import edition_items
from regtrack.sources.files.timeline import read_timeline_file
from regtrack.store import Batch
from regtrack.text.outline import outline
from regtrack.text.printed import read_lines
from regtrack.text.provision import Provision
from regtrack.tracker import Tracker

QUESTION_KEYS = {
    "state": {"instrument", "scope", "on", "known", "known_by", "threshold"},
    "diff": {"by", "from", "to", "on", "known", "known_by", "threshold", "instrument", "scope"},
    "since": {"since", "until", "known_by", "threshold", "instrument", "scope"},
    "text": {"instrument", "scope", "on", "known", "known_by", "threshold"},
}


@attrs.define(slots=False)
class Case:
    id: str
    title: str
    xfail: str | None
    clock: dt.datetime
    questions: list[dict[str, Any]]
    timeline: Any
    recorded: dict[str, Any]

    @cached_property
    def tracker(self) -> Tracker:
        """A ledger into which each event went at the moment the case says it was recorded."""
        return together([self])

    def batches(self) -> Iterator[tuple[int, Batch]]:
        """What is recorded, and when."""
        timeline = self.timeline
        zones = {item.id: item.publication_zone for item in timeline.instruments}
        events: dict[int, list[Any]] = defaultdict(list)
        for event in timeline.events:
            stated = self.recorded[event.key.partition(":")[2]].get("recorded")
            zone = zones[event.target]
            tick = When.parse(stated).public(zone) if stated is not None else next(iter(event.steps(zone)))[1]
            events[tick].append(event)
        first = min(events, default=dates.tick_of(self.clock))
        yield first, Batch(timeline.source, timeline.title, (*timeline.documents, *timeline.instruments))
        for tick in sorted(events):
            yield tick, Batch(timeline.source, timeline.title, events[tick])
        words = [*self._baselines(), *self._instructions()]
        yield max(events, default=first), Batch(timeline.source, timeline.title, words)

    def _baselines(self) -> Iterator[Passage | Edition]:
        """The words that the case says were printed on a day."""
        for number, table in enumerate(self.timeline.extra.get("baseline", []), 1):
            path = path_of(table["provision"])
            pieces = outline(read_lines(table["words"]))
            provision = Provision(path, table.get("heading", ""), tuple(p.paragraph for p in pieces if p.paragraph))
            part = spell(path[:2])
            known = {key: When.parse(table[key]) for key in ("available", "withdrawn") if key in table}
            items = edition_items(f"{self.id}:{number}", part, table["day"], [provision], whole=False)
            yield from (attrs.evolve(item, **known) if isinstance(item, Edition) else item for item in items)

    def _instructions(self) -> Iterator[Amendatory]:
        """The instructions of amendments and corrections, with their print, as the document has them."""
        for event in self.timeline.events:
            said = self.recorded[event.key.partition(":")[2]]
            if "instruction" not in said:
                continue
            parts = tuple(dict.fromkeys(spell(path_of(each)[:2]) for each in event.parts))
            row = (None, said["instruction"], event.parts, parts[0], said.get("print", ""))
            yield Amendatory(
                f"{event.key}:instructions", event.target, event.by or event.key, event.published, parts, None, (row,),
                event.filed, None, event.key,
            )  # fmt: skip


def together(cases: Sequence[Case]) -> Tracker:
    """A ledger of several cases, none of which has an instrument of another."""
    now = [max(case.clock for case in cases)]
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: now[0])
    for tick, batch in sorted((pair for case in cases for pair in case.batches()), key=itemgetter(0)):
        tracker._store.append(batch, tick)
    return tracker


def apart(cases: Iterable[Case]) -> list[list[Case]]:
    """Cases in groups in which each instrument is of one case alone."""
    groups: list[tuple[set[str], list[Case]]] = []
    for case in cases:
        ids = {item.id for item in case.timeline.instruments}
        known, group = next((pair for pair in groups if not pair[0] & ids), None) or (set[str](), list[Case]())
        if not group:
            groups.append((known, group))
        known |= ids
        group.append(case)
    return [group for _, group in groups]


@cache
def load_cases(folder: Path) -> tuple[Case, ...]:
    """Every case of a folder; a file that cannot be read says so in the words of its faults."""
    cases = []
    for path in sorted(folder.glob("*.toml")):
        timeline = read_timeline_file(
            path,
            evidence_required=False,
            extra_tables=("case", "question", "baseline"),
            header="case",
            event_extra=("recorded", "instruction", "print"),
        )
        meta = timeline.extra["case"]
        clock = meta.get("clock", dt.date(2026, 11, 24))
        questions = timeline.extra.get("question", [])
        for number, question in enumerate(questions, 1):
            allowed = QUESTION_KEYS.get(question.get("ask"))
            unknown = set(question) - (allowed or set()) - {"ask", "expect"}
            if allowed is None or unknown or "expect" not in question:
                found = sorted(unknown) or question.get("ask")
                raise TimelineError(
                    [f"{path}: question[{number}]: found {found}; expected ask, expect and {QUESTION_KEYS}"]
                )
        cases.append(
            Case(
                id=str(meta["id"]),
                title=str(meta.get("title", "")),
                xfail=meta.get("xfail"),
                clock=dt.datetime(clock.year, clock.month, clock.day, 12, tzinfo=dt.UTC),
                questions=questions,
                timeline=timeline,
                recorded=timeline.extra["event"],
            )
        )
    return tuple(cases)


def answer(case: Case, question: dict[str, Any]) -> dict[str, Any]:
    """The answer of the library, as the JSON that users get, with keys of the case for ids."""
    return globals()[f"_ask_{question['ask']}"](case, question)


def _options(question: dict[str, Any]) -> dict[str, Any]:
    return {key: question[key] for key in ("known_by", "threshold") if key in question}


def _ask_state(case: Case, question: dict[str, Any]) -> dict[str, Any]:
    tracker = case.tracker
    on, known = question["on"], question["known"]
    state = tracker.state(question["instrument"], on, known, scope=question.get("scope"), **_options(question))
    found = _with_keys(plain.states(tracker.why(state)))
    found["ever_in_force"] = _ever_in_force(case, question)
    return found


def _ever_in_force(case: Case, question: dict[str, Any]) -> bool:
    from regtrack.model.scope import path_of

    tracker = case.tracker
    num, instrument = resolve(tracker._store, question["instrument"])
    ask = Question(
        dates.Moment.read(question["on"]), dates.Moment.read(question["known"]),
        read_known_by(question.get("known_by", "public")), read_threshold(question.get("threshold", "published")),
    )  # fmt: skip
    _, postings = next(tracker._store.postings([num]))
    course = Course(postings, instrument.family, ask.limit)
    path = path_of(question["scope"]) if "scope" in question else ()
    at = ask.on.tick(instrument.legal_zone)
    cells = [Cell(course, each) for each in course.elements(path)]
    return any(s.force == "yes" for cell in cells for _, s in cell.stretches(last=at))


def _ask_diff(case: Case, question: dict[str, Any]) -> dict[str, Any]:
    kept = {key: question[key] for key in ("on", "known", "instrument", "scope") if key in question}
    report = case.tracker.diff(question["from"], question["to"], by=question["by"], **kept, **_options(question))
    return _with_keys(plain.report(report))


def _ask_since(case: Case, question: dict[str, Any]) -> dict[str, Any]:
    kept = {key: question[key] for key in ("instrument", "scope") if key in question}
    report = case.tracker.since(question["since"], question["until"], **kept, **_options(question))
    return _with_keys(plain.report(report))


def _ask_text(case: Case, question: dict[str, Any]) -> dict[str, Any]:
    asked = {"on": question["on"], "known": question["known"], **_options(question)}
    try:
        operative = case.tracker.text(question["scope"], **asked)
        codified = case.tracker.text(question["scope"], **asked, which="codified")
    except NotFoundError:  # nothing is there, and nothing ever was, as far as is known
        return {"operative": "", "codified": "", "flags": [], "check": []}
    return {
        "operative": operative.words,
        "codified": codified.words,
        "flags": list(operative.flags),
        "check": sorted({line.check.value for line in operative.shown}),
    }


def _with_keys(value: Any) -> Any:
    """Events by the keys that the case gives them."""
    if isinstance(value, dict):
        if "key" in value and "target" in value:
            return value["key"].partition(":")[2]
        return {k: _with_keys(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_with_keys(each) for each in value]
    if (
        isinstance(value, str)
        and value.count(":") == 1
        and "/" not in value
        and " " not in value
        and value.split(":")[0].isalnum()
    ):
        return value.partition(":")[2] if not value[0].isdigit() else value
    return value


def mismatches(found: dict[str, Any], expect: dict[str, Any]) -> list[str]:
    """Everything in which an answer is not as expected."""
    wrong: list[str] = []
    for key, wanted in expect.items():
        if key in ("changes", "absent"):
            for each in wanted:
                hits = [c for c in found["changes"] if _matches(c, each)]
                if bool(hits) != (key == "changes"):
                    seen = "\n    ".join(_brief(c) for c in found["changes"]) or "no change"
                    wrong.append(
                        f"{'no change matches' if key == 'changes' else 'a change matches'} {each}; found\n    {seen}"
                    )
        elif key in ("count", "none"):
            number = len(found["changes"])
            if number != (wanted if key == "count" else 0):
                seen = "\n    ".join(_brief(c) for c in found["changes"])
                wrong.append(f"{number} changes, expected {wanted if key == 'count' else 0}; found\n    {seen}")
        elif key == "sections":
            sections = {c["section"] for c in found["changes"]}
            if missing := set(wanted) - sections:
                wrong.append(f"sections {sorted(missing)} are missing from {sorted(sections)}")
        elif key == "contains":
            if " ".join(wanted.split()) not in " ".join(found["operative"].split()):
                wrong.append(f"operative: found {found['operative']!r}, expected it to contain {wanted!r}")
        elif key == "not_flags":
            if extra := set(wanted) & set(found["flags"]):
                wrong.append(f"flags {sorted(extra)} are set")
        elif not _subset(found.get(key), wanted):
            wrong.append(f"{key}: found {found.get(key)!r}, expected {wanted!r}")
    return wrong


def _brief(change: dict[str, Any]) -> str:
    keys = ("instrument", "scope", "facet", "name", "before", "after", "on", "cause", "because", "came_and_went")
    return str({key: change[key] for key in keys if change[key]})


def _matches(change: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return all(_subset(change.get(key), value) for key, value in wanted.items())


def _subset(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, dt.date | dt.datetime):
        return found == wanted.isoformat()
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(_subset(found.get(k), v) for k, v in wanted.items())
    if isinstance(wanted, list):
        if not wanted:
            return found == []
        return isinstance(found, list) and all(any(_subset(f, w) for f in found) for w in wanted)
    return bool(found == wanted)
