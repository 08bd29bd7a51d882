"""Formal words of amendatory instructions: those that say neither what is done, nor to what, nor where.

An instruction is read whole or not at all: what no mark takes and no row here holds ("except", "the third", "in
Category I") may limit what is done, and leaves the instruction without a certain reading.
"""

from __future__ import annotations

import re

_PLACES = "annex|section|paragraphs|bare|field_of|definition|term|intro|heading|sentence|table|part|forms|approval"
_NOUNS = (
    "(?:tele)?phone numbers?|clause dates?|dates? of the clause|punctuation(?: marks?)?(?: and words?)?"
    "|words?|phrases?|terms?|numbers?|figures?|numerals?|(?:dollar )?amounts?|dates?|names?|titles?|language|text"
    "|letters?|symbols?|(?:regulat(?:ion|ory) )?citations?|(?:cross-?)?references?|acronyms?|abbreviations?"
    "|time periods?|parentheticals?"
)
_COUNT = "(?:two|three|four|five|six|seven|eight|nine|ten)"
_ORDERS = "(?:alphabetic(?:al)?|alphanumeric(?:al)?|numeric(?:al)?|chronological)(?:ly)?"
_FORMAL = re.compile(
    "|".join(
        (
            # its number, and why, by whom, and of which book
            r"^\W*\d+(?:\.?[a-z])?\. ",
            r"^\W*(?:accordingly, )?(?:for the reasons|under the authority|pursuant to)[^“§]*?"
            r"(?=\{(?:active|passive|reserve|part)\}|title \d)",
            r"\b(?:to|in|of)? ?(?:chapter [ivx]+|(?:the )?code of federal regulations|title \d+)\b",
            r"\bthe (?-i:(?:[A-Z]\w+ (?:(?:of|for|and) )*)+)(?=\{active\})",
            r"^\W*on page \d+,(?:(?: in the)? \w+ column,)?(?: (?:on|in) the [\w-]+ line(?: from the \w+)?,)?",
            r"^\W*page \d+(?= \{passive\})",  # of what is in no code, its page is its place
            r"[;,] (?:and )?\d+ FR \d+, (?-i:[A-Z]\w+)\.? \d+, \d{4}",
            # what is printed, and how
            r"\bset forth in the common rule text \{end\} the common preamble",
            r"\bunder the (?=\{heading\} set forth)|\b(?:set (?:forth|out)|shown|follows)(?: (?:below|above))?\b",
            r"\bthe (?:(?:revisions?|additions?|republications?|amendments?)[, ]+(?:and )?(?:the )?)+reads?\b",
            r"\[(?:amended|removed|revised|corrected|added|redesignated|reserved|suspended| ?fr doc)[^\]{]*\]",
            r"(?<=\{read\})[:.]? (?:§ )?(?:\{section\}|\d+\.[\w.-]+)(?: [^{]*)?$",
            r"(?<=\{annex\}) ?[—–][^{,;:]*|(?<=\{annex\})\.\d+|(?<=\{table\}) (?:\d+[a-z]?|[a-z])\b",
            r"(?:(?<=[;:.] )|^)(?:and )?(?:[a-z]|[ivx]+)\.(?= |$)",
            # where something stands
            rf"\b(?:in )?(?:(?:the|its|their) )?(?:(?:appropriate|proper|correct) )?{_ORDERS}(?: and {_ORDERS})?"
            r"(?: (?:order|sequence|place))?(?: by (?:[a-z]+ )?name)?\b",
            r",? (?:consisting|which consists) of(?= \{section\})|\b(?:after|following) the appendices\b",
            rf"\b(?:from|within|on|at)(?: the| that| this)?(?: newly)?(?: (?:re)?designated)?(?= \{{(?:{_PLACES})\}})",
            r"(?<=the )(?!(?:first|second|third|fourth|last|left|right|top|upper|lower)\b)"
            r"(?-i:(?:[A-Z]\w+ )+)(?=\{table\})|(?<=\{table\}) of (?-i:[A-Z]\w+(?:(?: and)? [A-Z]\w+)*)",
            r"(?:\b(?:in|to|of|from)|(?<=\}),?) the (?-i:List of [A-Z]\w+(?:(?: and)? [A-Z]\w+)*)",
            r"(?:(?<=\{end\})|\b(?:of|in|to)) (?:the|that|this|each)"
            r" (?:paragraph|section|sentence|definition|table|list)\b",
            r"\bunder (?=\{(?:paragraphs|section|definition)\})",
            rf"\b{_COUNT}(?: new)?(?= (?:sections|paragraphs|definitions)?,? ?\{{(?:section|paragraphs|definition)\}})"
            r"|\bundesignated (?=\{intro\})|\bassociated (?=\{table\})|\bin (?:its|their) entirety\b",
            # the headings of comments
            r"\bunder(?: the)?(?: new(?:ly)?)?(?: (?:re)?designated| revised)?(?: (?:sub)?headings?)?"
            r" (?=\{(?:key|commentary|appendix|items)\})",
            r"\b(?:sub)?headings?(?= \{(?:key|appendix|commentary)\})|\bunder that subheading\b",
            r"\bcommentary for (?=\{)",
            r"(?<=\{commentary\})(?:,(?: (?-i:[A-Z])[\w-]*| and)+)+|(?<=\{key\});[^{,]*",
            r"(?:(?<=\{items\}) |(?<=\{key\}) ?)(?-i:[A-Z])[^{,;:]*|(?<=\{supplement\}) ?[—–][^{,;:]*",
            # words for words
            rf"\b(?:{_NOUNS})(?: (?:to|of|that reads?))?(?=,? (?:and )?\{{(?:quote|with)\}})",
            r"\b(?:(?:(?:that|which) )?(?:it|they)|that (?:term|word|phrase))(?: may)?"
            r" (?:appears?|occurs?|(?:is|are) used)\b|\bthat appears?(?= \{side\})",
            r"\bimmediately(?= \{side\})|\b(?:existing|current|undesignated) text(?= \{as\})"
            r"|\btext of(?= \{paragraphs\} \{as\})"
            r"|\breferences? from(?= \{quote\}(?:,? (?:and )?\{quote\})*,? \{with\})",
            # the rest
            r"\bincluding(?: in)?(?= the \{heading\})|\btransferred to(?= \{)|\bnewly added\b"
            r"|\bfollowing (?:changes|amendments|revisions|corrections|additions) are made\b",
            r"\bthe following(?: new)?(?: (?:places|locations|sections|paragraphs|provisions))?"
            r"(?=:|,|$| and\b| in \{part\})",
            r"\bthe following (?:new )?(?=\{(?:term|definition)\})",
            r"\bin the following (?=\{paragraphs\})|(?<=\}), (?:published|issued) at \d+ FR \d+(?=,)",
            r"\b(?:the|an?|and|of|in|to|for|by|is|are|being|new|newly|(?:re-?)?designated|existing|further|also"
            r"|it|its|their|them|respectively|hereby|sections?|amended|reads?)\b",
        )
    ),
    re.IGNORECASE,
)
"""Phrases by what they are for; ``{section}`` stands for what a mark of that name has taken."""
_DAY = r"(?-i:[A-Z][a-z]+) \d{1,2}, \d{4},?"
_CLOCK = r"\d{1,2}(?::\d\d)? [ap]\.m\.,?(?: (?-i:[A-Z]{2,4}),?)? on "
_WHILE = re.compile(
    r"\b(?:temporarily|indefinitely)\b"
    rf"|\b(?:effective )?from (?:{_CLOCK})?{_DAY} (?:to|through|until) (?:{_CLOCK})?{_DAY}"
    rf"|\b(?:until|through) (?:{_CLOCK})?{_DAY}|\b(?:from (?:{_CLOCK})?{_DAY} )?until further notice\b",
    re.IGNORECASE,
)
"""For how long something is suspended: what is suspended is doubted until an instruction lifts that, and no shorter."""
_ON_PAGE = re.compile(r"^\W*on page \d+,", re.IGNORECASE)
_PRINTED_AT = re.compile(
    r",? (?:(?:in|on) )?(?:the )?"
    r"(?:(?:first|second|third|left|right|middle|center)(?:-hand)? )?(?:columns?|lines?)"
    r"(?: \d+(?:(?: and | through |-)\d+)?)?(?=,)",
    re.IGNORECASE,
)
"""Where a page of the Register has the words that a correction names by their provision, too."""
_TAKEN = re.compile(r"\{\w+\}")
_WORDS = re.compile(r"[^\W_](?:[\w'’.-]*\w)?")


def left_over(skeleton: str, *, suspends: bool = False) -> str:
    """Return the words of an instruction that nothing reads.

    Args:
        skeleton: the instruction with ``{name}`` in place of what each mark has taken.
        suspends: all that it does is to suspend or to stay.
    """
    words = " ".join(skeleton.split())
    words = _WHILE.sub(" ", words) if suspends else words
    words = _PRINTED_AT.sub("", words) if _ON_PAGE.match(words) else words
    return " ".join(_WORDS.findall(_TAKEN.sub(" ", _FORMAL.sub(" ", words))))
