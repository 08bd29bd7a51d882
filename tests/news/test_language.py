"""Language files: the bundled ones, one more that is nothing but a file, and what is said of faulty ones."""

# ruff: noqa: E501 (tables read best one row a line)

from pathlib import Path

import pytest

from regtrack._bundled import bundled
from regtrack.errors import SettingsError
from regtrack.news import languages as module
from regtrack.news.language import han_number
from regtrack.news.languages import language_of, read_language, read_language_file
from tests.news.helpers import anchor, by_tables, spelled

DUTCH = """
[language]
tag = "nl"
name = "Nederlands"
spaces = true
numeric = ["dmy"]
sentence_end = '''[.!?](?=\\s)|\\n'''
clause_break = '[,;:]'

[calendar]
weekdays = [["maandag"], ["dinsdag"], ["woensdag"], ["donderdag"], ["vrijdag"], ["zaterdag"], ["zondag"]]
months = [["januari"], ["februari"], ["maart"], ["april"], ["mei"], ["juni"], ["juli"], ["augustus"], ["september"], ["oktober"], ["november"], ["december"]]

[[date]]
pattern = '{day} {month} {year}'
rule = "dag, maand en jaar"
[[date]]
pattern = '{weekday}'
rule = "weekdag"
[[date]]
pattern = 'afgelopen {weekday}'
rule = "weekdag van vorige week"
weeks = -1

[attach]
before = 1.0
after = 1.0

[mention]
stop = '''[,;:()"]|\\b(?:de|het|een|op|van|in|met|heeft|is|wordt|dat)\\b'''
generic = ["nieuwe"]
pointing = '\\b(?:de|het|deze|dit)'

[[noun]]
class = "rule"
words = ["regeling", "verordening"]

[verbs]
saying = ["zei", "meldde"]
passive = '\\b(?:is|wordt|werd)'

[[act]]
kind = "publish"
verbs = ["publiceerde", "gepubliceerd"]
of = ["rule"]
[[act]]
kind = "rescind"
verbs = ["intrekken", "ingetrokken"]
needs_target = true

[[modality]]
name = "will"
before = ['\\b(?:zal|gaat)\\b.{0,60}']
tense = "future"
"""


def test_bundled_files_are_read_and_named_after_their_tag() -> None:
    files = sorted((bundled("feeds") / "languages").glob("*.toml"))
    assert {file.stem for file in files} == {"en", "ja", "zh"}
    for file in files:
        assert read_language_file(file).tables.language.tag == file.stem


def test_a_fourth_language_is_a_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "languages"
    folder.mkdir()
    (folder / "nl.toml").write_text(DUTCH, "utf-8")
    monkeypatch.setattr(module, "bundled", lambda _: tmp_path)
    module._load.cache_clear()
    try:
        text = "Het ministerie publiceerde dinsdag de Regeling chipmachines. Zij zal de regeling intrekken."
        first, second = by_tables(text, language="nl-NL", anchor=anchor("2025-05-14", "Europe/Amsterdam"))
    finally:
        module._load.cache_clear()
    assert (first.act, first.target, spelled(first.when)) == ("publish", "Regeling", ["2025-05-13"])
    assert (second.act, second.modality, second.pointing) == ("rescind", "will", True)
    assert text[second.start : second.end] == second.quote == "Zij zal de regeling intrekken."


def test_there_are_no_claims_in_a_language_without_a_file() -> None:
    assert language_of("ko") is None
    assert by_tables("산업부는 규칙을 폐지했다.", language="ko", anchor=anchor()) == ()


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ('tag = "nl"', "", "language.tag: found nothing; expected a value"),
        ('kind = "publish"', 'kind = "publsh"', "did you mean 'publish'?"),
        ('name = "will"', 'name = "wil"', "did you mean 'will'?"),
        ("needs_target = true", "needs_traget = true", "did you mean 'needs_target'?"),
        ('"intrekken"', '"intrekken("', "act[2].verbs: found"),
        ("'{weekday}'", "'{weekdag}'", "no list {weekdag}"),
        ("before = 1.0", "before = 'near'", "attach.before"),
        ('["dmy"]', '["dym"]', "an order"),
    ],
)
def test_faults_are_named_with_their_place(wrong: str, right: str, told: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read_language(DUTCH.replace(wrong, right, 1).encode(), name="nl.toml")
    assert told in str(raised.value)
    assert str(raised.value).startswith("nl.toml:")


def test_all_faults_are_told_at_once() -> None:
    broken = DUTCH.replace('"intrekken"', '"intrekken("').replace("'{weekday}'", "'{weekdag}'")
    with pytest.raises(SettingsError) as raised:
        read_language(broken.encode(), name="nl.toml")
    assert len(raised.value.faults) == 2


def test_text_that_is_no_toml_is_a_fault() -> None:
    for data in (b"[language", b"\xff\xfe"):
        with pytest.raises(SettingsError, match=r"nl\.toml(:\d+)?: found .*; expected (TOML; see|text in UTF-8)"):
            read_language(data, name="nl.toml")


def test_fold_needs_as_many_characters_on_both_sides() -> None:
    with pytest.raises(SettingsError, match="fold: found 2 and 1 characters"):
        read_language((DUTCH + '\n[fold]\nread = "ab"\nas = "c"\n').encode(), name="nl.toml")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("五", 5),
        ("十", 10),
        ("十三", 13),
        ("二十", 20),
        ("三十一", 31),
        ("二〇二五", 2025),
        ("元", 1),
        ("十十", None),
        ("月", None),
        ("", None),
    ],
)
def test_chinese_numerals(text: str, number: int | None) -> None:
    assert han_number(text) == number


def test_patterns_of_the_bundled_files_find_something_only_where_they_should() -> None:
    for tag in ("en", "ja", "zh"):
        tables = language_of(tag)
        assert tables is not None
        every = [row.pattern for words in tables.lexicon.vocabularies for row in words.rows]
        assert not [pattern.pattern for pattern in every if pattern.search("") or pattern.search("~ ~")]


def test_the_faults_of_a_file_that_was_not_checked_are_told_when_one_is_met() -> None:
    broken = DUTCH.replace('"intrekken"', '"intrekken("').replace('"nieuwe"', '"nieuwe("').encode()
    language = read_language(broken, name="nl.toml", checked=False)
    text = "Het ministerie publiceerde dinsdag de Regeling chipmachines."
    for _ in range(2):
        with pytest.raises(SettingsError) as raised:
            by_tables(text, language=language, anchor=anchor())
        assert {fault.field for fault in raised.value.faults} == {"mention.generic", "act[2].verbs"}
