"""Provisions as paths: compared by prefix, never as strings."""

from regtrack.model.scope import Scope, covers, path_of, spell
from tests.rows import each_row


@each_row(
    ("text", "path"),
    [
        ("15 CFR 744", ("15 CFR", "744")),
        ("15 CFR part 744", ("15 CFR", "744")),
        ("15 CFR 744.21", ("15 CFR", "744", "21")),
        ("12 CFR 1026.36(d)(1)(i)(A)", ("12 CFR", "1026", "36", "(d)", "(1)", "(i)", "(A)")),
        ("40 CFR 60.100a(c)", ("40 CFR", "60", "100a", "(c)")),
        ("17 CFR 240.15c3-1", ("17 CFR", "240", "15c3-1")),
        ("26 CFR 1.401(a)(4)-1(b)(2)", ("26 CFR", "1", "401(a)(4)-1", "(b)", "(2)")),
        ("41 CFR 60-1.4(a)", ("41 CFR", "60-1", "4", "(a)")),
        ("45 CFR part 5b", ("45 CFR", "5b")),
        ("app. B to subpart C of 12 CFR part 225", ("12 CFR", "225", "subpart C", "app. B")),
        ("app. A to 12 CFR 1003", ("12 CFR", "1003", "app. A")),
        ("Appendix A to 12 CFR part 1003", ("12 CFR", "1003", "app. A")),
        ("supp. no. 4 to 15 CFR 744", ("15 CFR", "744", "supp. 4")),
        ("supp. 10 to 15 CFR 748 para. 14", ("15 CFR 748 para. 14", "supp. 10")),
        ("15 CFR part 744, supplement no. 4", ("15 CFR", "744", "supp. 4")),
        ("40 CFR part 60, subpart OOO", ("40 CFR", "60", "subpart OOO")),
        ("40 CFR part 60 appendix A", ("40 CFR", "60", "app. A")),
        ("40 CFR part 60, tables", ("40 CFR part 60, tables",)),
        ("subpart U of 47 CFR 64", ("47 CFR", "64", "subpart U")),
        ("def:flare@40 CFR 60.101a", ("40 CFR", "60", "101a", "def:flare")),
        ("15 CFR 742.6(a):intro", ("15 CFR", "742", "6", "(a)", ":intro")),
        ("instruction 3", ("instruction 3",)),
        ("temporary  general   license", ("temporary general license",)),
    ],
)
def test_written_forms(text: str, path: tuple[str, ...]) -> None:
    """Every documented form has its path, and a path is spelled so that it reads back."""
    assert path_of(text) == path
    assert path_of(spell(path)) == path


@each_row(
    ("outer", "inner", "answer"),
    [
        ("15 CFR 744", "15 CFR 744.21(b)", True),
        ("15 CFR 744.21", "15 CFR 744.21", True),
        ("15 CFR 744.2", "15 CFR 744.21", False),
        ("15 CFR 74", "15 CFR 744", False),
        ("5 CFR 744", "15 CFR 744", False),
        ("15 CFR 744.21(b)", "15 CFR 744.21", False),
        ("12 CFR 1003", "app. A to 12 CFR 1003", True),
        ("40 CFR 60.101a", "def:flare@40 CFR 60.101a", True),
        ("annex", "annex 2", False),
    ],
)
def test_a_parent_covers_its_children(outer: str, inner: str, answer: bool) -> None:
    """By step, not by letter: 744.2 is no parent of 744.21."""
    assert covers(path_of(outer), path_of(inner)) is answer


def test_the_whole_covers_everything() -> None:
    assert covers((), path_of("15 CFR 744.21"))


def test_scopes_say_what_they_mean() -> None:
    """A scope reads as people say it, and says whether it is the whole."""
    scope = Scope(("15 CFR 744",), ("15 CFR 744.21",), "plaintiffs")
    assert str(scope) == "15 CFR 744 except 15 CFR 744.21 (plaintiffs)"
    assert not scope.whole
    assert Scope(parties="plaintiffs").whole
    assert str(Scope()) == "whole"
