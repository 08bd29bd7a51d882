"""Lists of provisions of which an item cannot be read: it is in doubt, and what can be read is read.

Lists are made from items that a reader has to take and from damaged ones, in sentences of several kinds.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from regtrack.sources.federal_register.document import DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.sources.federal_register.text.statement import Modality
from tests.rows import each_row

READ = {
    "§ 340.47(b)": ["33 CFR 340.47(b)"],
    "§ 340.48": ["33 CFR 340.48"],
    "§ 340.49(a)(1) and (2)": ["33 CFR 340.49(a)(1)", "33 CFR 340.49(a)(2)"],
    "33 CFR 340.50(c)(2)(i)": ["33 CFR 340.50(c)(2)(i)"],
    "paragraphs (a) and (c) of § 340.51": ["33 CFR 340.51(a)", "33 CFR 340.51(c)"],
    "appendix B to part 340": ["app. B to 33 CFR 340"],
    "subpart D of part 340": ["subpart D to 33 CFR 340"],
    "§§ 340.60 through 340.62": ["33 CFR 340.60", "33 CFR 340.61", "33 CFR 340.62"],
    "§ 340.63 (a)": ["33 CFR 340.63(a)"],
}
DAMAGED = (
    # the order of letters, brackets, numbers
    "§ 340.71(b)(3)(iii)(d)", "§ 340.72(a)(ii", "§ 340.73(a)ii)", "§ 340.74(c)(1)(2)", "§ 340.75(a)()", "§ 340.76 (a",
    "§ 340.77(b)(iv)(2)", "§ 340.A78", "§ 340.", "§§ 340.79(a) to 340.80(b)", "§§ 340.81 through 340.A83",
    # less than a provision, or something else
    "Table 3-B of § 340.84", "the second sentence of § 340.85(b)", "the definitions of berth in § 340.86",
    "note 3 to § 340.87", "footnote 2 to § 340.88", "clause (iv) of § 340.89(a)", "the heading of § 340.90",
    "the last two rows of the table in § 340.91", "the first column of § 340.92(b)", "Table 4", "Form 12",
    "Figure 2 to subpart F",
)  # fmt: skip
DELAY = ("Final rule; delay of effective date.", "another")
SENTENCES = {
    "The effective date of the amendments to {} in the final rule published at 91 FR 100 is delayed until "
    "August 3, 2026.": DELAY,
    "The effective date of {}, published at 91 FR 100, is delayed until August 3, 2026.": DELAY,
    "Except for {}, the effective date of the rule published at 91 FR 100 is delayed until August 3, 2026.": DELAY,
    "Effective April 6, 2026, {} {are} stayed until August 3, 2026.": ("Final rule; stay.", "another"),
    "The stay of {} is extended until August 3, 2026.": ("Final rule; extension of stay.", "another"),
    "This rule is effective May 4, 2026, except for {}, which {are} effective August 3, 2026.": ("Final rule.", "own"),
    "This rule is effective May 4, 2026. On August 3, 2026, {} {are} effective.": ("Final rule.", "own"),
    "This rule is effective May 4, 2026. Compliance with {} is required by August 3, 2026.": ("Final rule.", "own"),
}
WHOLE = frozenset(("delay_effective", "stay", "extend_stay"))


def listed(items: list[str], style: int) -> str:
    """Return items as a list: with commas, with semicolons, or with commas alone."""
    if len(items) == 1 or style == 2:
        return ", ".join(items)
    comma = "; " if style else ", "
    last = " and " if len(items) == 2 and not style else f"{comma}and "
    return f"{comma.join(items[:-1])}{last}{items[-1]}"


def faults(sentence: str, items: list[str], style: int) -> Iterator[str]:
    """Yield what a reading of a sentence with these items has lost, or took for more than it is."""
    action, of = SENTENCES[sentence]
    document = RegisterDocument(
        number="2026-00500", published_on=dt.date(2026, 4, 6), type=DocumentType.RULE, origin=DocumentForm.METADATA,
        title="Dredge Plans", action=action, volume=91, start_page=5000, end_page=5009, cfr=("33 CFR 340",),
        dates=sentence.format(listed(items, style), are="are" if len(items) > 1 else "is"),
    )  # fmt: skip
    said = [each for each in DocumentReading(document).statements() if each.modality is not Modality.NAMED]
    sure = [each for each in said if not {"scope_unread", "unread"} & {*each.flags}]
    doubted = len(sure) < len(said)
    named = {part for each in sure for part in (*each.parts, *each.exclude, *each.covered) if " CFR " in part}
    for item in items:
        if item in READ:
            lost = [part for part in READ[item] if part not in named]
            yield from (f"{part} is lost" for part in lost if not doubted)
        else:
            number = next((word for word in item.replace("(", " ").split() if word.startswith("340.")), "none")
            yield from () if doubted else [f"{item} is not in doubt"]
            yield from (f"{item} is taken for {part}" for part in named if f" {number}" in part and number != "340.")
    if of == "another" and any(each.kind in WHOLE and not (each.parts or each.exclude) for each in sure):
        yield "the whole is moved"


@each_row("sentence", list(SENTENCES))
def test_what_can_be_read_is_read(sentence: str) -> None:
    chance = random.Random(sentence)
    for count in (1, 2, 2, 2, 3, 3, 3, 4, 4, 5) * 3:
        items, style = chance.sample(list(READ), count), chance.randrange(3)
        assert not list(faults(sentence, items, style)), listed(items, style)


@each_row("sentence", list(SENTENCES))
def test_what_cannot_be_read_is_in_doubt(sentence: str) -> None:
    chance = random.Random(sentence)
    for damaged in DAMAGED:
        for count in (0, chance.randint(1, 3)):
            items, style = chance.sample(list(READ), count), chance.randrange(3)
            items.insert(chance.randrange(count + 1), damaged)
            assert not list(faults(sentence, items, style)), listed(items, style)
