"""Which date of a sentence belongs to which verb, and which phrase names what an act happens to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import attrs

from regtrack.model.kinds import KINDS, Dimension, Operation
from regtrack.news.acts import Verb
from regtrack.news.language import Language
from regtrack.news.mentioned_dates import DateHit
from regtrack.news.phrases import Mention
from regtrack.news.tables import ActRow

_CLAUSE = 40
"""What a break between clauses costs, in characters."""
_VERB = 25
"""What another verb in between costs."""
_WRONG_SIDE = 60
"""What it costs a phrase to stand where the object of the verb does not."""
_EMBEDDED = 150
"""What it costs a phrase before the verb to be part of another one."""
_NEW_DAY, _OLD_AND_NEW = 60, 200
"""What a date gains that is told as an end, with a verb that moves one; two as from and to."""
_NUMBERED = 40
"""What a phrase gains by a number that names its instrument."""
_LATE_END = 40
"""What it costs an end to follow its verb at a distance, where other dates may not."""
_NEAR = 40
"""How far before a date the word may begin that has it, in characters."""
_RELATIVE = 15
"""What it costs a date to be told by the one before it, so that the day itself goes first."""
_TOPIC = 8
"""What it costs a date at the head of a sentence to belong to its last verb, so that one right before it goes first."""
_WEAK = 25
"""What it costs a phrase that its noun names no instrument by itself."""
_MOVING = (Operation.REBEGIN, Operation.REEND)
_AUXILIARIES = 40
"""Auxiliaries of a verb are no longer, in characters."""
_BASIS = 16
"""How far before a phrase what tells that it is only a basis may begin, in characters."""
_BILL = "bill"
_WORD = re.compile(r"[\w-]+")
_BRACKETS = re.compile(r"\([^()]*\)")


def attach_dates(
    hits: Sequence[DateHit], verbs: Sequence[Verb], text: str, end: int, language: Language
) -> dict[int, list[DateHit]]:
    """The dates of each verb, by the place of the verb; the cheapest pairs first, and one date of a role for a verb.

    Args:
        hits: the dates of a sentence.
        verbs: its verbs.
        text: the folded text.
        end: where the sentence ends.
        language: its language, which says what distance costs.
    """
    units = _units(hits, verbs, text, end, language)
    pairs: list[tuple[float, int, int]] = []
    for number, unit in enumerate(units):
        if _of_another(unit[0], verbs, text, language):
            continue
        if language.topic is not None and verbs and language.topic.match(text, unit[-1].end, end):
            pairs.append((_TOPIC, number, _headed(units[number + 1 :], verbs, text, end, language)))
        for place, verb in enumerate(verbs):
            cost = _date_cost(unit, verb, verbs, text, language)
            if verb.rows and verb.end <= unit[0].start and _stands_alone(unit, text, verb.end, end, language):
                cost = _TOPIC + _VERB * sum(verb.end <= each.start < unit[0].start for each in verbs)
            if cost is not None:
                new = any(map(_end_of, unit)) and any(KINDS[row.kind].operation in _MOVING for row in verb.rows)
                gain = (_OLD_AND_NEW if len(unit) > 1 else _NEW_DAY) if new else 0
                pairs.append((cost - gain, number, place))
    found: dict[int, list[DateHit]] = {}
    placed: set[int] = set()
    for _, number, place in sorted(pairs):
        taken = {_end_of(hit) for hit in found.get(place, ())}
        if number not in placed and not taken & {_end_of(hit) for hit in units[number]}:
            placed.add(number)
            found.setdefault(place, []).extend(units[number])
    for unit in units:
        if language.topic is None or language.coordinate is None or not language.topic.match(text, unit[-1].end, end):
            continue
        last = next((place for place in found if found[place] == list(unit)), None)
        for place in range(last or 0) if last is not None and verbs[last].rows else ():
            joined = verbs[place].start > unit[-1].end and language.coordinate.match(text, verbs[place].end, end)
            if joined and verbs[place].rows and place not in found:
                found[place] = list(unit)
    for place in range(len(verbs) - 2, -1, -1):
        joined = language.shared is not None and language.shared.fullmatch(
            text, verbs[place].end, verbs[place + 1].start
        )
        if joined and verbs[place].rows and place not in found and place + 1 in found:
            found[place] = list(found[place + 1])
        elif joined and verbs[place].rows and place + 1 not in found and _ahead(found.get(place, ()), verbs[place]):
            found[place + 1] = list(found[place])
    return found


def _ahead(hits: Sequence[DateHit], verb: Verb) -> bool:
    """Whether a verb has dates, all of which stand before it."""
    return bool(hits) and all(hit.end <= verb.start for hit in hits)


def further_dates(
    hits: Sequence[DateHit],
    dated: dict[int, list[DateHit]],
    verbs: Sequence[Verb],
    text: str,
    end: int,
    language: Language,
) -> list[tuple[int, list[DateHit]]]:
    """Dates that no verb has, and that say when for others what the verb before them says for some."""
    found: list[tuple[int, list[DateHit]]] = []
    placed = {hit for own in dated.values() for hit in own}
    for unit in _units(hits, verbs, text, end, language) if language.another is not None else ():
        before = [place for place, verb in enumerate(verbs) if verb.end <= unit[0].start]
        own = dated.get(before[-1], []) if before else []
        last = max((hit.end for hit in own), default=0)
        first = min((hit.start for hit in own), default=0)
        if placed & set(unit) or not own or last > unit[0].start or first < verbs[before[-1]].end:
            continue
        if language.another is not None and language.another.fullmatch(text, last, unit[0].start):
            found.append((before[-1], unit))
    return found


def _headed(later: Sequence[Sequence[DateHit]], verbs: Sequence[Verb], text: str, end: int, language: Language) -> int:
    """The place of the verb to which a date at the head of a sentence belongs: the last, or one joined to it before."""
    if language.coordinate is not None and later:
        ahead = [place for place, verb in enumerate(verbs) if verb.end <= later[0][0].start]
        joined = [place for place in ahead if language.coordinate.match(text, verbs[place].end, end)]
        if joined:
            return joined[-1]
    return len(verbs) - 1


def with_listed(
    verbs: Sequence[Verb], hits: Sequence[DateHit], text: str, start: int, end: int, language: Language
) -> list[Verb]:
    """The verbs, and again the last one wherever a list has a day for it: 大企業は1日から、ほかは5日から適用される."""
    found = list(verbs)
    for hit, following in pairwise(hits):
        if language.listed is None or language.listed_after is None:
            break
        verb = next((verb for verb in verbs if verb.rows and verb.start >= following.end), None)
        between = any(hit.end <= each.start < following.start for each in verbs)
        if verb is None or between or language.listed_after.match(text, hit.end, end) is None:
            continue
        marks = [language.listed.search(text, start, each.start) for each in (hit, following)]
        if len({mark and mark.lastgroup for mark in marks}) == 1 and all(marks):  # both are objects, or both are not
            found.append(attrs.evolve(verb, start=hit.end, end=hit.end))
    return sorted(found, key=lambda verb: verb.start)


def _stands_alone(unit: Sequence[DateHit], text: str, start: int, end: int, language: Language) -> bool:
    """Whether dates are all that the last clause of a sentence says: "suspended the rule, from May to June"."""
    breaks = [broken.end() for broken in language.clause_break.finditer(text, start, unit[0].start)]
    if language.alone is None or not breaks:
        return False
    ends = [breaks[-1], *(place for hit in unit for place in (hit.start, hit.end)), end]
    said = "".join(text[first:last] for first, last in zip(ends[::2], ends[1::2], strict=True))
    return language.alone.fullmatch(said.rstrip(" .。!?\n")) is not None


def _of_another(hit: DateHit, verbs: Sequence[Verb], text: str, language: Language) -> bool:
    """Whether a date is that of a word that is no verb of the tables: "the curbs introduced in May"."""
    other = language.other.search(text, max(0, hit.start - _NEAR), hit.start) if language.other is not None else None
    return other is not None and not any(verb.start < other.end() and other.start() < verb.end for verb in verbs)


def _end_of(hit: DateHit) -> bool:
    return hit.role == "until"


def _units(
    hits: Sequence[DateHit], verbs: Sequence[Verb], text: str, end: int, language: Language
) -> list[list[DateHit]]:
    """Dates that go together: the beginning and the end of one span."""
    units: list[list[DateHit]] = []
    for hit in hits:
        last = units[-1][-1] if units else None
        pair = last is not None and last.role == "from" and hit.role == "until" and len(units[-1]) == 1
        if pair and last is not None and language.topic is not None:
            pair = language.topic.match(text, last.end, end) is None
        if (
            pair
            and last is not None
            and not any(last.end <= verb.start < hit.start or last.end < verb.end <= hit.start for verb in verbs)
        ):
            units[-1].append(hit)
        else:
            units.append([hit])
    return units


def _date_cost(
    unit: Sequence[DateHit], verb: Verb, verbs: Sequence[Verb], text: str, language: Language
) -> float | None:
    """What it costs to give a date to a verb; None if the language forbids it."""
    start, end = unit[0].start, unit[-1].end
    if verb.start <= start and end <= verb.end:
        return 0
    attach = language.tables.attach
    ahead = verb.start >= end
    first, last = (end, verb.start) if ahead else (verb.end, start)
    weight = attach.before if ahead else attach.after
    gap = text[first:last]
    if first > last or not weight:
        return None
    joint = language.after_joint
    if not ahead and joint is not None and (not verb.rows or joint.fullmatch(text, first, last) is None):
        if not verb.rows or not all(_end_of(hit) for hit in unit):
            return None
        if any(not each.rows and verb.end <= each.start < start for each in verbs):
            return None  # it is the end of what is said
        return len(gap) + _LATE_END  # an end may follow at a distance: "suspends the rule, until May"
    if ahead and (
        _belongs_elsewhere(unit[-1], verb, text, language) or _is_of_reduced(unit, verb, verbs, text, language)
    ):
        return None
    if not ahead and language.adnominal is not None and language.adnominal.match(text, end):
        return None
    if not ahead and language.directly is not None and language.directly.fullmatch(gap) is not None:
        return 0
    relative = _RELATIVE if any(hit.row is not None and hit.row.of == "previous" for hit in unit) else 0
    length = len(_BRACKETS.sub("", gap))
    return length * weight + _between(gap, first, last, verbs, language) + relative


def _is_of_reduced(unit: Sequence[DateHit], verb: Verb, verbs: Sequence[Verb], text: str, language: Language) -> bool:
    """Whether dates right before a verb are of one that tells more of its subject: "a rule issued on May 5 bars"."""
    if language.reduced is None or text[unit[-1].end : verb.start].strip():
        return False
    before = next((each for each in reversed(verbs) if each.end <= unit[0].start), None)
    if before is None or not before.rows or language.reduced.match(text, before.start) is None:
        return False
    return language.clause_break.search(text, before.end, unit[0].start) is None


def _belongs_elsewhere(hit: DateHit, verb: Verb, text: str, language: Language) -> bool:
    """Whether a date does not belong to a verb that follows it: it belongs to a noun, or to the verb before."""
    word = _WORD.match(text, verb.start, verb.end)  # of a verb of several words, the one that has the date
    if language.trailing is not None and language.trailing.fullmatch(text, hit.end, word.end() if word else verb.end):
        return True
    noun = language.adnominal.match(text, hit.end) if language.adnominal is not None else None
    return noun is not None and noun.end() < verb.start


def _between(gap: str, first: int, last: int, verbs: Sequence[Verb], language: Language) -> int:
    breaks = len(language.clause_break.findall(_BRACKETS.sub("", gap)))
    others = sum(first <= verb.start < last for verb in verbs)
    return _CLAUSE * breaks + _VERB * others


def target_of(
    verb: Verb,
    row: ActRow,
    mentions: Sequence[Mention],
    verbs: Sequence[Verb],
    text: str,
    start: int,
    language: Language,
) -> Mention | None:
    """The phrase that names what an act happens to; None if the sentence has none that it can happen to.

    Args:
        verb: the act.
        row: which act it is taken for.
        mentions: the phrases of the sentence.
        verbs: its verbs.
        text: the folded text.
        start: where the sentence begins.
        language: its language.
    """
    active = _is_active(verb, text, start, language)
    passive = None if active else _passive(verb, text, start, language)
    after = row.object == "after" and not row.subject and not passive
    if verb.noun:
        after = language.tables.attach.after > 0
    active = active and after and not verb.noun
    if after and (named := reduced_of(verb, (row,), mentions, text, language)) is not None:
        return named[1]
    costs: list[tuple[int, int, Mention]] = []
    stage = KINDS[row.kind].dimension is Dimension.STAGE
    for place, mention in enumerate(mentions):
        if row.of and mention.class_ not in row.of:
            continue
        if stage and mention.class_ == _BILL and _is_basis(mention, text, start, language):
            continue
        ahead = mention.start >= verb.end
        first, last = (verb.end, mention.start) if ahead else (mention.end, verb.start)
        gap = text[first:last] if first < last else ""
        if qualifies(verb, mention, text, language):
            return mention
        if active and not ahead and (language.relative_pronoun is None or not language.relative_pronoun.search(gap)):
            continue
        if after and not ahead and language.clause_break.search(gap) and _has_own(verb, text, language):
            continue
        allowed = language.object_after if ahead else language.object_before
        if (
            ahead
            and after
            and row.of
            and any(not each.rows and verb.end <= each.start < mention.start for each in verbs)
        ):
            continue  # what is said is another matter
        aside = language.aside.match(text, mention.end) if language.aside is not None else None
        if aside is not None and verb.start >= aside.end():
            continue
        taken = any(mention.end <= other.start < verb.start for other in verbs)
        if taken and row.subject and mention.weak and language.of_act and language.of_act.match(text, mention.end):
            continue  # it is what another verb is done to
        if ahead and not after and not _describes(verb, row, mention, text, language):
            continue
        by = language.by if ahead and passive is not None else None
        if by is not None and by.search(text, verb.end, mention.start):
            continue  # it is who does it
        if allowed is not None and not row.subject and ahead == after and allowed.fullmatch(gap) is None:
            continue
        if row.beside and (ahead or (language.beside is not None and language.beside.fullmatch(gap) is None)):
            continue
        cost = len(_BRACKETS.sub("", gap)) + _between(gap, first, last, verbs, language)
        cost += (0 if ahead == after else _WRONG_SIDE) + (_WEAK if mention.weak else 0)
        cost -= _NUMBERED if mention.numbers else 0
        embedded = place > 0 and not row.edge and _is_embedded(mention, mentions[place - 1], text, language)
        if not ahead and not after and (embedded or _is_aside(mention, verb, text, start, language)):
            cost += _EMBEDDED
        costs.append((cost, place, mention))
    return min(costs, key=lambda each: each[:2])[2] if costs else None


def beside_it(mention: Mention, mentions: Sequence[Mention], text: str, language: Language) -> list[Mention]:
    """The phrases to which the same happens as to one: "A and B were revoked"."""
    if language.and_ is None or mention.weak:
        return []
    found: list[Mention] = []
    for ordered, ahead in ((mentions, True), (mentions[::-1], False)):
        last = mention
        for each in ordered:
            first, second = (last, each) if ahead else (each, last)
            alike = each.class_ == mention.class_ and not each.weak
            if alike and first.end <= second.start and language.and_.fullmatch(text, first.end, second.start):
                found.append(each)
                last = each
    return found


def passive_of(verb: Verb, text: str, start: int, language: Language) -> re.Match[str] | None:
    """What makes a verb a passive, right before it; None if nothing does ("it is suspending" is none)."""
    return None if _is_active(verb, text, start, language) else _passive(verb, text, start, language)


def _passive(verb: Verb, text: str, start: int, language: Language) -> re.Match[str] | None:
    if language.passive is None:
        return None
    return language.passive.search(text, max(start, verb.start - _AUXILIARIES), verb.start)


def _is_active(verb: Verb, text: str, start: int, language: Language) -> bool:
    """Whether the form of a verb tells that its object stands after it: "to lift", "lifting", but not "lifted"."""
    if language.active is None:
        return False
    word = _WORD.match(text, verb.start, verb.end)
    first, last = max(start, verb.start - _AUXILIARIES), word.end() if word is not None else verb.end
    return language.active.search(text, first, last) is not None


def _is_embedded(mention: Mention, before: Mention, text: str, language: Language) -> bool:
    """Whether a phrase only tells more of the one before it: "a rule exempting mills from the levy takes effect"."""
    if language.embedded is None or language.clause_break.search(text, before.end, mention.start):
        return False
    return language.embedded.search(text, before.end, mention.start) is not None


def _is_aside(mention: Mention, verb: Verb, text: str, start: int, language: Language) -> bool:
    """Whether a phrase before a verb is in a clause of its own between them: "the act, which sets a levy, expired"."""
    if language.relative_pronoun is None or language.clause_break.search(text, mention.end, verb.start) is None:
        return False
    broken = [each.end() for each in language.clause_break.finditer(text, start, mention.start)]
    first = broken[-1] if broken else mention.start
    found = language.relative_pronoun.search(text, first, mention.start)
    return found is not None and not text[first : found.start()].strip()


def _describes(verb: Verb, row: ActRow, mention: Mention, text: str, language: Language) -> bool:
    """Whether a verb whose object stands before it may be done to a phrase after it: "a rule adopted in May"."""
    if row.subject:
        return bool(mention.numbers) or language.clause_break.search(text, verb.end, mention.start) is None
    if language.described is None:
        return True
    return language.described.fullmatch(text, verb.end, mention.start) is not None


def reduced_of(
    verb: Verb, rows: Sequence[ActRow], mentions: Sequence[Mention], text: str, language: Language
) -> tuple[ActRow, Mention] | None:
    """The phrase right before a verb that only says what was done to it: "a rule published on Monday delays".

    Of phrases that end there the longest goes first: "an order on state laws signed on Monday" is about the order.
    """
    if verb.noun or language.reduced is None or language.reduced.match(text, verb.start) is None:
        return None
    for mention in mentions:
        if mention.end < verb.start and not text[mention.end : verb.start].strip(" ,"):
            for row in rows:
                if row.object == "after" and not row.subject and mention.class_ in (row.of or (mention.class_,)):
                    return row, mention
    return None


def _is_basis(mention: Mention, text: str, start: int, language: Language) -> bool:
    """Whether a phrase is only the law on which something is based."""
    basis = language.basis
    return basis is not None and basis.search(text, max(start, mention.start - _BASIS), mention.start) is not None


def _has_own(verb: Verb, text: str, language: Language) -> bool:
    """Whether a verb has an object after it, so that it is not done to what another clause before it names."""
    return language.filled is not None and language.filled.match(text, verb.end) is not None


def qualifies(verb: Verb, mention: Mention, text: str, language: Language) -> bool:
    """Whether a verb is in a clause that says which instrument a phrase means: 撤销 in 法院撤销的规则."""
    between = language.qualifying
    return between is not None and between.fullmatch(text, verb.end, mention.start) is not None


def agent_of(verb: Verb, actors: Sequence[tuple[int, int, str]], text: str, language: Language) -> str:
    """Id of the body that acts: named after "by", else the last one named before the verb; empty if none is."""
    after = [actor for actor in actors if actor[0] >= verb.end]
    if language.by is not None and after and language.by.search(text[verb.end : after[0][0]]):
        return after[0][2]
    before = [actor for actor in actors if actor[1] <= verb.start]
    return before[-1][2] if before else ""
