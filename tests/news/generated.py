"""News made from parts, whose right reading is known by construction: ``python tests/news/generated.py [--list]``.

An item is an act on an object: the whole of a rule, or something in it, about it or under it; told as done, announced,
planned, asked for, denied or supposed; beside other instruments and days. The words are of nobody's news. What an item
may claim follows from its parts: a claim of anything else is wrong, a mention of its instrument that leaves the claim
out abstains, and an item that is not linked to its instrument is missed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:1] = [str(ROOT)] if __name__ == "__main__" else sys.path[:1]

from regtrack.model.instrument import Instrument  # noqa: E402
from regtrack.news.days import Candidate  # noqa: E402
from regtrack.news.item import Claim, NewsItem  # noqa: E402
from regtrack.news.reading import ItemReader  # noqa: E402
from regtrack.news.reports import reports  # noqa: E402
from tests.news import helpers  # noqa: E402
from tests.news.made_words import (  # noqa: E402
    ACT_DAY,
    AT,
    ENGLISH,
    NEW_DAY,
    NONE,
    OLD,
    OTHERS,
    SETS,
    WIDE,
    Act,
    WideAct,
    WideWords,
    Words,
)  # fmt: skip

PUBLISHED = "2026-11-20T18:00"
ZONES = {"en": "America/New_York", "ja": "Asia/Tokyo", "zh": "Asia/Shanghai"}


class Case(NamedTuple):
    """An item with what it may claim.

    Attributes:
        group: what its parts vary, by which cases are counted.
        language: of its text.
        text: a sentence or two.
        about: id of the instrument that it is about.
        acts: kinds that it may be said to tell of this; none if it is a mention only.
        days: days that it may give one, by the part of the claim: ``when`` and ``until``.
        ahead: whether the act is only announced; None where its words may be read either way.
        others: claims that it may make besides, of an act and an instrument.
        title: whether the text stands as the headline of the item.
    """

    group: str
    language: str
    text: str
    about: str
    acts: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    ahead: bool | None = False
    others: frozenset[tuple[str, str]] = frozenset()
    title: bool = False


def _forms(act: Act, object_: str, tail: str) -> dict[str, str]:
    """Return the forms of an act on an object, by the names that sentences have for them."""

    def put(form: str, be: str = "was") -> str:
        return form.replace("{o}", object_).replace("{t}", tail).replace("{be}", be).format(old=OLD)

    participle = act.past if act.kinds != "withdraw rescind" else act.past.replace("withdrew", "withdrawn")
    alone = act.done.rpartition("{be} ")[2].replace("{t}", "")
    done = put(act.done)
    return {
        "S": act.actor, "base": put(act.base), "s": put(act.s), "past": put(act.past), "participle": put(participle),
        "ing": put(act.ing), "noun": put(act.noun), "done": done, "Done": _capital(done), "o": object_.format(old=OLD),
        "participle_alone": alone, "participle_only": alone + tail, "be": "was", "at": AT, "old": OLD,
    }  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _case(group: str, text: str, id_: str, act: Act, told: str, others: frozenset[tuple[str, str]] = NONE) -> Case:
    """Return an item in English: ``told`` says whether its act is ``done``, ``promised``, or told as neither."""
    case = Case(group, "en", _capital(text), id_, others=others)
    if told == "no":
        return case
    days = frozenset({ACT_DAY, NEW_DAY} if act.tail else {ACT_DAY})
    kinds = "announce" if told == "promised" and act.kinds == "publish" else act.kinds
    ahead = None if kinds == "announce" else told == "promised"
    return case._replace(acts=frozenset(kinds.split()), days=days, ahead=ahead)


def english(words: Words) -> Iterator[Case]:
    """Items in English."""
    objects = (*words.wholes, *words.inside, *words.limits, *words.about)
    for number, (act, object_) in enumerate(product(words.acts, objects)):
        told, group = ("done", "wholes") if object_ in words.wholes else ("no", "objects")
        for place, sentence in enumerate(("{S} {past} on {at}.", "{Done} on {at}.", "On {at}, {S} {past}.", "{S} {s}")):
            id_, name = _rule(words.rules, number + place)
            forms = _forms(act, object_.replace("{n}", name), act.tail if place % 2 == 0 else "")
            inside = act.kinds == "amend" and object_ not in words.about
            made = inside or (act.kinds == "publish" and object_ in words.limits)
            others = frozenset({(act.kinds, id_)}) if made else NONE
            others |= {("publish", id_)} if "published on" in object_ else NONE
            yield _case(group, sentence.format(**forms), id_, act, told, others)._replace(title=place == 3)
    for number, (act, (told, sentence)) in enumerate(product(words.acts, words.modalities)):
        for place, tail in enumerate((act.tail, "")):
            id_, name = _rule(words.rules, number + place)
            yield _case(f"modality: {told}", sentence.format(**_forms(act, name, tail)), id_, act, told)
    for number, (act, (group, sentence, besides)) in enumerate(product(words.acts, words.beside)):
        id_, name = _rule(words.rules, number)
        others = frozenset((kind, id_) for kind in besides.split())
        yield _case(group, sentence.format(**_with_other(act, name, id_, act.tail)), id_, act, "done", others)
    for number, (act, sentence) in enumerate(product(words.acts, words.history)):
        id_, name = _rule(words.rules, number)
        forms = _with_other(act, name, id_, "")
        told_of = frozenset((kind, _other(id_)[0]) for kind in act.kinds.split())
        others = told_of if "m}" in sentence else NONE
        yield _case("history", sentence.format(**forms), id_, act, "no", others)


def _rule(rules: Sequence[tuple[str, str]], number: int) -> tuple[str, str]:
    """Return rules in turn, so that none meets the same sentences only."""
    return rules[(number + number // len(rules)) % len(rules)]


def _other(id_: str) -> tuple[str, str]:
    return next(each for each in OTHERS if each[0] != id_)


def _with_other(act: Act, name: str, id_: str, tail: str) -> dict[str, str]:
    """Return the forms of an act beside another instrument; ``n`` is what is acted on: the rule, or its date."""
    done = _forms(act, name, "")["done"].partition(" was ")[0]
    other = _other(id_)[1]
    words = {"n": name, "Rule": _capital(name), "N": _capital(done), "d": done, "m": other, "M": _capital(other)}
    words |= {"past_it": _forms(act, "", "")["past"].strip(), "past_m": _forms(act, other, "")["past"]}
    words["participle_m"] = _forms(act, other, "")["participle"]
    return _forms(act, name, tail) | words


def wide(words: WideWords) -> Iterator[Case]:
    """Items in Japanese or Chinese."""
    told_of = [("wholes", each, "done") for each in words.wholes] + [("objects", each, "no") for each in words.parts]
    done = [sentence for told, sentence in words.modalities if told == "done"]
    for number, (act, (group, object_, told), sentence) in enumerate(product(words.acts, told_of, done)):
        id_, name = _rule(words.rules, number)
        yield _wide_case(words, group, sentence.format(o=object_.format(n=name), v=act.stem), id_, act, told)
    for number, (act, (told, sentence)) in enumerate(product(words.acts, words.modalities)):
        id_, name = _rule(words.rules, number)
        yield _wide_case(words, f"modality: {told}", sentence.format(o=name, v=act.stem), id_, act, told)
    for number, (act, sentence) in enumerate(product(words.acts, words.history)):
        id_, name = _rule(words.rules, number)
        yield _wide_case(words, "history", sentence.format(n=name, v=act.stem), id_, act, "no")


def _wide_case(words: WideWords, group: str, text: str, id_: str, act: WideAct, told: str) -> Case:
    if told == "no":
        return Case(group, words.language, text, id_)
    ahead = {"done": False, "promised": True, "either": None}[told]
    return Case(group, words.language, text, id_, frozenset(act.kinds.split()), frozenset({ACT_DAY}), ahead)


# --- what is read -----------------------------------------------------------------------------------------------------


def item_of(case: Case) -> NewsItem:
    """The item of a case."""
    zone = ZONES[case.language]
    fields = {"title": case.text, "text": ""} if case.title else {"text": case.text}
    text = fields.pop("text")
    return helpers.item(
        text, language=case.language, zone=zone, published=f"{PUBLISHED}[{zone}]",
        publisher="A Wire", **fields,
    )  # fmt: skip


@lru_cache(maxsize=1)
def reader() -> ItemReader:
    """A reader of the bundled instruments, of which no act is on record: news comes before any."""
    from tests.accuracy.news_ledger import timelines

    instruments: list[Instrument] = [each for timeline in timelines() for each in timeline.instruments]
    return ItemReader(helpers.Ledger((), instruments))


def _days(candidates: Iterable[Candidate]) -> set[str]:
    return {each.when.text[:10] for each in candidates if each.when.dated}


def wrong_of(case: Case, claims: Iterable[Claim]) -> list[Claim]:
    """The claims that a case must not make."""
    return [each for each in claims if each.target is not None and not _is_right(case, each)]


def _is_right(case: Case, claim: Claim) -> bool:
    if (claim.act, claim.target) in case.others:
        return True
    if claim.act == "amend" and claim.target == case.about and "mendment to" in case.text and "publish" in case.text:
        return True  # what was published amends it
    ahead = claim.ahead and not claim.when
    given = _days((*claim.when, *claim.until, *claim.announced))
    return claim.target == case.about and claim.act in case.acts and given <= case.days and case.ahead in (None, ahead)


def judged(case: Case) -> tuple[str, list[Claim]]:
    """How an item is read: ``wrong``, ``abstained``, ``missed`` or ``right``, with what is wrong."""
    item = item_of(case)
    reading = reader().read(item)
    shown = {(each.kind, each.target) for each in reports(item, reading, reader().ledger, seen_at=0).events}
    says = [each for each in reading.says if (each.act, each.target) in shown]
    wrong = wrong_of(case, says)
    if wrong:
        return "wrong", wrong
    if case.about not in {each.id for each in reading.mentions}:
        return "missed", []
    claimed = any(each.target == case.about and each.act in case.acts for each in says)
    dated = AT in case.text or "11月18日" in case.text  # what is told without its day, by a wire, is a mention
    return ("abstained" if case.acts and dated and not claimed else "right"), []


def cases(name: str) -> Iterator[Case]:
    """Every case that is made of one set of words."""
    for english_words in ENGLISH:
        yield from english(english_words) if english_words.name == name else ()
    for wide_words in WIDE:
        yield from wide(wide_words) if wide_words.name == name else ()


def report(data: Path | None = None, *, listed: bool = False) -> Iterator[str]:
    """The lines of the table."""
    yield "items of news made from parts: wrong, abstained, missed, of"
    for name in SETS:
        counts: dict[str, Counter[str]] = {}
        lines: list[str] = []
        for case in cases(name):
            verdict, wrong = judged(case)
            counts.setdefault(f"{case.language} {case.group}", Counter())[verdict] += 1
            if verdict != "right" and listed:
                found = "; ".join(
                    f"{each.act} {each.target} {sorted(_days((*each.when, *each.until)))}" for each in wrong
                )
                lines.append(f"    {verdict}\t{case.language} {case.group}\t{case.text}\t{found}")
        all_ = sum(counts.values(), Counter[str]())
        for group, found_ in {**counts, f"all of words {name}": all_}.items():
            yield f"  {group:28}{found_['wrong']:>6}{found_['abstained']:>6}{found_['missed']:>6} of {found_.total()}"
        yield from lines


if __name__ == "__main__":
    print("\n".join(report(listed="--list" in sys.argv)))
