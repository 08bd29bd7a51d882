"""Names as they are spelled: kana and middle dots, announcements by their number alone."""

from __future__ import annotations

from regtrack.model.instrument import Instrument
from regtrack.news.language import language_of
from regtrack.news.names import NameIndex, names_of
from regtrack.news.reading import ItemReader
from tests.news.helpers import Ledger, item
from tests.rows import each_row

WATCH = Instrument("us/congress/s77", "bill", "Harbor Watch Act (S. 77)", aliases=(("ja", ("ハーバーウォッチ法案",)),))
FAIR = Instrument(
    "us/epa/fair", "guidance", "Guidance on Fairs", aliases=(("ja", ("港湾フェアにおける衛生管理の手引",)),)
)


@each_row(
    ("text", "found"),
    [
        ("「ハーバーウオッチ法案」が提出された。", [WATCH]),
        ("「ハーバー・ウォッチ法案」が提出された。", [WATCH]),
        ("「ﾊｰﾊﾞｰｳｫｯﾁ法案」が提出された。", [WATCH]),
        ("「ハーバウォッチ法案」が提出された。", [WATCH]),
        ("「ハーバーマッチ法案」が提出された。", []),
        ("「ハーバーウィッチ法案」が提出された。", []),
        ("「ハーバーワッチ法案」が提出された。", []),
    ],
)
def test_small_and_large_kana_are_one_spelling(text: str, found: list[Instrument]) -> None:
    """Long marks, middle dots and widths make no other name; another kana does."""
    reading = ItemReader(Ledger([], [WATCH])).read(
        item(f"米環境保護庁(EPA)によると、{text}", language="ja", zone="Asia/Tokyo")
    )
    assert [each.id for each in reading.mentions] == [each.id for each in found]


@each_row(
    ("text", "share"), [("衛生管理の手引が港湾フエア向けに出た。", 1), ("衛生管理の手引が港湾ファン向けに出た。", 0)]
)
def test_words_of_a_name_are_compared_in_one_spelling(text: str, share: int) -> None:
    language = language_of("ja")
    assert language is not None
    shares = NameIndex(names_of(FAIR), language).described(text)
    assert (shares.get(FAIR.id, 0) >= 1) is bool(share)
