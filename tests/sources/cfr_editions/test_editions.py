"""Editions of the Code read into provisions, and what is wrong with a file."""

import datetime as dt

from regtrack.model.scope import path_of, spell
from regtrack.queries.texts import provision_of
from regtrack.sources.cfr_editions.reading import read_edition
from regtrack.sources.cfr_editions.recording import compile_edition, passages_of
from regtrack.sources.registry import file_kind
from regtrack.text.provision import Paragraph, Provision, Sort
from tests.sources.cfr_editions.shapes import ANNUAL, ECFR


def read(text: str, name: str = "part.xml"):
    parts, faults = read_edition(text.encode(), name)
    return parts, [str(fault) for fault in faults]


def test_an_annual_edition() -> None:
    (part,), faults = read(ANNUAL)
    assert not faults
    assert (part.part, part.day, part.whole) == ("12 CFR 9", dt.date(2024, 1, 1), True)
    assert [spell(each.path) for each in part.provisions] == [
        "12 CFR 9.1", "12 CFR 9.2", "app. A to 12 CFR 9", "supp. I to 12 CFR 9",
    ]  # fmt: skip
    first = part.provisions[0]
    assert first.heading == "Scope and duties."
    assert [("".join(p.address), p.heading, p.words) for p in first.paragraphs] == [
        ("(a)", "Scope.", "This section applies to lenders."),
        ("(b)", "Duties—", ""),
        ("(b)(1)", "Records.", "A lender must keep records of each loan."),
        ("(b)(2)", "", "A lender must give notice of loss mitigation <b>in writing</b>."),
    ]
    assert [each.sort for each in part.provisions[1].paragraphs] == [Sort.WORDS, Sort.NOTE]
    assert ["".join(p.address) for p in part.provisions[3].paragraphs] == ["1", "1(a)", "1(a)-1"]


def test_an_answer_of_the_ecfr_has_its_day_in_the_name_of_the_file() -> None:
    (part,), faults = read(ECFR, "title-12-part-9-2025-06-01.xml")
    assert not faults
    assert (part.part, part.day, part.annual) == ("12 CFR 9", dt.date(2025, 6, 1), False)
    assert "Link to an amendment" not in str(part.provisions)
    (undated,), _ = read(ECFR, "part.xml")
    assert undated.day == dt.date(2025, 6, 1)


def test_both_say_the_same_in_the_same_way() -> None:
    annual, ecfr = read(ANNUAL)[0][0].provisions[0], read(ECFR)[0][0].provisions[0]
    assert annual.paragraphs[0] == ecfr.paragraphs[0]


def test_broken_files_are_one_sentence() -> None:
    for text in (ANNUAL[: len(ANNUAL) // 2], "<CFRGRANULE>", "<CFRGRANULE/>", "<DIV5 N='9'></DIV5>"):
        parts, faults = read(text)
        assert not parts
        assert len(faults) == 1
        assert "expected" in faults[0]


def test_entities_are_not_expanded() -> None:
    text = ANNUAL.replace("<CFRGRANULE>", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><CFRGRANULE>', 1)
    parts, _ = read(text.replace("A form.", "&e;"))
    assert "root:" not in str(parts)


def test_a_provision_is_recorded_once_by_what_it_says() -> None:
    part = read(ANNUAL)[0][0]
    items = list(compile_edition(part, dt.date(2024, 1, 1)))
    again = list(compile_edition(part, dt.date(2025, 1, 1)))
    assert items[1:-1] == again[1:-1]
    assert items[-1] != again[-1]
    assert next(passages_of(part.provisions[0])).id == items[1].id  # type: ignore[union-attr]


def test_of_a_long_provision_only_what_changed_is_recorded_again() -> None:
    def supplement(second: str) -> Provision:
        comments = [Paragraph((f"{n}", "-1"), words=f"Comment {n}. " * 300) for n in (30, 31, 32)]
        comments[1] = Paragraph(("31", "-1"), words=second)
        return Provision(path_of("supp. I to 12 CFR 9"), "Interpretations", tuple(comments))

    old, new = (list(passages_of(supplement(words))) for words in ("Before. " * 300, "After. " * 300))
    assert [one == other for one, other in zip(old, new, strict=True)] == [True, False, True]
    assert provision_of(supplement("").path, new) == supplement("After. " * 300)


def test_files_are_known_by_their_content() -> None:
    for text in (ANNUAL, ECFR):
        kind = file_kind(text.encode())
        assert kind is not None
        assert "edition" in kind.name
    assert path_of("12 CFR 9") == ("12 CFR", "9")


def test_a_reserved_appendix_is_there_and_a_page_is_no_cell_of_a_row() -> None:
    reserved = "<APPENDIX><RESERVED>Appendix B to Part 9 [Reserved]</RESERVED></APPENDIX>"
    table = "<GPOTABLE><ROW><PRTPAGE P='9'/><ENT>Mar</ENT><ENT>130</ENT></ROW></GPOTABLE>"
    text = ANNUAL.replace("</PART>", f"{reserved}</PART>", 1).replace("</SECTION>", f"{table}</SECTION>", 1)
    (part,), _ = read(text)
    found = {spell(each.path): each for each in part.provisions}
    assert found["app. B to 12 CFR 9"].heading == "[Reserved]"
    assert found["12 CFR 9.1"].paragraphs[-1].words == "Mar | 130"
