"""Filters as people write them, and what they mean in a ledger: short names, other spellings, whole regulations."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import attrs

from regtrack._bundled import agency_names
from regtrack.errors import InputError
from regtrack.model.instrument import normalise
from regtrack.model.kinds import INSTRUMENT_KINDS
from regtrack.model.scope import covers, path_of
from regtrack.model.selection import EVERYTHING, Selection
from regtrack.queries.names import resolve
from regtrack.store import Store

FILTERS = ("topic", "agency", "kind", "cfr", "instrument")
_REGULATIONS = MappingProxyType({"ear": (15, 730, 774), "itar": (22, 120, 130)})
"""Regulations that go by a short name: title, first and last part."""
_KINDS = MappingProxyType(
    {
        "rule": ("final_rule", "interim_final_rule", "direct_final_rule", "temporary_rule"),
        "ifr": ("interim_final_rule",),
        "proposal": ("proposed_rule",),
        "nprm": ("proposed_rule",),
        "law": ("statute",),
        "eo": ("executive_order",),
        "resolution": ("joint_resolution", "cra_disapproval"),
        "release": ("press_release",),
    }
)
_CFR = (
    r"(?:(?P<title>\d{1,2})\s*(?::|c\.?f\.?r\.?)\s*)?(?:part|§)?\s*(?P<part>\d{1,4}[a-z]?)"
    r"(?:-(?P<last>\d{1,4})|(?P<rest>\.\d+[a-z]?(?:\([0-9A-Za-z]+\))*))?"
)
_CFR_EXPECTED = "expected a part such as 15:744, '15 CFR 744.21', 15:730-774 or EAR"
_MOST_NAMED = 6


def selection(store: Store, filters: Mapping[str, Any], *, checked: bool = True) -> Selection:
    """Return the filters that a caller gives, a text or several for each, as what the ledger calls them.

    Args:
        store: the ledger.
        filters: by name, also with ``not_`` before it; None and empty ones filter nothing.
        checked: refuse what nothing recorded carries; a subscription may wait for it.

    Raises:
        InputError: there is no such filter, or nothing recorded has that value; it names the nearest.
    """
    known = [f"{prefix}{name}" for name in FILTERS for prefix in ("", "not_")]
    if unknown := sorted(set(filters) - set(known)):
        from regtrack.records.validation import nearest

        close = nearest(unknown[0], known)
        wanted = f"did you mean {close!r}?" if close else f"expected one of {', '.join(sorted(known))}"
        raise InputError(f"filter: found {unknown[0]!r}; {wanted}")
    given = {key: _texts(key, value) for key, value in filters.items() if value}
    if not given:
        return EVERYTHING
    found: dict[str, tuple[str, ...]] = {}
    empty: list[str] = []
    for key, values in given.items():
        read = _READERS[key.removeprefix("not_")]
        names: list[str] = []
        for value in values:
            meant, held = read(store, value, checked)
            names += meant
            if not held and not key.startswith("not_"):
                empty += meant[:1]
        found[key] = tuple(dict.fromkeys(names))
    return attrs.evolve(Selection(**found), empty=tuple(empty))


def _texts(key: str, value: Any) -> tuple[str, ...]:
    found = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, Iterable) else ()
    if not found or not all(isinstance(each, str) for each in found):
        raise InputError(f"{key}: found {value!r:.60}; expected a text or a list of texts")
    return found


Meant = tuple[Sequence[str], bool]
"""The meaning of a value, and whether anything recorded carries it."""


def _topic(store: Store, value: str, checked: bool) -> Meant:
    carried = store.carried("topic")
    found = [topic for topic in carried if normalise(topic) == normalise(value)]
    if found or not checked:
        return found or [value], bool(found)
    raise _unknown("topic", value, carried, carried)


def _agency(store: Store, value: str, checked: bool) -> Meant:
    """Return an agency by its short name, its name in the Register, or as ``Department of Commerce``."""
    carried = store.carried("agency")
    names = agency_names()  # slug -> short name
    slug = _slug(value)
    wanted = {slug, names.get(slug, slug)}
    wanted |= {long for long, short in names.items() if short == slug}
    for form in ("department", "bureau", "office", "administration", "agency", "commission"):
        if slug.endswith(f"-{form}"):
            wanted.add(slug.removesuffix(f"-{form}"))
        if slug.startswith(f"{form}-of-"):
            rest = slug.removeprefix(f"{form}-of-")
            wanted |= {rest, f"{rest}-{form}"}
            wanted.add(names.get(f"{rest}-{form}", rest))
        if f"{slug}-{form}" in names or f"{slug}-{form}" in carried:
            wanted |= {f"{slug}-{form}", names.get(f"{slug}-{form}", slug)}
    found = sorted(wanted & carried)
    if found or not checked or wanted & {*names, *names.values()}:
        return found or sorted(wanted), bool(found)
    raise _unknown("agency", value, {*carried, *names, *names.values()}, carried)


def _kind(_store: Store, value: str, _checked: bool) -> Meant:
    word = _slug(value).replace("-", "_")
    found = _KINDS.get(word) or tuple(kind for kind in INSTRUMENT_KINDS if normalise(kind) == normalise(value))
    if found:
        return found, True
    raise _unknown("kind", value, {*INSTRUMENT_KINDS, *_KINDS}, INSTRUMENT_KINDS)


def _instrument(store: Store, value: str, _checked: bool) -> Meant:
    return [resolve(store, value)[1].id], True


def _cfr(store: Store, value: str, _checked: bool) -> Meant:
    carried = [path_of(text) for text in store.carried("cfr")]
    provisions = _provisions(value, carried)
    held = any(covers(a, b) or covers(b, a) for a in map(path_of, provisions) for b in carried)
    return provisions, held


def _provisions(value: str, carried: Collection[tuple[str, ...]]) -> list[str]:
    """Parts and sections as the Code is cited; a part without a title means the title that is recorded."""
    text = " ".join(value.split())
    if (regulation := _REGULATIONS.get(text.casefold())) is not None:
        title, first, last = regulation
        return [f"{title} CFR {part}" for part in range(first, last + 1)]
    match = re.fullmatch(_CFR, text, re.IGNORECASE | re.ASCII)
    if match is None:
        if len(path_of(text)) > 1:  # an appendix, a definition
            return [text]
        raise InputError(f"cfr: found {value!r}; {_CFR_EXPECTED}")
    titles = {match["title"]} if match["title"] else _titles(match["part"], carried)
    if len(titles) != 1:
        which = f"; recorded are {', '.join(sorted(f'{each}:' + match['part'] for each in titles))}" if titles else ""
        raise InputError(f"cfr: found {value!r} without a title{which}; {_CFR_EXPECTED}")
    title = int(titles.pop())
    if not 1 <= title <= 50:
        raise InputError(f"cfr: found {value!r}, with title {title}; expected a title from 1 to 50")
    if not match["last"]:
        return [f"{title} CFR {match['part']}{match['rest'] or ''}"]
    if not (match["part"].isdecimal() and match["last"].isdecimal()):
        raise InputError(f"cfr: found {value!r}; expected a range of numbers of parts")
    first, last = int(match["part"]), int(match["last"])
    if not first <= last <= first + 999:
        raise InputError(f"cfr: found {value!r}; expected a range of parts, the lower first")
    return [f"{title} CFR {part}" for part in range(first, last + 1)]


def _titles(part: str, carried: Collection[tuple[str, ...]]) -> set[str]:
    found = {path[0].partition(" ")[0] for path in carried if path[1:2] == (part,)}
    known = {
        str(title) for title, first, last in _REGULATIONS.values() if part.isdecimal() and first <= int(part) <= last
    }
    return found or known


_READERS: Mapping[str, Callable[[Store, str, bool], Meant]] = MappingProxyType(
    {"topic": _topic, "agency": _agency, "kind": _kind, "instrument": _instrument, "cfr": _cfr}
)


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[^\W_]+", text.casefold()))


def _unknown(field: str, value: str, known: Iterable[str], listed: Iterable[str]) -> InputError:
    """Return the error for a value that nothing carries: the nearest, or where there are few all."""
    from regtrack.records.validation import nearest

    names = sorted(listed)
    close = nearest(_slug(value), names) or nearest(_slug(value), sorted(known))
    if close is not None:
        wanted = f"did you mean {close}?"
    elif len(names) <= _MOST_NAMED:
        wanted = f"expected one of {', '.join(names)}" if names else "nothing is recorded yet"
    else:
        wanted = f"expected one that is recorded, such as {', '.join(names[:_MOST_NAMED])}"
    return InputError(f"{field}: found {value!r}, which nothing recorded carries; {wanted}")
