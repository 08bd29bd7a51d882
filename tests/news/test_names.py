"""Names as they are spelled: kana and middle dots, announcements by their number alone."""

# ruff: noqa: E501 (tables read best one row a line)

from __future__ import annotations

from regtrack.model.instrument import Instrument
from regtrack.news.language import language_of
from regtrack.news.names import NameIndex, names_of
from regtrack.news.reading import ItemReader
from tests.news.helpers import Ledger, fact, item
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


ROTORS, OLD, VALVES = (
    Instrument(
        f"cn/mofcom/{year}-{n}", "order", f"MOFCOM Announcement {year} No. {n} on {goods} exports",
        aliases=(("zh", (name,)),), citation=(f"MOFCOM Announcement {year} No. {n}",),
    )
    for year, n, goods, name in ((2025, 7, "Rotor", "转子出口限制"), (2024, 7, "Pump", "水泵出口限制"), (2025, 9, "Valve", "阀门出口限制"))
)  # fmt: skip
MADE = {ROTORS: "2025-05-10", OLD: "2024-08-01", VALVES: "2025-05-12"}


@each_row(
    ("language", "text", "found"),
    [
        ("en", "China's MOFCOM issued Announcement No. 9 on valves.", [VALVES]),
        ("en", "China's MOFCOM issued Announcement No. 7.", [ROTORS]),
        ("en", "China's MOFCOM issued Announcement No. 9 of 2023.", []),
        ("en", "China's customs issued Announcement No. 9 on valves.", []),
        ("en", "China's MOFCOM is in Beijing. The mayor of that town issued Announcement No. 9 on bicycles.", []),
        ("zh", "中国商务部发布第9号公告。", [VALVES]),
        ("zh", "中国商务部今天开会。两日后的第9号公告限制阀门出口。", [VALVES]),
        ("zh", "中国商务部2025年第7号公告很长。两日后的第9号公告更短。", [ROTORS, VALVES]),
        ("zh", "中国商务部2025年第7号公告很长。证监会第9号公告更短。", [ROTORS]),
        ("zh", "中国商务部今天开会。两日后的第9号公告说的是自行车。", []),
        ("zh", "中国商务部发布2023年的第9号公告。", []),
        ("zh", "中国海关总署发布第9号公告。", []),
        ("zh", "中国商务部9号公告限制阀门出口。", [VALVES]),
        ("zh", "中国商务部2025年9号公告限制阀门出口。", [VALVES]),
        ("zh", "中国商务部表示，税务总局9号公告是另一回事。", []),
        ("zh", "中国财政部9号公告是另一回事。", []),
        ("ja", "中国商務部は公告第9号を公布した。", [VALVES]),
        ("ja", "中国商務部は第8号公告を公布した。", []),
    ],
)  # fmt: skip
def test_what_is_numbered_within_its_year_is_known_without_it(
    language: str, text: str, found: list[Instrument]
) -> None:
    """The body is that of the sentence, or of the head where the sentence tells of the subject."""
    ledger = Ledger([fact("publish", day, each.id) for each, day in MADE.items()], [*MADE])
    ids = [each.id for each in ItemReader(ledger).read(item(text, language=language, jurisdiction="cn")).mentions]
    assert ids == [each.id for each in found]


def test_a_number_of_long_ago_needs_its_year() -> None:
    text = "China's MOFCOM keeps Announcement No. 9."
    reading = ItemReader(Ledger([fact("publish", "2024-01-12", VALVES.id)], [VALVES])).read(item(text))
    assert reading.mentions == ()
