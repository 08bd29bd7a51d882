"""Which act a verb is, and what it is done to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import attrs

from regtrack.model.kinds import KINDS, Dimension
from regtrack.news.acts import Verb
from regtrack.news.attaching import passive_of, reduced_of, target_of
from regtrack.news.gate import may_claim
from regtrack.news.language import Language
from regtrack.news.names import class_of
from regtrack.news.passage import Passage
from regtrack.news.phrases import Mention, runs_of, unnamed
from regtrack.news.tables import ActRow

Act: TypeAlias = tuple[ActRow, Mention | None]
"""An act, and the phrase that names what it is done to; None if its sentence names nothing."""
_NOTE = "note"
_WHOM = 80
"""How much of what stands after a verb may tell whom it is done to, in characters."""
_BESIDE = 12
"""How far after a phrase a verb begins that is right after it, in characters."""
_PRONOUN = 60
"""How far before its verb a pronoun may begin, in characters."""
_MAKING = (Dimension.STAGE, Dimension.TEXT)
"""What acts move that make or change an instrument."""
_DOING = ("order", "agreement", "release")
"""Classes of what does by itself what it tells: an order to lower a tariff lowers it."""
_DOING_TO_NAMED = (*_DOING, "rule", "guidance", "notice", "permission")
"""The same, where what it happens to has a name: "a rule that adds firms to the Entity List", but "to controls"."""
_BINDING = (Dimension.FORCE, Dimension.DUTY)
_OF = "of"
"""Sort of an object to which a verb is joined as a noun: 警備の強化."""
_DETAIL = "detail"
"""Sort of an object that is only a detail of what an instrument is: 理由は示さず."""
_LIST = "list"
_SAID = "announce"
_DOCUMENTS = ("rule", "order", "notice", "guidance", "bill", "permission")
"""Classes of what is written, and which has for its contents what a clause before it says."""


def acts_of(
    passage: Passage,
    verbs: Sequence[Verb],
    mentions: Sequence[Mention],
    span: tuple[int, int],
    spoken: Mention | None,
) -> list[Act | None]:
    """The act of each verb of a sentence, with its object; None for a verb that tells none."""
    acts: list[Act | None] = []
    for verb in verbs:
        act = act_of(passage, verb, mentions, verbs, span, _last(acts) or spoken)
        acts.append(_continued(passage, verb, act, acts, mentions, span[0]))
    return acts


def without_edges(verbs: Sequence[Verb], acts: Sequence[Act | None]) -> tuple[list[Verb], list[Act | None]]:
    """The verbs and their acts, without words before a day ("from") that is the day of another act.

    It is that of the act before it in the sentence, or after it where it heads its clause, unless this only makes or
    announces something: "announced a levy from May", but "lifted the levy from May", "from May, the levy is lifted".
    """
    kept: list[tuple[Verb, Act | None]] = []
    for place, (verb, act) in enumerate(zip(verbs, acts, strict=True)):
        if is_edge(verb, act):
            beside = next((each for each in reversed(kept) if each[0].rows and not is_edge(*each)), None)
            if beside is None and act is not None and (act[1] is None or act[1].start >= verb.end):
                beside = _next_act(verbs[place + 1 :], acts[place + 1 :])
            if act is None or (beside is not None and not _only_makes(*beside)):
                continue
        kept.append((verb, act))
    return [verb for verb, _ in kept], [act for _, act in kept]


def is_edge(verb: Verb, act: Act | None) -> bool:
    """Whether a verb is only a word before a day."""
    return act[0].edge if act is not None else bool(verb.rows) and all(row.edge for row in verb.rows)


def _next_act(verbs: Sequence[Verb], acts: Sequence[Act | None]) -> tuple[Verb, Act] | None:
    found = zip(verbs, acts, strict=True)
    return next(((verb, act) for verb, act in found if act is not None and not act[0].edge), None)


def _only_makes(verb: Verb, act: Act | None) -> bool:
    """Whether an act makes, announces or changes an instrument, and sets no day by itself."""
    rows = verb.rows if act is None else (act[0],)
    return all(KINDS[row.kind].dimension in _MAKING for row in rows)


def _last(acts: Sequence[Act | None]) -> Mention | None:
    """What the last act of a sentence was done to: a language that leaves objects out means it in the next clause."""
    return next((mention for _, mention in reversed([*filter(None, acts)]) if mention is not None), None)


def _continued(
    passage: Passage, verb: Verb, act: Act | None, acts: Sequence[Act | None], mentions: Sequence[Mention], start: int
) -> Act | None:
    """An act whose clause has no subject: it happens to what the act before was done to, and to nothing nearer.

    公告碳费费率，大户适用优惠费率，自1月1日生效: it is the rate that was announced.
    """
    left_out, text = passage.language.left_out, passage.folded.text
    if act is None or left_out is None or not act[0].subject:
        return act
    if act[1] is not None and act[1].start >= verb.end:
        return act  # a rule that takes effect: 周五实施的条例
    clause = left_out.search(text, start, verb.start)
    if clause is None or any(clause.start() < each.start < verb.start for each in mentions):
        return act
    row = act[0]
    told = (mention for _, mention in reversed([*filter(None, acts)]) if mention is not None and not mention.weak)
    before = next((each for each in told if not row.of or each.class_ in row.of), None)
    return act if before is None else (row, before)


def act_of(
    passage: Passage,
    verb: Verb,
    mentions: Sequence[Mention],
    verbs: Sequence[Verb],
    span: tuple[int, int],
    spoken: Mention | None,
) -> Act | None:
    """The first of the acts that a verb may be which has something that it can happen to."""
    start, end = span
    pronoun = _means_it(passage, verb, start)
    own = () if pronoun or any(row.subject for row in verb.rows) else verb.rows
    reduced = reduced_of(verb, own, mentions, passage.folded.text, passage.language)
    if reduced is not None and passive_of(verb, passage.folded.text, start, passage.language) is None:
        return reduced
    for row in verb.rows:
        if pronoun and not (row.of and row.beside):
            return row, None
        if row.anyone:
            whom = _whom(passage, verb, verbs, start)
            if whom is not None:
                return row, whom
            continue
        mention = target_of(verb, row, mentions, verbs, passage.folded.text, start, passage.language)
        written = KINDS[row.kind].dimension in (Dimension.TEXT, Dimension.VALUE)
        if written and mention is not None and _only_describes(passage, verb, mention, mentions):
            continue
        if mention is not None and mention.end <= verb.start and _own_object(passage, verb, start) == _DETAIL:
            continue
        if row.kind == _SAID and mention is not None and _is_contents(passage, verb, mention, mentions):
            continue
        if (
            mention is not None
            or not (row.needs_target or row.of)
            or (row.needs_target and _of_it(passage, verb, start))
        ):
            deadline = KINDS[row.kind].dimension is Dimension.DEADLINE  # what is to be done by then is its object
            if mention is None and row.kind != _NOTE and not deadline and _has_object(passage, verb, start):
                continue
            if row.kind == _SAID and mention is not None and _is_made_by(verb, mention, passage):
                return row, attrs.evolve(mention, words=passage.folded.text[mention.start : verb.end])
            return _nearer(passage, verb, row, mention, mentions, verbs, start)
    return _left_out(passage, verb, start, spoken) or _unnamed(passage, verb, start, end)


def _unnamed(passage: Passage, verb: Verb, start: int, end: int) -> Act | None:
    """An act to what no noun says is an instrument, by a known body that does such things to law only."""
    language, text = passage.language, passage.folded.text
    if language.lawful is None or not verb.rows or verb.noun or verb.rows[0].subject:
        return None
    if language.lawful.fullmatch(text, verb.start, verb.end) is None or passive_of(verb, text, start, language):
        return None
    if not any(language.actors.find(text, start, verb.start)) or not may_claim(passage, start, end):
        return None
    mention = unnamed(text, verb.end, end, language)
    days = passage.parts(start, end).days
    if mention is None or any(hit.start < mention.end and mention.start < hit.end for hit in days):
        return None
    return verb.rows[0], mention


def _nearer(
    passage: Passage,
    verb: Verb,
    row: ActRow,
    mention: Mention | None,
    mentions: Sequence[Mention],
    verbs: Sequence[Verb],
    start: int,
) -> Act:
    """An act and its object, or another that the verb may be with an object nearer to it: laws and orders."""
    for other in verb.rows if mention is not None and row.of else ():
        found = (
            target_of(verb, other, mentions, verbs, passage.folded.text, start, passage.language) if other.of else None
        )
        if found is None or mention is None:
            continue
        taken = row.object == "after" and any(each.rows and mention.end <= each.start < found.start for each in verbs)
        before = mention.end <= found.start < found.end <= verb.start and not taken
        after = verb.end <= found.start < mention.start  # "an order against laws" may hold what was found first
        if before or after:
            return other, found
    return row, mention


def _only_describes(passage: Passage, verb: Verb, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a verb only says what an instrument does to others of no name: 輸出規制を広げる新規則."""
    relative, text = passage.language.relative, passage.folded.text
    doing = _DOING if mention.bare and mention.class_ != _LIST else _DOING_TO_NAMED
    return relative is not None and any(
        relative.fullmatch(text, verb.end, each.start)
        for each in mentions
        if each.start >= verb.end > mention.end and each.class_ not in doing
    )


def _is_contents(passage: Passage, verb: Verb, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a verb only says what a document is to do, which is no announcement of its own: 輸出を禁じる通知."""
    relative, text = passage.language.relative, passage.folded.text
    return relative is not None and any(
        each.class_ in _DOCUMENTS and relative.fullmatch(text, verb.end, each.start)
        for each in mentions
        if each.start >= verb.end > mention.end
    )


def _is_made_by(verb: Verb, mention: Mention, passage: Passage) -> bool:
    """Whether only the verb right after a phrase makes it an instrument, called by both then: 輸出を禁止."""
    between = passage.folded.text[mention.end : verb.end]
    near = 0 < verb.start - mention.end <= _BESIDE and not any(map(str.isdigit, between))  # a day is no part of a name
    return near and not passage.language.tables.language.spaces and not class_of(mention.words, passage.language)


def _whom(passage: Passage, verb: Verb, verbs: Sequence[Verb], start: int) -> Mention | None:
    """Whoever is named right beside a verb: before a passive, else after it."""
    text, language = passage.folded.text, passage.language
    passive = passive_of(verb, text, start, language)
    if passive is not None:
        broken = language.clause_break.finditer(text, start, passive.start())
        first, last = max([start, *(each.end() for each in broken)]), passive.start()
    else:
        over = language.sentence_end.search(text, verb.end)
        ends = [verb.end + _WHOM, over.start() if over is not None else len(text)]
        first, last = verb.end, min([*ends, *(each.start for each in verbs if each.start >= verb.end)])
    run = next(runs_of(text, first, min(last, len(text)), language, ()), None)
    if run is None or (passive is None and not _is_article(text[verb.end : run[0]], language)):
        return None
    return Mention(*run, text[run[0] : run[1]], "")


def _is_article(between: str, language: Language) -> bool:
    """Whether nothing but a word like "the" stands between a verb and what follows it."""
    return not between.strip() or (language.determiner is not None and language.determiner.search(between) is not None)


def _has_object(passage: Passage, verb: Verb, start: int) -> bool:
    """Whether a verb is done to what no phrase names as an instrument: 生産を停止."""
    own = _own_object(passage, verb, start)
    if own != _OF:
        return own is not None
    return not any(KINDS[row.kind].dimension in _BINDING for row in verb.rows)  # 許可の義務付け begins what was told


def _own_object(passage: Passage, verb: Verb, start: int) -> str | None:
    """What sort of object that is no instrument stands right before a verb; empty for any, None if none does."""
    own = passage.language.own_object
    found = own.search(passage.folded.text, start, verb.start) if own is not None else None
    return None if found is None else found.lastgroup or ""


def _left_out(passage: Passage, verb: Verb, start: int, spoken: Mention | None) -> Act | None:
    """An act to what was just spoken of, in a language that leaves it out."""
    again = passage.language.again
    if spoken is None or passage.language.own_object is None or _has_object(passage, verb, start):
        return None
    if again is not None and again.match(passage.folded.text, verb.end):
        return None
    row = next((row for row in verb.rows if spoken.class_ in (row.of or (spoken.class_,))), None)
    return None if row is None else (row, attrs.evolve(spoken, pointing=True))


def identifies(
    place: int, acts: Sequence[Act | None], verbs: Sequence[Verb], language: Language, *, vague: bool
) -> bool:
    """Whether an act only says which instrument is meant: 対象を広げた規制を停止した.

    That is so if another act happens to it, or if its date is ``vague``: a month or a year gone by.
    """
    act = acts[place]
    if language.described is None or act is None or act[1] is None or act[1].start < verbs[place].end:
        return False
    return vague or any(
        other is not None and other[1] == act[1] and verb.start > act[1].start
        for other, verb in zip(acts, verbs, strict=True)
    )


def _means_it(passage: Passage, verb: Verb, start: int) -> bool:
    """Whether a pronoun names what a verb is done to, or what does it: "to rescind it", "it will lapse"."""
    language, text = passage.language, passage.folded.text
    if language.object_pronoun is not None and language.object_pronoun.match(text, verb.end):
        return True
    subject = language.subject_pronoun
    if subject is None or not verb.rows or not subject.search(text, max(start, verb.start - _PRONOUN), verb.start):
        return False
    return verb.rows[0].subject or passive_of(verb, text, start, language) is not None


def _of_it(passage: Passage, verb: Verb, start: int) -> bool:
    """Whether a verb is done to what a pronoun stands for: "it was rescinded"."""
    language, text = passage.language, passage.folded.text
    passive = passive_of(verb, text, start, language)
    if passive is None or language.pronoun is None:
        return False
    return language.pronoun.search(text, max(start, passive.start() - 16), passive.start()) is not None
