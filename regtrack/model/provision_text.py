"""The words of rules as they are recorded: versions of provisions, editions of the Code, instructions with their print.

Plain values only: what they mean is the business of :mod:`regtrack.text`.
"""

from __future__ import annotations

from typing import TypeAlias

import attrs

from regtrack.model.when import When

Row: TypeAlias = tuple[tuple[str, ...], str, str, str]
"""A paragraph: its address in the provision, its heading, its words, and what it is made of."""


@attrs.frozen
class Passage:
    """The words of a provision in one version, recorded once however often it is printed.

    Attributes:
        id: digest of what it says.
        heading: of the provision.
        paragraphs: in printed order.
    """

    id: str
    heading: str = ""
    paragraphs: tuple[Row, ...] = ()


@attrs.frozen
class Edition:
    """What was printed of a part on a day (the eCFR, the annual edition).

    Attributes:
        key: names it. A later edition with the same key revises our record of it.
        part: such as ``12 CFR 1024``.
        printed_on: the day as of which it was in print.
        provisions: each provision as written, with the id of its passage.
        whole: it is the whole part: what it does not list was not there.
        document: id of the document that it is.
        available: when the public could read it; None: on the day itself.
        withdrawn: when it was found to be a wrong print, if it was.
    """

    key: str
    part: str
    printed_on: When
    provisions: tuple[tuple[str, str], ...] = ()
    whole: bool = True
    document: str | None = None
    available: When | None = None
    withdrawn: When | None = None


@attrs.frozen
class Amendatory:
    """The amendatory instructions of a document, each with what is printed below it.

    Attributes:
        key: names them. Later ones with the same key revise our record of them.
        instrument: id of the instrument whose instructions they are.
        name: the document's number, by which it is cited.
        published: when the public could read them.
        parts: the parts of the Code that they change.
        page: where the document begins, which orders two of one day.
        instructions: number, text, targets, part, and the print in its plain form (:mod:`regtrack.text.printed`).
        filed: when they were put on public inspection.
        document: id of the document.
        event: key of the event by which they take effect, where that is not the effect of the instrument itself: a
            correction takes effect with what it corrects.
    """

    key: str
    instrument: str
    name: str
    published: When
    parts: tuple[str, ...] = ()
    page: int | None = None
    instructions: tuple[tuple[str | None, str, tuple[str, ...], str | None, str], ...] = ()
    filed: When | None = None
    document: str | None = None
    event: str | None = None
