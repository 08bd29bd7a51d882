"""What has to happen, or must not, for a date to hold."""

from __future__ import annotations

from collections.abc import Sequence

from regtrack.dates_in_text.words import MONTH, holds, phrase
from regtrack.sources.federal_register.text.frame import ClaimFrame
from regtrack.sources.federal_register.text.sentences import Sentence

LATER_DOCUMENT = phrase(
    r"\bwill (?:publish|issue) (?:a|an|another|one or more) (?:\w+ ){0,3}(?:documents?|notices?|rules?)\b"
    r"[^.]{0,80}\bannounc\w+ (?:the )?(?:effective|compliance)"
)
_OMB = phrase(r"\bpending\b[^.;]{0,60}?\b(?:Office of Management and Budget|OMB)\b")
_ADVERSE = phrase(r"\bunless\b[^.]{0,80}?\b(?:adverse|negative)\b|\bif no (?:\w+ ){0,3}(?:adverse|negative)\b")
_SOONER = phrase(
    rf"\b(?:or|until)\s(?:until |when |on |upon )?(?P<event>(?!{MONTH})(?:(?!\d{{4}}|\bor\b)[^.;,]){{3,120}}?)"
    r"(?:,| or\b)[^.;]{0,60}?\bwhichever (?:is|comes|occurs|happens) (?:first|earlier|sooner)\b"
)
"""What may end it before the day: "or until the quota is reached, whichever is first"."""
_IF = phrase(
    r"(?:\b(?:if|unless|provided(?: that)?|pending|whichever is"
    r"|(?:contingent|conditional|conditioned|dependent) (?:up)?on)\b"
    r"|\bsubject to\b(?! (?:the annual|enforcement|such)))\s*[^.;]{3,220}"
)
_OPENING_IF = phrase(r"(?:if|unless|provided|in (?:the )?(?:event|case) of|should)\b[^,.;]{3,220}")
_LATER_OF = phrase(
    r"\bthe (?:later|earlier|latest|earliest) of\b[^.;]{0,200}?\b(?:date|day|when|once|upon)\b[^.;]{3,120}"
)
"""Of several days, one that an event tells: the printed one need not be it."""
_OF_CONDITIONS = (
    *("if", "unless", "provided", "pending", "whichever", "subject", "event", "case", "should"),
    *("contingent", "condition", "dependent", "later", "latest", "earlie"),
)
"""Letters of which all conditions hold some."""
_COMMENTS = frozenset(("open_comment", "extend_comment", "reopen_comment"))
_CONDITIONAL = frozenset(("set_effective", "set_expiry", "set_applicability"))


def add_conditions(text: str, sentences: Sequence[Sentence], frames: list[ClaimFrame]) -> None:
    """Fill in the condition of every frame that has none yet.

    Common ones get a fixed word: ``later_document``, ``omb_approval``, ``no_adverse_comment by D``; others keep the
    words of the text.
    """
    days = (d.first.day for d in frames if d.kind in _COMMENTS and d.first is not None and d.first.day is not None)
    deadline = next(days, None)
    for index, frame in enumerate(frames):
        following = frames[index + 1] if index + 1 < len(frames) else None
        sentence = sentences[frame.sentence]
        if frame.condition is not None:
            continue
        if frame.kind == "delay_effective" and frame.indefinite:
            pending = _OMB.search(text, sentence.start, sentence.end)
            later = "later_document" if LATER_DOCUMENT.search(text) else None
            frame.condition = "omb_approval" if pending else later
        elif frame.kind in _CONDITIONAL or frame.name == "reply comments":
            same = following is not None and following.sentence == frame.sentence and following.kind == frame.kind
            stop = following.end if same and following is not None else sentence.end
            ends = frame.last is not None or frame.kind == "set_expiry"
            if ends and (sooner := _SOONER.search(text, max(sentence.start, frame.start), sentence.end)):
                frame.condition = f"until {' '.join(sooner['event'].split())}, if sooner"
                continue
            frame.condition = _condition(text, sentence, frame.end, stop)
            if frame.condition == "no_adverse_comment" and deadline is not None:
                frame.condition += f" by {deadline.isoformat()}"


def _condition(text: str, sentence: Sentence, position: int, stop: int) -> str | None:
    """Return the "if", "unless" or "provided" after the date, or the "if" that opens its sentence, in few words."""
    if not holds(text[sentence.start : sentence.end].lower(), _OF_CONDITIONS):
        return None
    if _ADVERSE.search(text, sentence.start, sentence.end):
        return "no_adverse_comment"
    after = _IF.search(text, max(sentence.start, position - 1), sentence.end)
    if after is not None and after.end() > stop:  # it is about the date that follows
        after = None
    match = after or _LATER_OF.search(text, sentence.start, sentence.end)
    match = match or _OPENING_IF.match(text[sentence.start : sentence.end].lstrip())
    return " ".join(match[0].split()).rstrip(" ,") if match else None
