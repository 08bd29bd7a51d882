"""What words point to by the day or month of a document, and the agreement behind an act."""

# ruff: noqa: E501 (tables read best one row a line)

from __future__ import annotations

from regtrack.model.instrument import Instrument
from regtrack.news.reading import ItemReader
from tests.news.helpers import INSTRUMENTS, Ledger, fact, item
from tests.rows import each_row

BOILERS, FANS = (
    Instrument(f"us/epa/{each.lower()}", "final_rule", f"Emission Standards for Industrial {each} in Winter")
    for each in ("Boilers", "Fans")
)
WAIVER = Instrument("us/epa/waiver", "final_rule", "Industrial Kilns Exemption", short="Industrial Kiln Rule")
MADE = {BOILERS: "2025-01-08", FANS: "2025-01-20", WAIVER: "2025-01-20"}


@each_row(
    ("text", "found"),
    [
        ("Prices fell because of the EPA's industrial rules of January 2025.", [BOILERS, FANS]),
        ("Prices fell because of the industrial rules that the EPA adopted in January.", [BOILERS, FANS]),
        ("Prices fell because of the two January industrial rules of the EPA.", [BOILERS, FANS]),
        ("Prices fell because of the three January industrial rules of the EPA.", []),
        ("Prices fell because of the EPA's industrial rule of January 2025.", []),
        ("Prices fell because of the EPA's industrial rules of December 2024.", []),
        ("Prices fell because of the EPA's poultry rules of January 2025.", []),
        ("Prices fell because of industrial rules of the EPA since January 2025.", []),
        ("The EPA spoke of prices. They are kept by the boiler rules of January 8, 2025, on what Japan ships.", [BOILERS]),
        ("Prices fell because of the FTC's industrial rules of January 2025.", []),
        ("Prices fell because of the industrial rules that Japan adopted in January 2025.", []),
    ],
)  # fmt: skip
def test_a_plural_and_a_month_mean_all_of_that_month_and_subject(text: str, found: list[Instrument]) -> None:
    """As many are meant as are counted; a plural without a number means all, and a singular the only one."""
    ledger = Ledger([fact("publish", day, each.id) for each, day in MADE.items()], [*INSTRUMENTS, *MADE])
    ids = [each.id for each in ItemReader(ledger).read(item(f"{text} Shares fell too.")).mentions]
    assert sorted(ids) == sorted(each.id for each in found)


def test_a_month_without_a_year_that_began_long_ago_is_not_that_of_a_name() -> None:
    """In May, "the October rules" may be those of any year."""
    facts = [fact("publish", "2024-10-08", each.id) for each in (BOILERS, FANS)]
    reading = ItemReader(Ledger(facts, [*INSTRUMENTS, *MADE])).read(item("The EPA keeps the October industrial rules."))
    assert reading.mentions == ()


GUIDES = tuple(
    Instrument(f"us/epa/guide-{n}", "guidance", title, aliases=(("ja", (name,)),))
    for n, (title, name) in enumerate({
        "Guidance on Harbors": "港湾堆積物の測定指針", "Guidance on Orchards": "果樹園噴霧器の点検指針", "Policy on Tunnels": "隧道排気の政策声明"
    }.items())
)  # fmt: skip


@each_row(
    ("text", "found"),
    [
        ("米環境保護庁(EPA)は13日、燃料の基準を示した。期限は14日だ。同日、港湾堆積物の指針、果樹園噴霧器の指針、隧道排気の政策声明も公表した。", True),
        ("米環境保護庁(EPA)は12日、燃料の基準を示した。期限は14日だ。同日、港湾堆積物の指針、果樹園噴霧器の指針、隧道排気の政策声明も公表した。", False),
        ("米環境保護庁(EPA)は13日、燃料の基準を示した。期限は14日だ。同日、採用の指針、休暇の指針、表彰の政策声明も公表した。", False),
    ],
)  # fmt: skip
def test_documents_that_are_told_one_after_another_are_as_many_as_they_are(text: str, found: bool) -> None:
    """"The same day" is that of the news, and not of the deadline before it."""  # fmt: skip
    ledger = Ledger([fact("publish", "2025-05-13", each.id) for each in GUIDES], [*INSTRUMENTS, *GUIDES])
    ids = [each.id for each in ItemReader(ledger).read(item(text, language="ja", zone="Asia/Tokyo")).mentions]
    assert (len(ids) == len(GUIDES)) is found


PACT = Instrument("us/ustr/pact", "agreement", "Fuel trade arrangement of Lisbon (2025)", short="Lisbon arrangement")


@each_row(
    ("text", "found"),
    [
        ("The Fuel Rule is suspended. This carries out what both leaders agreed in Lisbon.", True),
        ("The Fuel Rule is suspended. This carries out what both leaders agreed in Porto.", False),
        ("The Fuel Rule is suspended. Both sides put the Porto-Lisbon understanding on paper.", True),
        ("The Fuel Rule is suspended. It is one of the Lisbon outcomes.", True),
        ("The Fuel Rule is suspended. Both sides put the Porto-Faro understanding on paper.", False),
        ("The Fuel Rule is suspended. It was met with understanding of what Lisbon needs.", False),
        ("The Fuel Rule is suspended. He left on the understanding that Lisbon is far.", False),
        ("The Fuel Rule is suspended. The minister dined in Lisbon.", False),
        ("Refiners like it. This carries out what both leaders agreed in Lisbon.", False),
    ],
)
def test_the_agreement_that_an_act_carries_out_is_known_by_its_place(text: str, found: bool) -> None:
    """Of what the item tells something was done within days of the agreement."""
    facts = [fact("stay", "2025-05-10"), fact("announce", "2025-05-05", PACT.id)]
    ids = [each.id for each in ItemReader(Ledger(facts, [*INSTRUMENTS, PACT])).read(item(text)).mentions]
    assert (PACT.id in ids) is found


PLEDGE = Instrument(
    "us/epa/new-fuel-rule", "final_rule", "Promised replacement for the Fuel Rule", short="Fuel Rule replacement"
)


@each_row(
    ("text", "found"),
    [
        ("A replacement is to come.", True),
        ("A picnic is to come.", False),
        ("No replacement for the Fuel Rule is in sight.", True),
        ("The replacement for the clerk who wrote the Fuel Rule is in sight.", False),
    ],
)
def test_a_promised_replacement_is_told_without_words_of_law(text: str, found: bool) -> None:
    """What is named after the rule spoken of, and only announced, is meant by the word that it has besides."""
    facts = [
        fact(
            "announce",
            "2025-05-13",
            PLEDGE.id,
            by="us/epa/press-release",
            certainty="announced",
            announced="2025-05-13",
            published=None,
            effect="unknown",
        )
    ]
    ledger = Ledger(facts, [*INSTRUMENTS, PLEDGE])
    reading = ItemReader(ledger).read(item(f"The EPA will rescind the Fuel Rule, it said on Tuesday. {text}"))
    assert (PLEDGE.id in [each.id for each in reading.mentions]) is found


@each_row(
    ("published", "text", "found"),
    [
        ("2025-04-22", "In Japan the amended order came into force on April 1 and adds 9 glass kilns.", True),
        ("2025-03-12", "In Japan permits for glass kilns will be required from April 1.", True),
        ("2025-04-22", "In Korea the amended order came into force on April 1 and adds 9 glass kilns.", False),
        ("2025-04-22", "In Japan the amended order came into force on March 1 and adds 9 glass kilns.", False),
        ("2025-04-22", "In Japan the amended order came into force on April 1 and adds 9 poultry farms.", False),
        ("2025-04-22", "In Japan an EPA team saw on April 1 how permits for glass kilns work.", False),
        ("2024-12-20", "The news came as Japan added glass kilns and pottery wheels to its export controls.", True),  # months before they began
        ("2024-12-20", "The news came as Japan published grants for glass kilns.", False),
    ],
)  # fmt: skip
def test_a_measure_of_a_country_is_told_by_the_country_a_day_and_its_subject(
    published: str, text: str, found: bool
) -> None:
    """What the record has only from its first day of effect was made some time before."""
    kilns = Instrument("jp/meti/kilns", "final_rule", "Japan: glass kilns and pottery wheels added to export controls")
    ledger = Ledger([fact("set_effective", "2025-04-01", kilns.id, published=None)], [*INSTRUMENTS, kilns])
    read = ItemReader(ledger).read(
        item(f"Prices fell. {text}", title="Glass makers wait", published=f"{published}T12:00Z")
    )
    assert [each.id for each in read.mentions] == [kilns.id] * found


@each_row(
    ("language", "text", "found"),
    [
        ("en", "The EPA also issued guidance today: on how soot from kilns is caught; on looms; and to mills about dust.", True),
        ("en", "The EPA also issued guidance today: on how soot from kilns is caught; and to mills about dust.", False),
        ("en", "The FTC also issued guidance today: on how soot from kilns is caught; on looms; and to mills about dust.", False),
        ("en", "The EPA also issued guidance in May: on how soot from ports is caught; on cranes; and to ships about noise.", False),
        ("zh", "美国环境保护署今日还发布指南：一是窑炉烟尘；二是织机；三是磨坊粉尘。", True),
        ("zh", "美国环境保护署今日还发布指南：一是窑炉烟尘；二是磨坊粉尘。", False),
    ],
)  # fmt: skip
def test_documents_told_one_by_one_are_those_of_the_day(language: str, text: str, found: bool) -> None:
    """They must be as many as the record has of that body, class and day."""
    names = {
        "kilns": ("Soot from Kilns", "窑炉烟尘"),
        "looms": ("Oil from Looms", "织机油污"),
        "mills": ("Dust from Mills", "磨坊粉尘"),
    }
    every = [
        Instrument(
            f"us/epa/{id_}",
            "guidance",
            f"Guidance on {title} of Northern Winter Wool Towns",
            aliases=(("zh", (f"{name}指南",)),),
        )
        for id_, (title, name) in names.items()
    ]
    ledger = Ledger([fact("publish", "2025-05-14", each.id) for each in every], [*INSTRUMENTS, *every])
    reading = ItemReader(ledger).read(item(text, language=language))
    assert (len(reading.mentions) == len(every)) is found


@each_row(
    ("text", "found"),
    [
        ("据知情人士，中国海关本周要求代理不得为K770窑炉申报进口。", True),
        ("据知情人士，中国商务部本周要求代理不得为K770窑炉申报进口。", False),
        ("据知情人士，中国海关本周要求代理不得为窑炉申报进口。", False),
    ],
)  # fmt: skip
def test_an_instruction_without_an_act_on_record_is_told_by_its_body_and_product(text: str, found: bool) -> None:
    order = Instrument(
        "cn/customs/kilns", "order", "Customs instruction on Kiln K770", aliases=(("zh", ("海关、K770",)),)
    )
    review = Instrument("us/epa/kilns", "final_rule", "K770 Kiln Review", aliases=(("zh", ("K770窑炉审查规则",)),))
    ledger = Ledger([fact("publish", "2025-05-13", review.id)], [*INSTRUMENTS, order, review])
    reading = ItemReader(ledger).read(item(text, language="zh", title="窑炉代理退单"))
    assert (order.id in [each.id for each in reading.mentions]) is found


def test_the_rule_of_a_month_is_one_that_is_known_already() -> None:
    """A singular points to what was found and made then, whatever word of another the sentence has."""
    ledger = Ledger([fact("publish", MADE[each], each.id) for each in (BOILERS, FANS)], [*INSTRUMENTS, BOILERS, FANS])
    text = f"The EPA drops its {BOILERS.title}. Prices fell. The rule, issued in January, covers no fans."
    assert "day" not in [each.rule for each in ItemReader(ledger).read(item(text)).mentions]
