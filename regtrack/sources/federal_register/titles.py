"""Titles of rules, and of documents that act on them: which differences leave a title that of one rule.

An act, an identifier, a kind of document and an article do; a year, a number, a place and any other word do not. A
subtitle that only one of two titles has leaves them alike, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from regtrack.model.instrument import normalise
from regtrack.sources.federal_register.text.places import zone_of
from regtrack.sources.federal_register.text.vocabulary import ACTS, letters_of, nouns

_ACT_ON = re.compile(
    rf"\b(?:{nouns(' '.join(ACTS))}|amendments?|modifications?|(?:effective|compliance) dates?)"
    r" (?:of|to|for|in) (?:the )?",
    re.IGNORECASE,
)
"""In a title, before that of the document which is acted on."""
_RULE_OF = re.compile(r" (?:final )?rules?$", re.IGNORECASE)
_DONE = "postpone extend accelerate correct withdraw reopen confirm stay lift rescind remove reinstate"
_HOW = (
    r"(?:(?:notice|notification|announcement)s? of (?:the )?|(?:proposed rule|notice of proposed rulemaking|notice"
    r"|notification|final rule|further|partial|temporary|second|third|fourth|indefinite|administrative|technical"
    r"|limited|additional|continued)[;:,]? (?:of )?)*"
)
_RULE = r"(?:(?:interim|direct|temporary|joint) )*(?:final )?(?:rules?|regulations?)"
_PARTED = r"(?:\s*[;:,.(—–]|\s+-(?=\s))\s*"  # between a title and what is added to it
_ADDED_ACT = re.compile(rf"{_PARTED}{_HOW}(?:{nouns(_DONE)}|vacatur)\b.*$", re.IGNORECASE)
_FORE = re.compile(
    rf"(?:the )?{_HOW}(?:{nouns(f'{_DONE} end')}"
    r"(?:(?:,| and|, and) (?=(?:\w+ ){1,2}(?:of|for|to|in)\b)| (?:of|for|to|in) ))"
    rf"(?:(?:the|its|an?) )?",
    re.IGNORECASE,
)
_DATES_OF = re.compile(
    r"(?:(?:effective|compliance|applicability|expiration)(?: and \w+)? dates? (?:of|for|in) (?:the )?"
    r"|(?:certain|some|specified|remaining) (?:provisions|portions|requirements|sections|parts) (?:of|in) (?:the )?"
    rf"|{_RULE},? (?:on|for|about|regarding|concerning|titled|entitled):? )",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"\s*[(\[](?:RINs?\b|Docket|Doc\.|FRL\b|AG Order|T\.?D\.? \d|(?:CMS|REG)-\d)[^()\[\]]*[)\]]", re.IGNORECASE
)
_KIND = re.compile(rf"(?:{_PARTED}|\s+){_RULE}\)?\.?$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_PLACE = re.compile(
    r"\d|\b(?:River|Bay|Creek|Lakes?|Harbor|Sound|Islands?|County|Port|Canal|Channel|Bridge|Beach|City|Coast|Gulf|Ocean"
    r"|Sea|Zone|District|Region|States?)\b"
)
_QUOTED = re.compile(r"^[“\"‘](?P<title>[^”\"’]+)[”\"’]$")


def titles_in(title: str) -> Iterator[str]:
    """Yield a title, and what is left of it without the acts that it adds after a semicolon or puts before it."""
    while title:
        yield title
        yield from (title[each.end() :] for each in _ACT_ON.finditer(title))
        if (bare := _RULE_OF.sub("", _ACT_ON.sub("", title))) != title:
            yield bare
        title = title.rpartition(";")[0].strip()


@lru_cache(maxsize=8)
def acted_on(title: str) -> tuple[str, ...]:
    """Return the titles that a rule may have on which a document with a title acts, the longest first; if it does."""
    found: dict[str, None] = {}
    for whole in (title, _IDENTIFIER.sub("", title).strip()):
        for each in (whole, *_behind_acts(whole)):
            for name in (each, _ADDED_ACT.sub("", each).strip()):
                if name and name not in (title, whole):
                    quoted = _QUOTED.match(name)
                    found[_ARTICLE.sub("", quoted["title"] if quoted else name)] = None
    return tuple(sorted(found, key=len, reverse=True))


def _behind_acts(title: str) -> Iterator[str]:
    """Yield what follows the acts that a title begins with."""
    while fore := _FORE.match(title):
        title = title[fore.end() :]
        yield title
        while dates := _DATES_OF.match(title):
            title = title[dates.end() :]
            yield title


def bare(title: str) -> str:
    """Return a title as it is compared: without identifiers, a kind of document and an article."""
    return normalise(plain(title))


def plain(title: str) -> str:
    """Return a title without an article, its identifiers and the kind of document that it ends with."""
    text = _ARTICLE.sub("", _IDENTIFIER.sub("", title).strip())
    return _KIND.sub("", text) or text


def subtitle(title: str, head: str) -> str | None:
    """Return what a title has after another one that it begins with; None where it does not, or goes on in a word."""
    words, title = bare(head), _ARTICLE.sub("", title)
    parted = (each for each in re.finditer(_PARTED, title) if normalise(title[: each.start()]) == words)
    return next((title[each.end() :] for each in parted), None)


def tells_apart(words: str) -> bool:
    """Whether a subtitle has a number, a year or a place: rules of one title differ in these."""
    return _PLACE.search(words) is not None or zone_of(words) is not None


_ENDS_OR_PAUSES = re.compile(rf"\b(?:{nouns('stay withdraw rescind')}|terminations?|cancell?ations?)\b", re.IGNORECASE)
OF_ENDS_OR_PAUSES = (*letters_of("stay withdraw rescind"), "terminat", "cancel")
"""Letters of which a title that tells such an act holds some."""
_FORMAL = frozenset(  # words of the head of a title by which agencies tell what kind of paper it is, and no matter
    "a an the and or of on to for in by whether its notice notices notification filing immediate effectiveness"
    " effective order orders instituting institution proceeding proceedings determine approve disapprove"
    " approving granting grant accelerated approval issuance publication announcement determination final temporary"
    " partial".split()
)
_LEAST_SHARED = 4  # the fewest words of matter that two titles share behind such a head


def head_of_act(title: str) -> str | None:
    """Return what stands before the last clause of a title that tells an end or a pause of what it names behind it."""
    head, parted, clause = title.rpartition("; ")
    act = _ENDS_OR_PAUSES.search(clause)
    return f"{head}{parted}" if act is not None and _is_formal(clause[: act.start()]) else None


def as_extended(name: str) -> tuple[str, ...]:
    """Return the titles of what may have extended something that another title names in more than a few words."""
    acts = ("Extension of ", "Extension of the ", "Extension and Re") if name.count(" ") >= _LEAST_SHARED else ()
    return tuple(f"{act}{name}" for act in acts)


def is_otherwise(title: str, other: str) -> bool:
    """Return whether a title with an end or a pause in it is otherwise that of another paper, which tells none.

    "Suspension of and Order on a Rule Change To X" is otherwise "Notice of Filing of a Rule Change To X".
    """
    one, two = (_TOKEN.findall(each.casefold()) for each in (title, other))
    shared = 0
    while shared < min(len(one), len(two)) and one[-shared - 1] == two[-shared - 1]:
        shared += 1
    behind = [each for each in one[len(one) - shared :] if each not in _FORMAL]
    left = _ENDS_OR_PAUSES.sub(" ", " ".join(one[: len(one) - shared]))
    two_left = " ".join(two[: len(two) - shared])
    return len(behind) >= _LEAST_SHARED and _is_formal(left) and _is_formal(two_left)


def _is_formal(words: str) -> bool:
    return all(each in _FORMAL for each in _TOKEN.findall(words.casefold()))


_TOKEN = re.compile(r"\w+")
_OF_CLOSURES = re.compile(
    r"\b(?:re|(?:un)?clos\w+|(?:re-?)?open\w*|directed|fish(?:ing|er(?:y|ies))|modif\w+|re-?apportion\w+|re-?allocat\w+"
    r"|transfers?|inseason|actions?|adjustments?|quotas?|harvest(?:ed)?|reached|states?|commonwealth|temporary|terminat\w+"
    r"|seasons?|sectors?|annual|using|the|of|for|in|by|from|to|and|an?|\d{4})\b",
    re.IGNORECASE,
)
"""What a closure and the opening of what it closed may differ in; not a species, an area, gear or who fishes."""


def is_same(title: str, other: str) -> bool:
    """Return whether two titles, one of them of a closure, are of the same species, area, gear and sector."""
    one, two = (frozenset(_TOKEN.findall(_OF_CLOSURES.sub(" ", each).casefold())) for each in (title, other))
    return one == two
