"""What ends, by its title, the rule of that title, and takes out what that rule had added, ends all of it."""

from __future__ import annotations

from tests.rows import each_row
from tests.sources.federal_register.test_terms_of_stays import ledger

RULE = {
    "document_number": "2030-80001", "publication_date": "2030-05-03", "citation": "95 FR 30000",
    "title": "Rest Hours at Mud Kilns", "action": "Final rule.", "dates": "This rule is effective July 1, 2030.",
    "effective_on": "2030-07-01", "abstract": "This rule sets rest hours.",
}  # fmt: skip


def asked(abstract: str, title: str = f"{RULE['title']}; Rescission", action: str = "Final rule.") -> tuple[str, bool]:
    """In force after August 1, 2031; whether it is doubted."""
    end = {"dates": "Effective August 1, 2031.", "abstract": abstract, "title": title, "action": action}
    tracker = ledger(RULE, {**end, "effective_on": "2031-08-01"})
    assert str(tracker.state("95 FR 30000", "2031-07-20", "2032-06-01").force) == "yes"
    state = tracker.state("95 FR 30000", "2031-08-01", "2032-06-01")
    return str(state.force), bool({"unread", "scope_unread"} & set(state.flags))


BY = "was added by the final rule published on May 3, 2030 (95 FR 30000). It is not needed."


@each_row(
    ("abstract", "title"),
    [
        (f"OPM is rescinding 40 CFR part 60, subpart Q, which {BY}", f"{RULE['title']}; Rescission"),
        (f"This rule removes 40 CFR part 60, which {BY}", f"{RULE['title']}; Rescission"),
        (f"EPA withdraws subpart Q of 40 CFR part 60, which {BY}", f"{RULE['title']}; Withdrawal"),
        ("The Office rescinds the regulations on kilns that were adopted in the final rule at 95 FR 30000.",
         f"Rescission of {RULE['title']}"),
    ],
)  # fmt: skip
def test_the_rule_is_over(abstract: str, title: str) -> None:
    assert asked(abstract, title) == ("no", False)


@each_row(
    ("abstract", "title"),
    [
        (f"OPM is rescinding § 60.5, which {BY}", f"{RULE['title']}; Rescission"),
        (f"OPM is rescinding 40 CFR part 60, subpart Q, which {BY}", f"{RULE['title']}; Partial Rescission"),
        (f"OPM is rescinding certain hours in 40 CFR part 60, subpart Q, which {BY}", f"{RULE['title']}; Rescission"),
        (f"OPM is rescinding 40 CFR part 60, except subpart Q, which {BY}", f"{RULE['title']}; Rescission"),
        (f"A kiln is rescinding 40 CFR part 60 from its books, which {BY}", "Kilns; Rescission"),
        (f"OPM is rescinding 40 CFR part 60, which {BY} A rule at 95 FR 40000 changed it.",
         f"{RULE['title']}; Rescission"),
    ],
)  # fmt: skip
def test_it_is_never_surely_over_where_it_may_be_less(abstract: str, title: str) -> None:
    force, doubted = asked(abstract, title)
    assert force != "no" or doubted
