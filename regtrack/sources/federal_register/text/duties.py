"""What has to be done, may be done, or is forbidden, by a day or from one; and what such a day is called."""

from __future__ import annotations

import re
from typing import NamedTuple

from regtrack.dates_in_text.expressions import TimeExpression
from regtrack.dates_in_text.words import MONTH, holds, phrase
from regtrack.sources.federal_register.text import scopes
from regtrack.sources.federal_register.text.clause import BY, UNTIL

BEGINS = frozenset(("beginning", "starting", "from", "on or after", "as of", "since", "after"))
"""Before the day from which something may be done, or must be."""
LATE = phrase(
    r"\b(?:received?|submit(?:t(?:ed|ing))?|filed?|postmarked|sent|send|provided?|due|completed?|returned?|paid|pay"
    r"|accept(?:ed)?|made|notify|call)\b"
)
OPENS = phrase(
    r"\b(?:(?:re-?)?opens?|begins?|starts?|commences?|launch(?:es)?|available|posted|released|take place|be held)\b"
    r"[^.;]{0,24}$"
)
CLOSES = phrase(r"\b(?:closes?|ends?|closing|ending|close of|is|are|due)\b[^.;]{0,24}$")

_RULES = r"(?:rules?|regulations?|orders?|zones?|effective|provisions?|requirements?|suspension|stay)\b"
_GOES_ON = r"(?:continue|remain|run|last|expire|end|take|become|go)\b(?! to\b)"
_TAKEN = r"(?:accepted|received|considered|permitted|allowed|held open)\b"
_MUST = phrase(  # somebody has to do something by a day, or may until then; what is done to a rule is no duty
    rf"(?:^|[.;]|,)(?:(?!\b{_RULES})[^.;])*?\b(?:(?:must|may|should|can) (?!not\b|{_GOES_ON})(?:be )?"
    r"|(?:will|shall|(?:needs?|ha(?:s|ve)) to|(?:is|are) (?:required|allowed|permitted) to"
    r"|(?:is|are) to(?= be \w+ (?:by|no|not|on|before|until)\b))"
    rf" (?!not\b|{_GOES_ON}|be\b(?! \w+ (?:by|no|on)\b| {_TAKEN}))"
    r"|ha(?:s|ve) (?=until|through)|(?:is|are) (?:permitted|allowed|authorized)(?= (?:until|through|by)\b))"
    r"(?!(?!(?:implement|meet|satisfy|follow)\b)"
    rf"\w+ (?:the|this|that|its|such|these|those|any) (?:[\w-]+ ){{0,2}}{_RULES})"
)
_DO = r"(?P<what>(?!not\b|be\b)[a-z]+(?: [^.;]{2,200}?)?)"
_DOES = phrase(
    r"^.*\b(?:must|may|should|can|will|shall|(?:needs?|ha(?:s|ve)) to|(?:is|are) (?:required|allowed|permitted) to) "
    r"(?:continue to )?"
    rf"{_DO}(?:,? (?:until|but)\b[^.;]*)?[\s,]*$"
)
_WILL_DO = phrase(
    rf"(?:^|,\s*)(?:(?!\b{_RULES})[^.;])*?\b(?P<verb>must|may|shall|needs? to|(?:is|are) (?:required )?to) "
    rf"(?!{_GOES_ON}){_DO}(?=,? (?:by|no later|until|through|before|unless|except|if"
    r"|and (?:[^.;,]{2,60} )?(?:must|may|shall))\b|[.;]|$)"
)
_MUST_BEGIN = phrase(
    r"\b(?:must|shall|(?:is|are) required to|ha(?:s|ve) to) (?:begin|start|commence) (?:to )?"
    r"(?P<what>(?!on\b|by\b|no\b)[a-z]+(?: [^.;]{2,200}?)?),? on\s*$"
)
_AND_WILL = phrase(r",? (?:and|but) (?=[^.;,]{2,60} (?:must|may|shall)\b)")
_FORBIDDEN = r"(?:prohibited|banned|forbidden|unlawful|illegal|disallowed)"
_NO_LONGER = r"(?:permitted|allowed|authorized|accepted|lawful|recognized|issued|available|sold|used)"
_BANS = tuple(  # what is forbidden: by whom or what, by its own verb, and by its noun
    phrase(pattern)
    for pattern in (
        r"\b(?:(?:no (?!later|longer|more|fewer|less|sooner|earlier|comment|request)(?:[\w-]+ ){1,8}?(?:may|shall|can)"
        r"|(?:may|must|shall|can) (?:no longer|not)|cannot|(?:is|are) not (?:permitted|allowed) to"
        rf"|(?:is|are|be) {_FORBIDDEN} from"
        r"|unlawful (?:for [^.;:]{3,80}? )?to)"
        r" (?!(?:be|become|take|go|apply)\b(?! (?:sold|used|made|imported|manufactured|distributed|installed)\b))"
        r"|prohibit(?:s|ing)? |ban(?:s|ning) )(?P<what>[a-z][^.;:]{2,160})",
        rf"(?P<what>[^.;:]{{3,160}}?),? (?:(?:is|are|be|becomes?) (?:(?:\w+ly|also|hereby) )?{_FORBIDDEN}"
        rf"|(?:(?:is|are|be)|will|may) (?:no longer|not) (?:be )?{_NO_LONGER})\b",
        r"\b(?:prohibition|ban|moratorium|phase-?out)s?(?: date)? (?:on|of|against|for) (?P<what>[^.;:]{3,120}?)"
        r" (?:begins?|starts?|is|are|applies|apply|commences?|(?:will|shall) (?:begin|start|apply|commence))\b",
    )
)
_MAY_FORBID = ("prohibit", "ban", "forbid", "unlawful", "illegal", "no ", "not", "disallow", "moratori", "phase")
_HEADS = phrase(r"^(?:(?:the|an?|any|all|their|its|such|and|but|that|on|after|from|beginning)\b ?|[,:;] ?)+")
_TAILS = phrase(
    r"(?:[\s,]|\b(?:from|after|on|as of|beginning|starting|until|through|before|or|and|by|is"
    rf"|are|will|effective)\b)+(?:{MONTH} \d.*)?$"
)
_ORDERS = phrase(
    r"(?:^|[.;:,])\s*(?:please )?(?P<what>(?:submit|send|notify|contact|register|file|provide|e?-?mail|request|return"
    r"|apply|RSVP|complete|call|write)\b[^.;]{0,90})$"
)
_OF_BANS = BEGINS | UNTIL | {"before", "prior to", "on", ""}
_SUBJECT = rf"(?:^|[.;:,])\s*(?P<what>(?:(?!\b{_RULES})[^.;:,]){{3,90}}?) "
_ON = r"(?: (?:on(?: or about)?|at|no earlier than|not? later than|as of|until|through|by))?\s*$"
_REFUSED = phrase(
    r"^(?:will|shall|may|can)(?:not| not) be (?:accept|consider|process|review|evaluat|read|honor|includ|enter)\w*"
    r"|^(?:will|shall|may) be (?:returned|rejected|disregarded|deemed (?:late|untimely))"
)
_TOO_LATE = phrase(  # what comes in after a day is refused: it is the last one
    r"(?:^|[.;:,]\s*)(?:(?:any|all|no|late) )?(?P<what>[^.;:,]{3,80}?)(?: that (?:is|are))? (?:will be |(?:is|are) )?"
    r"(?:received|submitted|filed|postmarked|sent|made|accepted|considered|arriving) after\s*$"
)
_HEADING = re.compile(r"\s*(?P<what>[A-Z][\w-]*(?: [a-z][\w-]*){0,2}?s(?: (?:of|for|to|in) [a-z][\w -]{2,40})?):\s*$")
"""Things in the plural, and a date: they are due then."""
_FILED_ON = phrase(  # a paper that is due on a day, and not by it: "shall file a Pre-General Report on D"
    r"(?<!\bthat\s)(?<!\bwho\s)(?<!\bwhich\s)\b(?:must|shall|(?:is|are) (?:required )?to) (?:also )?"
    r"(?:file|submit) (?:[^.;]*\band )?(?P<what>(?:an?|the|its|their) [^.;,]{3,80}?),? on\s*$"
)
_DEADLINE = r"(?:(?:new|revised|extended|final|last|closing|due|deadline) )*(?:deadlines?|dates?|day)"
_OF_FORCE = (
    r"(?!(?:the|its|any|a|effective|compliance|applicability|expiration|publication|implementation|correct\w*|issue)\b)"
)
_LAST_DAY = phrase(
    rf"^(?:is|will be|shall be) the (?:{_DEADLINE} (?:on which|by which|for|to|of)|(?=\w+ deadline\b)) (?:the )?"
    r"(?P<what>[^.;]{3,120}?)"
    r"(?= (?:may|can|must|will|should) be\b|[.;,]|$)"
)
_ITS_DATE = phrase(
    rf"(?:^|[.;:,] )(?:(?:the|its|any|a|new|revised|initial|first|next) )*(?:{_DEADLINE} (?:for|to|by which|on which) "
    rf"(?P<of>[^.;:]{{3,120}}?)|{_OF_FORCE}(?P<what>[a-z][\w -]{{2,60}}?) (?:dates?|deadlines?)"
    r"(?: (?:under|for|of|in) [^.;:,]{3,60}?)?)(?: (?:is|are|will be|shall be)|:)"
    r"(?: now)?(?: (?:extended|changed|moved|set) (?:to|for|as))?(?: on)?\s*$"
)
"""A deadline by its noun: "the last day for X is D", "the initial X date will be D", "New deadline date for X: D"."""
_ITS_LABEL = phrase(
    rf"(?:the )?(?:{_DEADLINE} (?:for|to) (?P<of>.+)|(?P<what>\w.*?),? (?:due|deadlines?|closing)(?: dates?)?)$"
)
_MUST_BE = phrase(r"^(?P<what>[a-z][^.;,]{2,100}?) (?:must|should|shall|(?:is|are|ha(?:s|ve)) to) (?:be )?[a-z]+\b")
"""After a day by which it has to be: "By D, annual reports must be filed"."""
_ACCEPTED = phrase(r"\b(?:will )?accepts? (?P<what>[^.;:]{3,100}?)(?: only)?(?: from| between)? $")
_HAPPENS = (
    ("due", phrase(
        _SUBJECT + rf"(?:closes?|ends?|concludes?|(?:will|shall) (?:close|end|conclude|(?:remain|stay) open)"
        rf"|remains? open|(?:will|is expected to) be (?:completed|published|issued|announced)){_ON}")),
    ("begin", phrase(
        _SUBJECT + rf"(?:(?:re-?)?opens?|begins?|starts?|commences?|(?:will|shall) (?:(?:re-?)?open|begin|start"
        rf"|commence|occur|take place|be (?:held|conducted|available|(?=on))[^.;,]{{0,30}})){_ON}")),
)  # fmt: skip
"""What ends on a day, and what starts then or takes place."""
_MAY = phrase(r"\bmay (?P<what>(?!not\b|be\b)[a-z]+(?: [^.;,]{2,100}?)?) ?$")
_FAR = 2_000  # characters before a day that are looked at
_TOO_LONG = 12  # A name of more words than this is cut


class DatedDuty(NamedTuple):
    """What is to be done, or not."""

    act: str  # ``due`` for what has a last day, ``begin`` for what starts or ends on one, ``window`` for what has both
    name: str | None  # what it is called


def duty(text: str, start: int, mention: TimeExpression, end: int, lead: str) -> DatedDuty | None:
    """Return the duty or the ban that words around a day tell; None where they tell none."""
    said = _before(text, start, mention.start)
    if (
        lead == "after"
        and (late := _TOO_LATE.search(said))
        and (said.lower().startswith("no ") or _REFUSED.match(_clause(text, mention.end, end)))
    ):
        return DatedDuty("due", short(late["what"]))
    if mention.last is not None:
        banned, may = _banned(said), _MAY.search(said) or _ACCEPTED.search(said)
        if banned is not None or may is not None:
            what = short(may["what"]) if may is not None else None
            return DatedDuty(
                "window", f"prohibition: {banned}" if banned else "applications" if what == "apply" else what
            )
    elif lead in _OF_BANS and not said.rstrip().endswith("than"):
        after = lead in BEGINS or not said.strip(" ,")
        banned = _banned(said, noun=not lead) or (_banned(_clause(text, mention.end, end)) if after else None)
        if banned is not None:
            return _of_ban(banned, lead)
    if not lead and (heading := _HEADING.match(said)):
        return DatedDuty("due", short(heading["what"]))
    named = mention.last is None and holds(said.lower(), ("date", "deadline", "day"))
    if named and (noun := _ITS_DATE.search(said)):
        return DatedDuty("due", short(noun["of"] or noun["what"]))
    if lead == "on" and (paper := _FILED_ON.search(said)):
        return DatedDuty("due", short(paper["what"]))
    if lead in BY:
        if lead == "due" and said.rstrip().endswith(":") and (what := _subject(said)):
            return DatedDuty("due", what)  # "Prehearing briefs due: D"
        due = LATE.search(said) or _MUST.search(said) or (_ORDERS.search(said) if lead not in UNTIL else None)
        return DatedDuty("due", None) if due else None
    begun = _MUST_BEGIN.search(said) if lead == "on" else None
    *_, last = _AND_WILL.split(
        said.strip(" ,").removesuffix(lead).strip(" ,")
    )  # "A must file, and B must file it from"
    told = _WILL_DO.match(last) if lead in BEGINS else None
    what = short(begun["what"]) if begun else None
    return DatedDuty("begin", f"requirement: {what}") if what else _begun(told) if told else None


def begins(text: str, start: int, mention: TimeExpression, end: int, lead: str) -> DatedDuty | None:
    """Return what has to be done from a day on ("Beginning D, carriers must file"), or opens, closes or is then."""
    after = _clause(text, mention.end, end)
    if (last := _LAST_DAY.match(after)) and (what := short(last["what"])):
        return DatedDuty("due", what)  # "D is the last day on which protests may be filed"
    if lead in BY - UNTIL and (must := _MUST_BE.match(after)):
        return DatedDuty("due", short(must["what"]))
    told = _WILL_DO.match(after) if lead in BEGINS else None
    return _begun(told) if told else _happens(_before(text, start, mention.start))


def _begun(told: re.Match[str]) -> DatedDuty | None:
    what = short(told["what"])
    return DatedDuty("begin", what if told["verb"].lower() == "may" else f"requirement: {what}") if what else None


def _happens(said: str) -> DatedDuty | None:
    for act, pattern in _HAPPENS:
        if (match := pattern.search(said)) is not None and (what := short(match["what"])):
            return DatedDuty(act, what)
    return None


def _before(text: str, start: int, end: int) -> str:
    """Return the last words before a day, each after one blank: runs of them would be tried again from each."""
    words = text[max(start, end - _FAR) : end]
    return " ".join(words.split()) + words[len(words.rstrip()) :][:1]


def _clause(text: str, start: int, end: int) -> str:
    """Return the words after a day up to the end of their clause."""
    return re.split(r"[;]|\.\s", text[start:end].lstrip(" ,"), maxsplit=1)[0]


def _banned(words: str, *, noun: bool = False) -> str | None:
    """Return what words forbid; by a noun alone ("The prohibition of sales begins") where no preposition is there."""
    if not any(letters in words.lower() for letters in _MAY_FORBID):
        return None
    found = next((match for pattern in _BANS[2 if noun else 0 :] if (match := pattern.search(words))), None)
    return short(found["what"]) if found else None


def _of_ban(what: str, lead: str) -> DatedDuty:
    """Return the last day on which a thing is allowed ("after D"), or the day on which a ban begins or ends."""
    if lead == "after":
        return DatedDuty("due", what)
    return DatedDuty(
        "begin", f"{'end of ' if lead in UNTIL or lead in ('before', 'prior to') else ''}prohibition: {what}"
    )


def short(words: str) -> str | None:
    """Return the words of a name without what leads to them or away from them."""
    found = _HEADS.sub("", _TAILS.sub("", " ".join(words.split()))).strip(" ,:").split()
    return " ".join(found[:_TOO_LONG]) + (" ..." if len(found) > _TOO_LONG else "") if found else None


def labelled(label: str) -> str | None:
    """Return what a run-in label says is due on the day after it: "New deadline date for X", "X due"."""
    noun = _ITS_LABEL.match(label)
    return (noun["of"] or noun["what"]).lower() if noun else None


def joined(name: str, who: str, before: str) -> str:
    """Return the name of a day with no more than "; small ones, by E": another thing, or a class who do the same."""
    head, colon, what = name.rpartition(": ")
    words = short(who) or who
    done = re.search(rf"\b(?:must|may|should|can|will|shall|to|not|no longer) {re.escape(what)}", before) is not None
    if done and words.split()[-1] != what.split()[-1]:
        return f"{name} ({words})"
    return f"{head}{colon}{words}"


_NAMES = (
    "petition", "nomination", "application", "protest", "motion", "claim", "ballot", "proposal", "outline", "abstract",
    "registration", "report", "response", "request", "season", "fee", "submission", "lease sale", "auction", "bid",
)  # fmt: skip
_UP_TO_VERB = phrase(
    r"^(?P<what>.{3,200}?),? (?:(?:must|should|shall|will|may|can|need to|has to|have to)(?: \w+ly)? be|is|are|has|have"
    r"|closes?|ends?|opens?|begins?|starts?|due)\b"
)
_DUE_NOUN = phrase(
    r"(?P<what>(?!The )\b(?:(?!(?:is|are|be)\b)[\w-]+ )?(?!(?:is|are|be)\b)[\w-]+)(?: due(?= (?:by|on|no|not)\b|$)"
    r"|[;,] (?:it|they) (?:will|shall|must|may)\b)"
)
_OCCURS = phrase(r"(?:^|, ?)(?:The )?(?P<what>\w+)(?: of .*)?(?<!\s) may (?:occur|proceed)\b")
_DUE_FOR = phrase(
    r"\b(?:deadlines?|(?:due|closing) dates?) (?:for|to) (?:the )?(?P<what>(?:[\w-]+ ){0,5}?[\w-]+?)"
    r"(?: (?:is|are|has|will|until|from|by|no|in|under|published|announced)\b|:|,|$)"
)
_MOVED_DUE = phrase(
    r"\bdates? (?:by|on) which (?:the )?(?P<due>(?:[\w-]+ ){0,4}?[\w-]+) (?:is|are) due\b"
    r"|\b(?:due|closing) dates? (?:for|of) (?:the )?(?P<of>(?:[\w-]+ ){0,3}?[\w-]+)"
    r"(?= (?:under|in|of|for|to|by)\b|,|$)"
    r"|\b(?P<what>(?:(?!due\b|closing\b|of\b)[\w-]+ )?(?!due\b|closing\b|the\b|of\b)[\w-]+)"
    r" (?:(?:due|closing) )?(?:deadline|date|period|window)s?\b"
)
_ASKED_FOR = phrase(
    r"\brequest(?:s|ed|ing)? (?:for )?(?:an? )?(?P<what>(?:(?:public|oral|formal|evidentiary) )?"
    r"(?:hearing|meeting|extension|access|argument|(?:\w+ )?document access))\b"
)


def moved_name(subject: str) -> str:
    """Return what a deadline is for that is moved: "the date by which responses are due", "the application period"."""
    subject = subject.strip()
    if due := _DUE_FOR.search(subject):
        return " ".join(due["what"].lower().split())
    if asked := _ASKED_FOR.search(subject):
        return f"requests for {' '.join(asked['what'].lower().split())}"
    found = _MOVED_DUE.search(subject)
    words = short(found["due"] or found["of"] or found["what"]) if found else None
    noun = next((name for name in _NAMES if words and words.lower() == name), None)
    return f"{noun}s" if noun and noun not in ("season", "registration") else words.lower() if words else "deadline"


def name_of(said: str, label: str, cue: str, lead: str, act: str | None, *, alone: bool) -> str | None:
    """Return what a deadline is for: the noun of its subject, else what is done by then.

    ``label``: the run-in label that says it, or ""; ``alone``: the clause is the whole of its sentence.
    """
    if due := _DUE_FOR.search(said) or _DUE_FOR.search(label):
        return " ".join(due["what"].lower().split())
    said = said.strip()
    if occurs := _OCCURS.search(said):
        return occurs["what"].lower()
    if asked := _ASKED_FOR.search(said):
        return f"requests for {' '.join(asked['what'].lower().split())}"
    if due := _DUE_NOUN.search(said):
        return " ".join(due["what"].split())
    does = _DOES.search(said.removesuffix(lead)) or _ORDERS.search(said.removesuffix(lead).strip())
    told = None if does else _subject(said)
    if name := next((name for name in _NAMES if name[:6] in f"{cue} {label}".lower()), None):
        plain = name if name in ("season", "registration") else f"{name}s"
        return told if told and name[:6] in told.lower() and not told.endswith("...") and "://" not in told else plain
    if act is None and lead not in BY:
        return None
    if does and (name := short(does["what"])):
        return name[0].lower() + name[1:]
    named = said if act == "window" and alone else ""
    told = told or scopes.words(named.removeprefix("The ")) or " ".join(named.split()[-4:]) or short(cue)
    return told or ("deadline" if act else None)


_LONGEST_SUBJECT = 8
_ASIDE = phrase(r"(?:as|which|that|who|if|to|unless|because|in|under|for|and)\b|.*://")


def _subject(said: str) -> str | None:
    """Return the words before the verb, where they are few: "petitions for reconsideration"; else the first of them."""
    found = _UP_TO_VERB.match(said)
    whole = found["what"] if found else ""
    first, _, last = whole.rpartition(", ")
    names = [short(words) for words in (whole, last, first) if not _ASIDE.match(words)]
    fit = next((name for name in names if name and len(name.split()) <= _LONGEST_SUBJECT), None)
    name = fit or short(whole)
    common = name is not None and _COMMON.match(name) is not None
    return f"{name[0].lower()}{name[1:]}" if name and common else name


_COMMON = re.compile(r"(?!(?:Commerce|Commission|Congress|Form|Treasury)\b)[A-Z][a-z-]+(?:s(?= [a-z])|[^A-Z]*$)")
"""A name that begins with no proper noun."""
