"""Rounds of documents that nobody had looked at: the first reading as recorded, and the reading now.

A round is a file ``rounds/SEED.json``: numbers of documents of ``fr-api``, questions on the state of the law, deadlines
that a reader has to be told, and days that must never become a dated act. Facts only; the texts are shared data.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import regtrack
from regtrack.errors import InputError, NotFoundError
from regtrack.report import plain
from regtrack.tracker import Tracker
from tests.accuracy.api import documents

ROUNDS = Path(__file__).with_name("rounds")
NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
_DOUBTS = frozenset(
    "conflict condition_unverified no_effective_date scope_unread derived_date zone_assumed see_preamble date_unread"
    " could_not_incorporate late_delay unread".split()
)
_OPEN = frozenset({"unknown", "none"})
_MOVES_NOTHING = frozenset(
    "publish note report check confirm file_for_inspection sign adopt correct amend propose recite_effective"
    " recite_proposal recite_publication".split()
)
COUNTS = ("right", "wrong", "abstained", "found", "missed", "forbidden")


def report(data: Path, *, listed: bool) -> Iterator[str]:
    """The lines of the table, a round each."""
    path = data / "fr-api" / "documents.jsonl.gz"
    if not path.is_file():
        yield f"skipped: rounds; no {path}"
        return
    rows: dict[str, dict[str, Any]] = {}
    for row in documents(path):
        rows.setdefault(row["document_number"], row)
    cases, timed, asked = Counter[str](), Counter[str](), 0
    yield "rounds of documents that nobody had looked at: first reading, and now"
    yield f"  {'round':10}{'cases':>6}{'':14}" + "".join(f"{name:>11}" for name in COUNTS)
    for file in sorted(ROUNDS.glob("*.json"), key=lambda file: int(file.stem)):
        told = json.loads(file.read_text("utf-8"))
        counts: Counter[str] = Counter()
        lines: list[str] = []
        for case in told["cases"]:
            verdicts = list(judged(case, rows))
            counts.update(verdict for verdict, _ in verdicts)
            cases.update({verdict for verdict, _ in verdicts})
            asked += 1
            timed.update(v for (v, _), each in zip(verdicts, case["questions"], strict=False) if "T" in each["on"])
            lines += [f"    {verdict:10}{words}" for verdict, words in verdicts if verdict not in ("right", "found")]
        first = told["first_reading"] or {}
        for name, figures in (("first reading", first), ("now", counts)):
            head = f"{file.stem:10}{len(told['cases']):>6}" if figures is first else " " * 16
            worse = figures is counts and _rank(counts) < _rank(first)
            row = "".join(f"{figures.get(count, 0):>11}" for count in COUNTS)
            yield f"  {head}  {name:12}{row}{'  MISSED' if worse else ''}"
        if listed:
            yield from lines
    three = "wrong {wrong}, abstained {abstained}, missed {missed}"
    yield f"  cases of all rounds, now, with a state or a deadline that is {three.format_map(cases)}, of {asked}"
    yield f"  questions about an hour, by the clock of the place: {three.format_map(timed)}, of {timed.total()}"


def _rank(figures: Mapping[str, int]) -> tuple[int, ...]:
    """Order readings: no round may be read worse than at first."""
    return figures.get("right", 0), -figures.get("wrong", 0), figures.get("found", 0), -figures.get("forbidden", 0)


def judged(case: dict[str, Any], rows: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield a verdict for each question, deadline and forbidden day of a case, in a fresh ledger."""
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    held = [*case["originals"], *(rows[number] for number in case["documents"])]
    last = _add(tracker, held)
    for question in case["questions"]:
        yield _verdict(tracker, question)
    published = {
        name: row["publication_date"] for row in held for name in (row["document_number"], row.get("citation"))
    }
    for deadline in case["deadlines"]:
        days = _days_told(tracker, deadline["document"], last)
        told = deadline["on"] in days
        if not told and (first := published.get(deadline["document"])) and first < last:
            # moved since: it was told to who read its own document, when that was all there was
            told = deadline["on"] in _days_told(tracker, deadline["document"], first)
        yield "found" if told else "missed", f"{deadline} {sorted(days)}"
    for day in case["forbidden"]:
        if hits := _appears(tracker, day):
            yield "forbidden", f"{day} {hits}"


def _days_told(tracker: Tracker, document: str, published: str) -> set[str]:
    """Return the days that an answer tells, asked on the day after a publication."""
    after = str(dt.date.fromisoformat(published) + dt.timedelta(days=1))
    answer = _ask(tracker, {"instrument": document, "on": after, "known": after})
    days = {each["on"][:10] for each in answer["deadlines"]} | {day[:10] for day in _turns(answer)}
    days |= {answer[name][:10] for name in ("since", "duty_from") if answer[name]}
    return days | {each["from"][:10] for each in answer["duties"] if each["from"]}


def _add(tracker: Tracker, held: list[dict[str, Any]]) -> str:
    days = sorted({row["publication_date"] for row in held})
    with tempfile.TemporaryDirectory() as folder:
        for day in days:
            found = [row for row in held if row["publication_date"] == day]
            path = Path(folder) / f"{day}.json"
            path.write_text(json.dumps({"count": len(found), "results": found}), "utf-8")
            tracker.add(path)
    return str(days[-1])


def _ask(tracker: Tracker, question: dict[str, Any]) -> dict[str, Any]:
    options = {"scope": question["scope"]} if question.get("scope") else {}
    state = tracker.state(question["instrument"], question["on"], question["known"], **options)
    return plain.states(tracker.why(state))


def _turns(answer: dict[str, Any]) -> list[str]:
    return [day for day in (answer["until"], (answer["scheduled_next"] or {}).get("on")) if day]


def _verdict(tracker: Tracker, question: dict[str, Any]) -> tuple[str, str]:
    words = f"{question['instrument']} {question['scope'] or ''} on {question['on']} known {question['known']}"
    try:
        answer = _ask(tracker, question)
    except (NotFoundError, InputError) as error:
        return "abstained", f"{words}: {error}"
    seen = {key: answer[key] for key in ("status", "force", "until", "flags")}
    return _compared(question, answer), f"{words}: expected {question['force']} {question['status']}, found {seen}"


def _compared(question: dict[str, Any], answer: dict[str, Any]) -> str:
    """``wrong`` only where the answer is sure of something else than the law; the same rules as for ``fr-states``."""
    wanted = question["force"] if isinstance(question["force"], list) else [question["force"]]
    doubted = not _DOUBTS.isdisjoint(flag.split("=")[0] for flag in answer["flags"])
    if answer["force"] not in wanted and not ("partial" in wanted and answer["status"] == "mixed"):
        if "unknown" in wanted:
            return "right" if doubted else "wrong"
        open_ = answer["force"] == "unknown" or answer["status"] in _OPEN
        return "abstained" if open_ or doubted else "wrong"
    if answer["status"] not in question["status"]:
        return "abstained" if answer["status"] in _OPEN else "wrong"
    if question["until_on"] and not any(day.startswith(question["until_on"]) for day in _turns(answer)):
        return "wrong" if _turns(answer) else "abstained"
    return "right"


def _appears(tracker: Tracker, day: dict[str, Any]) -> list[str]:
    """Return the dated acts of a document on a day that is only recited."""
    found = []
    for line in map(json.loads, tracker.export()):
        event = line.get("record", {}) if line.get("type") == "event" else {}
        about = f":{day['document'].lower()}@" in event.get("key", "").lower()
        if about and event["kind"] not in _MOVES_NOTHING and event.get("certainty") != "reported":
            dates = [event[key][:10] for key in ("effect", "until", "through") if isinstance(event.get(key), str)]
            found += [event["kind"]] if day["on"] in dates else []
    return found
