"""Language files: the bundled ones row by row, one more that is nothing but a file, and what is said of faulty ones."""

# ruff: noqa: E501 (tables read best one row a line)

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regtrack._bundled import bundled
from regtrack.dates_in_text.calendar import groups_of, han_number
from regtrack.errors import SettingsError
from regtrack.model.instrument import Instrument
from regtrack.news import language as module
from regtrack.news import tables
from regtrack.news.acts import acts_of, masked
from regtrack.news.days import find_dates
from regtrack.news.folding import find_details, fold, sentences
from regtrack.news.language import Language, language_of, read_language
from regtrack.news.names import NameIndex
from regtrack.news.sentences import phrases_in
from tests.news.helpers import Ledger, compiled, read, told
from tests.rows import each_row

FILES = sorted((bundled("feeds") / "languages").glob("*.toml"))
MOST_BYTES, WIDEST = 150_000, 200
"""The tables of all languages together, and the longest line of a table."""

DUTCH = """
[language]
tag = "nl"
name = "Nederlands"
spaces = true
numeric = ["dmy"]
sentence_end = '''[.!?](?=\\s)|\\n'''

[calendar]
weekdays = [["maandag"], ["dinsdag"], ["woensdag"], ["donderdag"], ["vrijdag"], ["zaterdag"], ["zondag"]]
months = [
    ["januari"], ["februari"], ["maart"], ["april"], ["mei"], ["juni"], ["juli"], ["augustus"], ["september"],
    ["oktober"], ["november"], ["december"],
]

[reading]
phrase_stops = ["van", "op", "en", "dat", "publiceerde"]
frames = ["<past> (?:op )?{DX} (?:de |het )?{M}"]
law = ["regeling", "verordening"]
generic = ["de", "het", "nieuwe"]

[[noun]]
class = "rule"
words = ["regeling", "verordening"]
example = "de regeling"

[[act]]
kind = "publish"
verbs = ["publiceren/publiceert/publiceerde/gepubliceerd/publicerend"]
example = "Het ministerie publiceerde dinsdag de Regeling."

[[date]]
pattern = '{day} {month} {year}'
rule = "dag, maand en jaar"
example = "13 mei 2025"
[[date]]
pattern = '{weekday}'
rule = "weekdag"
example = "dinsdag"
"""


def test_bundled_files_are_read_and_named_after_their_tag() -> None:
    assert {file.stem for file in FILES} == {"en", "ja", "zh"}
    for file in FILES:
        assert compiled(file.read_bytes(), str(file)).tag == file.stem


def test_tables_stay_small_enough_to_read() -> None:
    lines = [line for file in FILES for line in file.read_text("utf-8").splitlines()]
    assert max(map(len, lines)) <= WIDEST
    assert sum(file.stat().st_size for file in FILES) <= MOST_BYTES


def rows(table: str) -> Iterator[tuple[str, Language, Any]]:
    """Each row of a table of each bundled language, and its name."""
    for file in FILES:
        language = language_of(file.stem)
        assert language is not None
        for number, row in enumerate(getattr(language.tables, table), 1):
            yield f"{language.tag}-{table}-{number}", language, row


THINGS = (
    Instrument("us/x/fuel", "final_rule", "Fuel Rule", aliases=(("ja", ("燃料規則",)), ("zh", ("燃料管理办法",)))),
    Instrument("us/x/list", "notice", "Entity List", aliases=(("ja", ("リスト",)), ("zh", ("实体清单",)))),
    Instrument("us/x/act", "bill", "Chip Security Act"),
)


@each_row(("name", "language", "row"), rows("act"))
def test_every_act_is_told_by_its_example(name: str, language: Language, row: tables.ActRow) -> None:
    index = NameIndex(Ledger(instruments=THINGS).names(), language)
    folded = fold(row.example, language)
    found = []
    for span in sentences(folded, language):
        phrases = phrases_in(folded.text, *span, index)
        dates = find_dates(folded.text, *span, language, ("ymd",))
        found += acts_of(masked(folded.text, *span, phrases, dates), language)
    assert [each for each in found if each.row.row == row], [each.row.row.kind for each in found]
    if row.words:
        assert language.act_words[row.kind].search(folded.text)


@each_row(("name", "language", "row"), rows("noun"))
def test_every_noun_is_found_in_its_example(name: str, language: Language, row: tables.NounRow) -> None:
    assert any(language.noun_row(each) == row for each in language.nouns.finditer(row.example))


@each_row("table", ["date", "edge", "clock", "part_of_day", "zone"])
@each_row("tag", [file.stem for file in FILES])
def test_every_row_of_the_calendar_is_found_in_its_example(tag: str, table: str) -> None:
    language = language_of(tag)
    assert language is not None
    for row in getattr(language.tables, table):
        text = fold(row.example, language).text
        hits = find_dates(text, 0, len(text), language, ("ymd",))
        found = {
            "date": [hit for hit in hits if hit.row == row],
            "edge": [hit for hit in hits if hit.role == getattr(row, "role", "")],
            "clock": [each for each in language.clocks.pattern.finditer(text) if language.clocks.form(each) == row],
            "part_of_day": [hit for hit in hits if hit.hours == getattr(row, "hours", ())],
            "zone": [hit for hit in hits if hit.zone == getattr(row, "zone", "-")],
        }
        assert found[table], row


@each_row("tag", [file.stem for file in FILES])
def test_the_groups_of_a_form_are_all_that_a_match_has(tag: str) -> None:
    language = language_of(tag)
    assert language is not None
    for row in language.tables.date:
        for match in language.dates.pattern.finditer(fold(row.example, language).text):
            every = {name: value for name, value in groups_of(match).items() if not name.startswith("form")}
            assert language.dates.groups(match) == every


@each_row(("name", "language", "row"), rows("detail"))
def test_every_detail_is_found_in_its_example(name: str, language: Language, row: tables.DetailRow) -> None:
    act = row.acts[0] if row.acts else "note"
    names = {each.name for each in find_details(fold(row.example, language).text, act, language)}
    assert any(name == row.name or ("{" in row.name and name.startswith(row.name.partition("{")[0])) for name in names)


@each_row("table", ["actor", "place", "city"])
@each_row("tag", [file.stem for file in FILES])
def test_every_name_is_found(tag: str, table: str) -> None:
    language = language_of(tag)
    assert language is not None
    names = {"actor": language.actors, "place": language.places, "city": language.cities}[table]
    for row in getattr(language.tables, table):
        assert [list(names.find(name)) for name in row.names if not list(names.find(name))] == []


def test_a_fourth_language_is_a_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "languages"
    folder.mkdir()
    (folder / "nl.toml").write_text(DUTCH, "utf-8")
    monkeypatch.setattr(module, "bundled", lambda _: tmp_path)
    module._load.cache_clear()
    try:
        found = read("Het ministerie publiceerde dinsdag de Fuel Rule.", language="nl-NL")
    finally:
        module._load.cache_clear()
    assert [told(claim) for claim in found.says] == [("publish", "us/epa/fuel-rule", "2025-05-13", "")]


def test_nothing_is_read_in_a_language_without_a_file() -> None:
    assert language_of("ko") is None
    assert read("산업부는 Fuel Rule 규칙을 폐지했다.", language="ko") == type(read(""))()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("class = \"rule\"", "class = \"thing\"", "noun[1].class"),
        ('kind = "publish"', 'kind = "explode"', "act[1].kind"),
        ("'{day} {month} {year}'", "'{day} {moon}'", "{moon}"),
        ("'{weekday}'", "'('", "regular expression"),
        ('example = "dinsdag"', "", "date[2].example"),
        ('name = "Nederlands"', 'name = "Nederlands"\ncolour = "blue"', "language.colour"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in DUTCH
    path = tmp_path / "nl.toml"
    path.write_text(DUTCH.replace(old, new), "utf-8")
    with pytest.raises(SettingsError) as caught:
        compiled(path.read_bytes(), str(path))
    assert words in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_file_that_is_no_toml() -> None:
    with pytest.raises(SettingsError, match="expected TOML"):
        read_language(b"[language", name="nl.toml")


@each_row(
    ("words", "number"),
    [("十三", 13), ("二十", 20), ("二〇二五", 2025), ("元", 1), ("一百十二", 112), ("一百零八", 108), ("一百一十四", 114), ("五月", None)],
)  # fmt: skip
def test_numbers_in_chinese(words: str, number: int | None) -> None:
    assert han_number(words) == number
