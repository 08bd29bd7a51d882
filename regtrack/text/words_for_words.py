"""Which quoted words an instruction takes out, and which it puts in: words for words, with the marks that end them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import attrs

from regtrack.text.clause import Clause
from regtrack.text.marks import POINTS
from regtrack.text.operations import Refused, Target, TextOperation, Verb

_ABBREVIATED = re.compile(r"[A-Za-z]\.\s?[A-Za-z]{1,2}\.$")


def swaps(does: Callable[..., TextOperation], clause: Clause) -> Iterator[TextOperation]:
    """Return words for words, of each target; raises Refused."""
    out, put = _unpointed(clause)
    if not out and not put:
        raise Refused("no words that change; expected some in quotation marks")
    if clause.side and len(out) == len(put) == 1:  # "remove “and” after the semicolon"
        both = [_beside(out[0], put[0], clause.side)]
        out, put = (put, both) if clause.verb is Verb.ADD else (both, put)
    elif clause.verb is Verb.ADD:
        if not clause.at_end or put:
            raise Refused("words to be put in at a place that is not certain")
        out, put = [""] * len(out), out
    if not out and put and all(target.field == ":note" for target in clause.targets):
        out = [""]
    points = [each for each in out if each in POINTS.values()]
    if len(put) == 1 and len(out) == 2 and points == out[:1]:  # "the semicolon and the word “and”"
        out = [" ".join(out)]
    elif put and points and len(out) > len(put):
        raise Refused("a mark and words that one thing takes the place of; expected them apart")
    if len(put) == 1 and len(out) > 1:
        put *= len(out)
    if len(out) != len(put) and (put or clause.verb is not Verb.REMOVE):
        raise Refused(f"{len(out)} quotations to go and {len(put)} to come; expected as many")
    for target in (sentence for each in clause.targets for sentence in _each_sentence(each)):
        for gone, come in zip(out, put or [""] * len(out), strict=True):
            yield does(
                Verb.SWAP, target, out=gone, into=come, each=clause.each, times=clause.times, nth=clause.nth,
                at_end=clause.at_end and target.field != ":note",
            )  # fmt: skip


def _each_sentence(target: Target) -> Iterator[Target]:
    """Return the sentences of a target one by one: the words stand once in each."""
    numbers = target.field[len(":sentence(") : -1].split(",") if target.field.startswith(":sentence") else ()
    yield from (attrs.evolve(target, field=f":sentence({each})") for each in numbers)
    if not numbers:
        yield target


def _unpointed(clause: Clause) -> tuple[list[str], list[str]]:
    """Return the words that go and come without the point of the sentence that American typography puts in quotes.

    The last quotation is meant to end in one only where the quotation that it is set against ends in a mark, too.
    """
    out, put = list(clause.out), list(clause.put)
    last, other = (put, out) if put else ([], out)
    whole = bool(put) and len(put[-1].split()) > 3 and put[-1][:1].isupper() and out[-1:] and out[-1][:1].islower()
    sentence = whole or (clause.side and bool(other) and other[-1][:1].isupper())  # "adding “It may.” after “notice.”"
    if clause.ends_quoted and clause.verb is Verb.REMOVE and out and not put and out[-1][:1].islower():
        out[-1] = out[-1].removesuffix(".")
    if clause.ends_quoted and last and other and len(last[-1]) > 1 and other[-1][-1:] not in ".,;:" and not sentence:
        last[-1] = last[-1].removesuffix(".").removesuffix(",").removesuffix(";")
    of_sentence = clause.pointed and not any(each[-1:] in tuple(".,;:") for each in out)  # "to read “B,” and “C”"
    if of_sentence or (not sentence and _is_unsure(clause, out, put)):
        raise Refused("words that end in a mark which may be the sentence's; expected the mark behind the quotation")
    return out, put


def _is_unsure(clause: Clause, out: list[str], put: list[str]) -> bool:
    """Whether words end in a mark, within the quotation, that may be the sentence's: “B,” in the place of “A”."""
    if clause.outside or clause.side == "before":
        return False
    if not put and clause.verb is not Verb.ADD:
        return clause.listed and any(map(_is_pointed, out))
    new, old = (out, put) if clause.verb is Verb.ADD else (put, out)
    if clause.at_end and not old:
        return new[-1][-1:] == "," and _is_pointed(new[-1])
    old = old[-1:] * len(new) if len(new) == 1 else old * len(new) if len(old) == 1 else old
    for gone, come in zip(old, new, strict=False):
        of_sentence = not clause.side and (clause.listed or gone[-1:] == ".")
        if _is_pointed(come) is not _is_pointed(gone) and (_is_pointed(come) or of_sentence):
            return True
    return False


def _is_pointed(words: str) -> bool:
    """Whether a mark ends words that do not begin with one, and is none of an abbreviation."""
    return len(words) > 1 and words[-1] in ".,;:" and words[0] not in ".,;:(" and not _ABBREVIATED.search(words)


def _beside(new: str, anchor: str, side: str) -> str:
    """Return words with others put in after or before them."""
    joint = "" if new[:1] in ".,;:)" else " "
    if side == "before":
        return f"{joint}{new}{anchor}" if anchor in POINTS.values() else f"{new} {anchor}"
    return anchor + joint + new
