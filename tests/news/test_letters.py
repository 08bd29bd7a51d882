"""What a pattern finds must have or begin with certain letters."""

from __future__ import annotations

import re

import pytest

from regtrack.news import letters


@pytest.mark.parametrize(
    ("pattern", "had"),
    [
        ("licen[cs]es?", ("licen",)),
        ("FAQs?", ("faq",)),
        ("t(?:ake|akes) effect", (" effect",)),
        (r"announcements? no\. ?\d+", ("announcement",)),
        (r"x{2,3}y\b.*", ("y",)),
        ("ab+c", ("a",)),
        ("last {weekday}", ("last ",)),
        ("撤回(?:し|する)", ("撤回",)),
        (r"(?:will|would) not", ("will", "would")),
        ("(?:will )?not", ("not",)),
        ("(?<=deadline )(?:is|was)", ("is", "was")),
        ("(?!un)[a-z]+(?= the ban)", (" the ban",)),
        ("put|place", ("place", "put")),
        ("(?:put|[a-z]+)", ()),
        ("(?:put){0,2}", ()),
        ("[]x]ab", ("ab",)),
        (r"\u0061bc", ()),
    ],
)
def test_letters_that_whatever_a_pattern_finds_has(pattern: str, had: tuple[str, ...]) -> None:
    assert letters.needles([pattern]) == had


@pytest.mark.parametrize(
    ("pattern", "begun"),
    [
        ("publish", "publish."),
        ("publish(?:es|ed)?", "publish. published. publishes."),
        ("(?:re)?issued", "issued. reissued."),
        ("t(?:ake|akes|ook) effect", "take effect. takes effect. took effect."),
        (r"(?<![\w-])(?:put|place)s?(?![\w-])", "place. places. put. puts."),
        ("an? order", "a order. an order."),
        ("licen[cs]es?", "licence. licences. license. licenses."),
        ("form [1-3]", "form 1. form 2. form 3."),
        ("o{2,3}ps", "o"),
        ("un{0,1}do", "udo. un"),
        ("(?:the |)ban", "ban. the ban."),
        ("(?-i:BIS) rule", "bis rule."),
        ("(?P<n>first|second) step", "first step. second step."),
        ("U\\.S\\. rule", "u.s. rule."),
        ("last [a-z]+", "last "),
        ("runs(?= (?:until|to) )", "runs to  runs until "),
        ("runs(?= to)?", "runs."),
        (r"\d+ days", "\1"),
        (r"No\. ?\d+", "no."),
        (r"(?<=deadline )is", "is."),
        ("[ab]cd", "acd. bcd."),
        ("[^a]cd", ""),
        ("x?[a-z]cd", ""),
        ("(?:a|b?)", ""),
        (r"\x61bc", ""),
        ("(?>ab)c", ""),
        ("(?P<s>x)(?P=s)", "x"),
        ("撤(?:回|廃)し", "撤回し. 撤廃し."),
        ("", ""),
    ],
)
def test_letters_with_which_whatever_a_pattern_finds_begins(pattern: str, begun: str) -> None:
    """Those after which nothing follows have a full stop."""
    found = "\n".join(letters + "." * whole for letters, whole in letters.beginnings(pattern))
    assert found.replace("\n", " ") == begun


def test_of_many_beginnings_fewer_are_kept() -> None:
    names = [f"{first}{second}x" for first in "abcdefghij" for second in "klmnopqrst"]
    found = letters.beginnings(f"(?:{'|'.join(names)})(?: {'| '.join(names)})")
    assert {name[:1] for name in names} == {each.letters[:1] for each in found}
    assert len(found) < len(names)


@pytest.mark.parametrize(
    ("pattern", "near"),
    [("(?<=deadline for )[a-z]+", ("deadline for ",)), ("(?<=in )x|[a-z]+ing", ("in ", "ing")), ("[a-z]+", ())],
)
def test_letters_that_whatever_a_pattern_finds_has_or_follows(pattern: str, near: tuple[str, ...]) -> None:
    assert letters.needles_near(pattern) == near


@pytest.mark.parametrize("text", ["", "Plain Text", "İSTANBUL'DA", "ΑΣ ß ſt"])
def test_lower_case_keeps_every_letter_in_its_place(text: str) -> None:
    lowered = letters.in_lower_case(text)
    assert len(lowered) == len(text)
    assert all(re.fullmatch(re.escape(low), each, re.IGNORECASE) for low, each in zip(lowered, text, strict=True))
