"""Read the part of an instrument that a question names, as people write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import attrs

from regtrack.fold import Course, Question, state_of, unrecorded
from regtrack.model.instrument import Instrument, normalise
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, amendment_of, covers, overlap, path_of, provision_of, spell
from regtrack.model.state import State

_QUOTES = "\"'“”‘’"
_INSTRUCTION = re.compile(
    r"(?:amendatory )?(?:instruction|instr\.?|amendment)s?(?: no\.)? (\d+[a-z]*(?:\.[a-z]+)?)", re.IGNORECASE
)
_DEFINITION = re.compile(rf"definitions? of [{_QUOTES}]?(.+?)[{_QUOTES}]?(?: (?:in|at|under) (.+))?", re.IGNORECASE)
_INNER = re.compile(r"paragraphs? ((?:\([0-9A-Za-z]+\))+) (?:of|in|to) (.+)", re.IGNORECASE)
_SECTION = re.compile(r"(?:§{1,2}|sections?|secs?\.) ?(\d+[a-z]?(?:-\d+)?\.\S+)", re.IGNORECASE)
_PART = re.compile(r"(?:cfr )?part (\d+[a-z]?(?:-\d+)?)", re.IGNORECASE)
_ANNEX = re.compile(
    r"(subpart|appendix|app\.|supplement|supp\.) ?(?:no\. ?)?([0-9A-Za-z\-]+)(?: (?:to|of) (.+))?", re.IGNORECASE
)


@attrs.frozen
class AskedPart:
    """A part of an instrument that was asked about.

    Attributes:
        path: which.
        recorded: whether some statement, or the instrument itself, tells anything of it.
    """

    path: Path
    recorded: bool


def find(written: str, instrument: Instrument, course: Course) -> AskedPart:
    """Return the part of an instrument that words mean.

    A citation in full, a short one, or a name that statements use.
    """
    touched = [*map(path_of, instrument.cfr), *instrument.amendments()]
    named = [part for p in course.postings for part in (*p.detail.parts, *p.detail.exclude)]
    path = _read(" ".join(written.split()), [*touched, *named])
    return AskedPart(path, _is_recorded(path, touched, named))


def state(instrument: Instrument, postings: Sequence[Posting], question: Question, scope: str | None = None) -> State:
    """Return the state of an instrument, or of the part of it that words mean."""
    course = Course(postings, instrument.family, question.limit)
    part = find(scope, instrument, course) if scope else _WHOLE
    asked = part if part.recorded else _WHOLE
    found = state_of(course, instrument=instrument.id, zone=instrument.legal_zone, question=question, path=asked.path)
    if part.recorded:
        return found
    is_words = not part.path[0].endswith(" CFR") and not amendment_of(part.path)
    return unrecorded(found, spell(part.path), divided=course.divided or is_words)


_WHOLE = AskedPart((), True)


def _is_recorded(path: Path, touched: Sequence[Path], named: Sequence[Path]) -> bool:
    if amendment_of(path):
        amendments = {amendment_of(each) for each in (*touched, *named)} - {None}
        told = {amendment_of(each) for each in named}
        # "except for instructions 7 and 8" speaks of every other one too, unless we know them all
        return amendment_of(path) in amendments or (bool(amendments) and amendments <= told)
    return any(overlap(path, provision_of(each)) for each in (*touched, *named) if provision_of(each))


def _read(text: str, known: Sequence[Path]) -> Path:
    text = text.strip(_QUOTES + " ")
    text = text[4:] if text.lower().startswith("the ") else text
    if match := _INSTRUCTION.fullmatch(text):
        return (f"instruction {match[1]}",)
    if match := _DEFINITION.fullmatch(text):
        term = f"def:{match[1]}"
        if match[2]:
            return (*_read(match[2], known), term)
        return _only((provision_of(path) for path in known if path[-1:] == (term,)), (text,))
    if match := _INNER.fullmatch(text):
        return _read(f"{match[2]}{match[1]}", known)
    if match := _SECTION.fullmatch(text) or _PART.fullmatch(text):
        return _with_title(match[1], known)
    if match := _ANNEX.fullmatch(text):
        return _annex(match[1], match[2], match[3], known)
    path = path_of(text)
    if len(path) > 1:
        return path
    wanted = normalise(text)
    return _only((each for each in known if normalise(each[-1]) == wanted or normalise(spell(each)) == wanted), path)


def _with_title(number: str, known: Sequence[Path]) -> Path:
    """Return a section or part without its title.

    The one title under which the instrument is known to have that part.
    """
    part = number.partition(".")[0].partition("(")[0]
    places = [provision_of(each) for each in known]
    titles = {each[0] for each in places if len(each) > 1 and each[1] == part} or {
        each[0] for each in places if len(each) > 1
    }
    return path_of(f"{titles.pop()} {number}") if len(titles) == 1 else (f"§ {number}",)


def _annex(kind: str, name: str, of: str | None, known: Sequence[Path]) -> Path:
    """Return a subpart, an appendix or a supplement without the part that it belongs to: the one that is known."""
    if of is not None:
        return path_of(f"{kind} {name} to {spell(_read(of, known))}")
    step = path_of(f"{kind} {name} to 1 CFR 1")[-1]
    ends = (place[: place.index(step) + 1] for place in map(provision_of, known) if step in place)
    parts = {place[:2] for place in map(provision_of, known) if place[:1] and place[0].endswith(" CFR")}
    whole = parts.pop() if len(parts) == 1 else ()
    return _only(ends, (*whole, step))


def _only(found: Iterable[Path], otherwise: Path) -> Path:
    """Return the one path that was found, or the one that all that were found lie in."""
    paths = sorted(set(found), key=len)
    return paths[0] if paths and all(covers(paths[0], each) for each in paths) else otherwise
