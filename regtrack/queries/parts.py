"""Read the part of an instrument that a question names, as people write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import attrs

from regtrack.diff import Subject
from regtrack.errors import InputError
from regtrack.fold import Course, Question, rest_of, state_of, unrecorded
from regtrack.model.answers import History
from regtrack.model.instrument import Instrument, normalise
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, amendment_of, covers, for_persons, overlap, path_of, provision_of, spell
from regtrack.model.selection import WHOLE, AskedPart, Selection
from regtrack.model.state import State
from regtrack.queries import lookup
from regtrack.store import Store

_QUOTES = "\"'“”‘’"
_INSTRUCTION = re.compile(
    r"(?:amendatory )?(?:instruction|instr\.?|amendment)s?(?: no\.)? (\d+[a-z]*(?:\.[a-z]+)?)", re.IGNORECASE
)
_DEFINITION = re.compile(rf"definitions? of [{_QUOTES}]?(.+?)[{_QUOTES}]?(?: (?:in|at|under) (.+))?", re.IGNORECASE)
_INNER = re.compile(r"paragraphs? ((?:\([0-9A-Za-z]+\))+) (?:of|in|to) (.+)", re.IGNORECASE)
_SECTION = re.compile(r"(?:§{1,2}|sections?|secs?\.) ?(\d+[a-z]?(?:-\d+)?\.\S+)", re.IGNORECASE)
_PART = re.compile(r"(?:cfr )?part (\d+[a-z]?(?:-\d+)?)", re.IGNORECASE)
_ANNEX_KIND = r"subpart|appendix|app\.|supplement|supp\."
_ANNEX = re.compile(rf"({_ANNEX_KIND}) ?(?:no\. ?)?([0-9A-Za-z\-]+)(?: (?:to|of) (.+))?", re.IGNORECASE)
_ANNEX_BEHIND = re.compile(rf"(.*\d[a-z]?),? ({_ANNEX_KIND}) ?([0-9A-Z\-]+)", re.IGNORECASE)
"""What an annex is in, before it: "12 CFR part 328, subpart B"."""


def find(written: str, instrument: Instrument, postings: Iterable[Posting]) -> AskedPart:
    """Return the part of an instrument that words mean.

    A citation in full, a short one, or a name that statements use. All that is recorded counts, whatever a question
    knows: what a part is called does not depend on the day asked about.
    """
    touched = [*map(path_of, instrument.cfr), *instrument.amendments()]
    postings = list(postings)
    named = [part for p in postings for part in (*p.detail.parts, *p.detail.exclude)]
    named += [part for p in postings if p.detail.parties for part in for_persons((), p.detail.parties)]
    path = _read(" ".join(written.split()), [*touched, *named])
    is_provision = path[0].endswith(" CFR")
    # the Register names some of the parts that a rule amends; where no instruction is known, acts on it name more
    more = [provision_of(each)[:2] for each in named] if instrument.cfr and not instrument.amendments() else []
    recorded = _is_recorded(path, [*touched, *filter(None, more)], named)
    return AskedPart(path, recorded, recorded or (not touched if is_provision else amendment_of(path) is not None))


def among(
    store: Store, written: str, subjects: Mapping[int, Subject], chosen: Selection, question: Question
) -> dict[int, AskedPart]:
    """Return the part that words mean of each of these instruments that has it, by number.

    Of an instrument that was asked for by name it may be a part of which nothing is recorded, as in :func:`state`.
    """
    instruments = store.instruments(subjects)
    found: dict[int, AskedPart] = {}
    for num, subject in subjects.items():
        part = find(written, instruments[num], subject.postings)
        if part.recorded or (chosen.instrument and part.possible and not subject.course(question).divided):
            found[num] = part
    return found


def uncarried(store: Store, written: str, chosen: Selection) -> str | None:
    """Return a part as it is cited if no instrument that the filters admit has it; None if one has.

    Raises:
        InputError: none has it, and it is neither a provision nor an instruction.
    """
    named: set[str] = set()
    path = path_of(written)
    for num, subject in lookup.subjects(store, chosen):
        part = find(written, store.instruments([num])[num], subject.postings)
        if part.recorded:
            return None
        path = part.path
        named.update(spell(each) for p in subject.postings for each in p.detail.parts)
    if path[0].endswith(" CFR") or amendment_of(path):
        return spell(path)
    from regtrack.records.validation import nearest

    close = nearest(written, sorted(named))
    wanted = f"did you mean {close!r}?" if close else "expected a part such as '15 CFR 744.21', 'subpart D' or a name"
    raise InputError(f"scope: found {written!r}, which nothing recorded carries; {wanted}")


def state(
    instrument: Instrument, postings: Sequence[Posting], question: Question, scope: str | None = None,
    history: History | None = None,
) -> State:  # fmt: skip
    """Return the state of an instrument, or of the part of it that words mean, with the way back to the ledger."""
    course = Course(postings, instrument.family, question.limit)
    part = find(scope, instrument, postings) if scope else WHOLE
    asked = part if part.recorded else WHOLE
    found = state_of(
        course, instrument=instrument.id, zone=instrument.legal_zone, question=question, path=asked.path,
        history=history,
    )  # fmt: skip
    if not part.recorded:
        if part.possible and course.is_of_rest(part.path):
            rest = rest_of(course, instrument=instrument.id, zone=instrument.legal_zone, question=question)
            return attrs.evolve(unrecorded(rest, spell(part.path), divided=False), whole=found)
        return unrecorded(found, spell(part.path), divided=course.divided or not part.possible)
    if numbers := _by_number_alone(part.path, instrument, course):
        whole = state_of(course, instrument=instrument.id, zone=instrument.legal_zone, question=question)
        if any(each.scope in numbers and each.force is not found.force for each in whole.scopes):
            return unrecorded(whole, spell(part.path), divided=True)
    if part.path and _is_unnamed(part.path, instrument, postings):
        return attrs.evolve(found, flags=tuple(sorted({*found.flags, "scope_unnamed"})))
    return found


def _is_unnamed(path: Path, instrument: Instrument, postings: Iterable[Posting]) -> bool:
    """Whether a provision is on record only because its part of the Code is: nothing says that there is such a one."""
    if not path[0].endswith(" CFR") or len(path) <= 2:
        return False
    path = path[:3]  # the section, whichever of its paragraphs are named
    named = (part for p in postings for part in (*p.detail.parts, *p.detail.exclude))
    places = map(provision_of, (*map(path_of, instrument.cfr), *instrument.amendments(), *named))
    depths = [len(each) for each in places if each and (overlap(path, each) or _is_numbered_within(path, each))]
    return bool(depths) and max(depths) <= 2


def _by_number_alone(path: Path, instrument: Instrument, course: Course) -> set[str]:
    """Return the instructions that may amend a provision: acts name them by number, and nobody tells what they do."""
    if not path or not path[0].endswith(" CFR") or instrument.amendments():
        return set()
    if any(overlap(path, each) for each in map(provision_of, course.paths) if each):
        return set()
    acts = [known.detail.parts for known in course.counted if all(map(amendment_of, known.detail.parts))]
    return {spell(each) for parts in acts for each in parts if not provision_of(each)}


def _is_recorded(path: Path, touched: Sequence[Path], named: Sequence[Path]) -> bool:
    if amendment_of(path):
        amendments = {amendment_of(each) for each in (*touched, *named)} - {None}
        mentioned = {amendment_of(each) for each in named}
        # "except for instructions 7 and 8" speaks of every other one too, unless we know them all
        return amendment_of(path) in amendments or (bool(amendments) and amendments <= mentioned)
    places = [place for each in (*touched, *named) if (place := provision_of(each))]
    return any(overlap(path, place) or _is_numbered_within(path, place) for place in places)


_LAND, _FIRST_OF_LAND = "43 CFR", 1600


def _is_numbered_within(path: Path, part: Path) -> bool:
    """Whether a section has the number of a subpart of a part: § 3179.4 is of 43 CFR part 3170, § 4110.1 of part 4100.

    So the Bureau of Land Management numbers its regulations, and nobody else.
    """
    if not (path[0] == _LAND and part[:1] == (_LAND,) and len(part) == 2 < len(path)):
        return False
    number, first = (int(each) if each.isdecimal() else 0 for each in (path[1], part[1]))
    return first >= _FIRST_OF_LAND and first % 10 == 0 and 0 <= number - first < (10 if first % 100 else 100)


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
    if match := _ANNEX_BEHIND.fullmatch(text):
        return _annex(match[2], match[3], match[1], known)
    path = path_of(text)
    if len(path) > 1:
        return path
    wanted = {normalise(text), normalise(f"for {text}")}
    return _only((each for each in known if {normalise(each[-1]), normalise(spell(each))} & wanted), path)


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
