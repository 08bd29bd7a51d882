"""Sections and appendices of the CFR as the ledger writes them, and their pages on the web."""

from __future__ import annotations

import re
from urllib.parse import quote

from regtrack.dates import Date
from regtrack.model.instrument import Instrument
from regtrack.model.scope import path_of

SITE = "https://www.ecfr.gov"
_APPENDIX = re.compile(
    r"(Appendix|Supplement|Subpart) (?:No\. ?)?([0-9A-Za-z\-]+) (?:to|of) (?:Part (\S+)|(?:§|Sec\.|Section) ?(\S+))",
    re.IGNORECASE,
)
_WORDS = {"appendix": "app.", "supplement": "supp.", "subpart": "subpart"}


def whole(title: int, part: str | None) -> str:
    """Return a part as it is cited, or a title for what it has outside its parts."""
    return f"{title} CFR {part}" if part else f"{title} CFR"


def provision(title: int, part: str | None, identifier: str) -> str:
    """Return a section or appendix as a scope writes it: ``15 CFR 744.3``, ``supp. 4 to 15 CFR 744``.

    What has a name of no common form is a field of its part, so that it lies within it all the same. A colon would
    begin another field, so it becomes a space.
    """
    outer = whole(title, part)
    name = " ".join(identifier.split())
    appendix = _APPENDIX.fullmatch(name)
    if appendix:
        number = appendix[3] or appendix[4]
        written = f"{_WORDS[appendix[1].lower()]} {appendix[2].upper()} to {title} CFR {number}"
    else:
        written = f"{title} CFR {name}"
    if part and path_of(written)[:2] == path_of(outer) and len(path_of(written)) > len(path_of(outer)):
        return written
    field = name.replace(":", " ").strip() or "unnamed"
    return f"{outer}:{field}" if part else f"{outer}, {name}"


def page(title: int, part: str | None, identifier: str | None, kind: str, on: Date | None = None) -> str:
    """Return the page of a section, an appendix or (without an identifier) a part, as of a day or as of now."""
    path = f"{SITE}/{f'on/{on.isoformat()}' if on is not None else 'current'}/title-{title}"
    if identifier is not None and kind == "section":
        return f"{path}/section-{quote(identifier)}"
    path += f"/part-{quote(part)}" if part else ""
    return f"{path}/{quote(kind)}-{quote(identifier)}" if identifier is not None else path


def instrument_id(title: int, part: str | None) -> str:
    """Return the id of a part of the CFR: ``us/cfr/15-744``."""
    return f"us/cfr/{title}-{part.lower()}" if part else f"us/cfr/{title}"


def instrument(title: int, part: str | None) -> Instrument:
    """Return a part of the CFR, as an instrument that has words and never force of its own."""
    cited = whole(title, part)
    return Instrument(
        id=instrument_id(title, part), kind="codification", short=cited, cfr=(cited,),
        title=f"{title} CFR part {part}" if part else f"Title {title} of the Code of Federal Regulations",
        url=page(title, part, None, ""),
    )  # fmt: skip
