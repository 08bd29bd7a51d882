"""An act that is limited is never done to all of a rule: act x limit x its place x field x what is said besides."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.sources.federal_register.text.statement import Modality, Statement
from tests.rows import each_row
from tests.sources.federal_register.test_events import document
from tests.sources.federal_register.test_objects import MOVING, TITLE

DAY = "February 11, 2026"
CITES = ("published January 12, 2026 (91 FR 1100),", "published at 91 FR 1100 on January 12, 2026,")
ACTS = (
    ("", "Final rule; withdrawal.", "is withdrawn effective March 10, 2026", "withdrawal"),
    ("", "Withdrawal of direct final rule.", "is withdrawn", "withdrawal"),
    ("the effective date of ", "Final rule; delay of effective date.", "is delayed until October 13, 2026", "delay"),
    ("the effective date of ", "Final rule; delay of effective date.", "is delayed indefinitely", "delay"),
    ("the effective date of ", "Final rule; postponement.", "is postponed until further notice", "postponement"),
    ("", "Final rule; stay.", "is stayed until October 13, 2026", "stay"),
    ("", "Final rule; stay.", "is stayed until further order of the court", "stay"),
    ("", "Final rule; technical amendment.", "was vacated by the court on March 2, 2026", "vacatur"),
    ("", "Final rule; rescission.", "is rescinded effective March 10, 2026", "rescission"),
)
OBJECTS = (
    "the final rule adding 40 CFR 112.2 and 112.35, {c}", "the direct final rule amending § 112.7(c), {c}",
    "the final rule revising 40 CFR 112.7, {c}", "the amendments to 40 CFR 112.7 and 112.8 in the final rule {c}",
    "the addition of § 112.35 in the final rule {c}", "the removal of § 112.35 by the final rule {c}",
    "amendatory instruction 6 in the final rule {c}", "subpart D of the final rule {c}",
    "the portions of the final rule {c} that apply to marine terminals",
    "the portion of the final rule that adds 40 CFR 112.35, {c}",
    "those provisions of the final rule {c} that govern small tanks",
    "the final rule {c} as it applies to 40 CFR 112.7(c)", "the final rule {c} with respect to 40 CFR 112.7(c)",
    "the final rule {c} insofar as it amends § 112.7", "the final rule {c} to the extent that it applies to farms",
    "the final rule {c} only as to small tanks", "40 CFR 112.7(c), as added by the final rule {c}",
    "certain amendments made by the final rule {c}", "the selected provisions of the final rule {c}",
    "the following provisions of the final rule {c}: §§ 112.2 and 112.35",
)  # fmt: skip
LIMITS = (
    "as it applies to 40 CFR 112.7(c)", "with respect to 40 CFR 112.7(c) and 112.8", "insofar as it applies to farms",
    "for 40 CFR 112.7(c)", "only for § 112.7(c)", "for small tanks", "as to facilities in Louisiana", "in part",
    "for vessels fishing in State waters of Louisiana", "with regard to the amendments to § 112.7",
    "as applied to members of the plaintiff associations", "but only as to § 112.7", "in the State of Texas",
    "solely with respect to certain facilities", "to the extent it applies to farms", "against the plaintiffs",
    "as regards small tanks", "where the tank is on a farm", "only where applied to farms", "on tribal lands",
    "among members of the association", "at airports in Alaska", "for all tanks but those on farms",
    "except as to § 112.8", "other than as to § 112.8", "within the State of Texas",
    "for facilities that handle, but do not transfer, oil",
)  # fmt: skip
BESIDES = (
    "This {n} applies only to 40 CFR 112.7.", "This action affects only § 112.7.", "The {n} is limited to § 112.7(c).",
    "The {n} does not apply to 40 CFR 112.35.", "The {n} applies only to marine terminals.",
    "Section 112.35 is not affected by this action.", "The remaining provisions of the final rule are not affected.",
    f"The remaining provisions of the rule take effect on {DAY}, as published.", "The rest of the rule is unaffected.",
    "All other provisions of the final rule remain in effect.", "No other provision of the rule is affected.",
    f"For all other provisions the effective date remains {DAY}.",
    "Other requirements of the rule are effective as originally published.",
    "The effective date of the remainder of the rule is unchanged.",
)  # fmt: skip
TURNS = itertools.cycle(itertools.product(("", "effective March 10, 2026, "), CITES, ("dates", "abstract")))
AFTER = itertools.cycle(("", "", *(f" {each}" for each in BESIDES[6:])))


def read(action: str, dates: str, summary: str = "") -> Sequence[Statement]:
    return list(
        DocumentReading(document(title=f"{TITLE}; News", action=action, dates=dates, abstract=summary)).statements()
    )


def wholes(statements: Sequence[Statement]) -> list[Statement]:
    """Return what is done to all of a rule, but for the confirmation of the day that it had."""
    moved = [
        each for each in statements if each.target and each.kind in MOVING and each.modality is not Modality.UNREAD
    ]
    kept = [each for each in moved if not (each.kind == "set_effective" and str(each.when) == "2026-02-11")]
    return [each for each in kept if not (each.parts or each.exclude or each.parties)]


def sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}.".replace(",.", ".").replace(",:", ":")


@each_row(("of", "action", "act", "noun"), ACTS)
def test_what_is_limited_is_not_done_to_the_whole(of: str, action: str, act: str, noun: str) -> None:
    for limited in (*OBJECTS, *LIMITS):
        opener, cite, field = next(TURNS)
        rule = limited.format(c=cite) if limited in OBJECTS else f"the final rule {cite}"
        behind = f" {limited}" if limited in LIMITS else ""
        words = sentence(f"{opener}{of}{rule} {act}{behind}") + next(AFTER)
        found = read(action, words) if field == "dates" else read(action, "Effective March 10, 2026.", words)
        assert not wholes(found), (field, words)


@each_row(("of", "action", "act", "noun"), ACTS)
def test_what_another_sentence_limits_is_not_done_to_the_whole_without_doubt(
    of: str, action: str, act: str, noun: str
) -> None:
    for besides, cite in zip(BESIDES, itertools.cycle(CITES), strict=False):
        words, more = sentence(f"{of}the final rule {cite} {act}"), besides.format(n=noun)
        for dates, summary in (
            (f"{words} {more}", ""),
            (words, more),
            ("Effective March 10, 2026.", f"{words} {more}"),
        ):
            found = read(action, dates, summary)
            assert not wholes(found) or any("unread" in each.flags for each in found), (dates, summary)


def test_provisions_that_limit_an_act_are_read() -> None:
    rows = (
        (
            "The final rule adding 40 CFR 112.2, {c} is withdrawn. The other amendments are not affected.",
            "40 CFR 112.2",
        ),
        (
            "The effective date of the final rule {c} is delayed indefinitely as it applies to 40 CFR 112.7(c).",
            "40 CFR 112.7(c)",
        ),
        ("The final rule {c} is stayed until October 13, 2026, with respect to § 112.7(c).", "15 CFR 112.7(c)"),
        (
            "The final rule {c} is withdrawn effective March 10, 2026. This withdrawal applies only to § 112.8.",
            "15 CFR 112.8",
        ),
    )
    for words, section in rows:
        found = [each for each in read("Final rule.", words.format(c=CITES[0])) if each.target]
        assert {each.parts for each in found} == {(section,)}, words


def test_all_of_what_a_rule_adds_may_be_meant() -> None:
    """A rule that is named by what it amends may do nothing else: the rest is in doubt, unless the text tells."""
    words = "The direct final rule amending § 112.7(c), published January 12, 2026 (91 FR 1100), is withdrawn."
    rule, rest = read("Withdrawal of direct final rule.", words)
    assert (rule.parts, rule.flags) == (("15 CFR 112.7(c)",), ())
    assert (rest.kind, rest.flags) == (rule.kind, ("scope_unread",))
    (rule,) = read("Withdrawal of direct final rule.", words, "The agency is withdrawing the direct final rule.")
    assert not rule.parts


@each_row(
    "words",
    (
        "for the reasons given in the preamble", "for good cause", "for 60 days", "in accordance with 5 U.S.C. 705",
        "for further review", "in response to petitions for reconsideration", "in part because the record was thin",
        "for an additional period of 60 days", "to the extent permitted by law", "for all purposes",
        "on the basis of the record", "at the request of the applicants", "for all sources",
        "in its entirety", "with respect to all of its provisions",
    ),
)  # fmt: skip
def test_other_words_limit_nothing(words: str) -> None:
    for form in (
        "the final rule {c} is withdrawn {w}",
        "effective March 10, 2026, the final rule {c} is withdrawn {w}",
    ):
        found = read("Final rule; withdrawal.", sentence(form.format(c=CITES[0], w=words)))
        assert wholes(found), (form, words)
