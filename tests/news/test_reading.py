"""What an item is about, and what it surely says."""

# ruff: noqa: E501 (tables read best one row a line)

from __future__ import annotations

from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.news.reading import ItemReader
from tests.news.helpers import FUEL, INSTRUMENTS, WATER, Ledger, fact, item, read, says, told
from tests.rows import each_row

PUBLISHED, EFFECTIVE = fact("publish", "2025-03-03"), fact("set_effective", "2025-04-02")


# --- what is read at all


@each_row(
    ("text", "concerned"),
    [
        ("The report describes how licences were handled in spring.", False),
        ("Exporters must have licences from June.", True),
        ("Licences are no longer required.", True),
        ("Shares closed higher after the statement.", False),
    ],
)
def test_law_in_passing_concerns_nobody(text: str, concerned: bool) -> None:
    """A word of law counts beside one that says that law is made, or binds; in a headline it counts alone."""
    assert read(text).concerns is concerned
    assert read("It rained.", title="Licences for exporters").concerns


def test_dates_that_count_from_another_are_found_in_any_order() -> None:
    """A sentence is read without those before it until a date of it counts from theirs."""
    text = "The EPA met firms on May 5, 2025. It suspended the Fuel Rule the next day."
    assert says(text) == [("stay", FUEL, "2025-05-06", "")]


# --- mentions


@each_row(
    ("text", "rule"),
    [
        ("The agency spoke about the Fuel Rule.", "name"),
        ("See 90 FR 1234 for the words.", "identifier"),
        ("The agency defended its fuel final rule.", "core"),
        ("The document “Emission Standards for Fuel Additives in Passenger Cars” is long, and a rule.", "title"),
        ("The EPA may change what passenger cars emit and which additives fuel has, under its emission standards.", "words"),
    ],
)  # fmt: skip
def test_an_instrument_is_known_by_number_name_core_title_or_words(text: str, rule: str) -> None:
    (mention,) = read(text).mentions
    assert (mention.id, mention.rule, mention.quotes) == (FUEL, rule, (text,))


@each_row(
    ("text", "language", "found"),
    [
        ("Lawmakers in Brussels debated the AI Act, a law on models.", "en", True),
        ("The Commission's officials defended Europe's AI Act, a law on models.", "en", True),
        ("Lawmakers in Denver debated the AI Act, a law on models.", "en", False),  # nothing is said of its country
        ("Brussels looked on as lawmakers amended Colorado's AI Act, a law on models.", "en", False),
        ("EUの理事会はAI法を議論した。", "ja", True),
        ("EUは見守り、韓国のAI法が議論された。", "ja", False),
        ("议会讨论AI法。", "zh", False),
    ],
)  # fmt: skip
def test_a_short_name_is_one_in_news_of_its_country(text: str, language: str, found: bool) -> None:
    """ "AI Act" tells little: it is a name where the country of its instrument is named, and nobody else's before it."""
    aliases = (("en", ("AI Act",)), ("ja", ("AI法",)), ("zh", ("AI法",)))
    act = Instrument("eu/parliament/ai-act", "regulation", "Artificial Intelligence Act", aliases=aliases)
    reading = ItemReader(Ledger((), (act,))).read(item(text, language=language, jurisdiction="xx"))
    assert [(each.id, each.rule) for each in reading.mentions] == [(act.id, "name")][:found]


@each_row(
    ("text", "jurisdiction", "found"),
    [
        ("The AI Act applies to makers of toys from today.", "", True),
        ("AI法はきょうから適用される。", "", True),
        ("公告第61号はきょうから適用される。", "", False),  # a number is anybody's
        ("The AI Act applies to makers of toys from today.", "eu", True),
        ("The AI Act applies to makers of toys from today.", "us", False),
        ("Lawmakers in Denver debated the AI Act, a law on models.", "", False),
        ("The governor signed the AI Act, a law on models.", "", False),
        ("Texas has an AI Act, a law on models.", "", False),
        ("The AI Act is a law on models. Japan has none.", "", False),
        ("OFAC has nothing to do with the AI Act.", "", False),
    ],
)  # fmt: skip
def test_a_short_name_is_one_in_news_that_names_no_country(text: str, jurisdiction: str, found: bool) -> None:
    aliases = (("en", ("AI Act",)), ("ja", ("AI法", "公告第61号")))
    act = Instrument("eu/parliament/ai-act", "regulation", "Artificial Intelligence Act", aliases=aliases)
    fields = {"jurisdiction": jurisdiction, "language": "en" if text.isascii() else "ja"}
    reading = ItemReader(Ledger((), (act,))).read(item(text, **fields))
    assert [each.id for each in reading.mentions] == [act.id][:found]


@each_row(
    ("text", "found"),
    [("美国商务部列出实体清单。", True), ("美国列出不可靠实体清单。", False), ("日本列出实体清单。", False)],
)
def test_a_name_of_common_words_is_no_part_of_a_longer_noun(text: str, found: bool) -> None:
    entities = Instrument("us/bis/entity-list", "list", "Entity List", aliases=(("zh", ("实体清单",)),))
    reading = ItemReader(Ledger((), (entities,))).read(item(text, language="zh", jurisdiction="xx"))
    assert [each.id for each in reading.mentions] == [entities.id][:found]


@each_row(
    ("text", "published", "found"),
    [
        ("The EPA sets new limits for additives in passenger cars, a regulation says.", "2025-03-05", True),
        ("The EPA sets new limits for additives in passenger cars, a regulation says.", "2025-03-30", False),
        ("Brazil sets new limits for additives in passenger cars, a regulation says.", "2025-03-05", False),
        ("The EPA keeps the Water Rule.\nIt sets limits for additives in passenger cars, a regulation says.", "2025-03-05", False),
    ],
)  # fmt: skip
def test_news_follows_acts_within_days(text: str, published: str, found: bool) -> None:
    """What the head of an item describes is known where its body did something just before, unless another is named."""
    mentions = read(text, PUBLISHED, published=f"{published}T09:00[America/New_York]").mentions
    assert ((FUEL, "near") in [(each.id, each.rule) for each in mentions]) is found


CHIPS = Instrument(
    "us/x/chips", "proclamation", "Labeling of Widgets",
    aliases=(("en", ("widgets and gadgets",)), ("zh", ("先进芯片25%关税",))),
)  # fmt: skip


@each_row(
    ("title", "language", "found"),
    [
        ("US pauses tariffs on widgets and gadgets", "en", True),
        ("US pauses license for widgets", "en", True),  # half of a name, and the act that is on record of these days
        ("US extends license for widgets", "en", False),
        ("Brazil pauses license for widgets", "en", False),
        ("Brazil pauses license of US firms for widgets", "en", False),  # who acts is named first
        ("美国对重型卡车加征25%关税", "zh", False),  # an amount alone
    ],
)
def test_a_headline_describes_by_its_subject_and_its_act(title: str, language: str, found: bool) -> None:
    """The words of a name are enough with the country of its body, or half of them with the act on record as well."""
    ledger = Ledger([fact("stay", "2025-05-13", target=CHIPS.id)], [*INSTRUMENTS, CHIPS])
    reading = ItemReader(ledger).read(item("", title=title, language=language, jurisdiction=""))
    assert (CHIPS.id in [each.id for each in reading.mentions]) is found


MOWERS = Instrument(
    "us/fr/2025-01234", "final_rule", "Noise Limits for Lawn Mowers", agency="epa", citation=("90 FR 2222",),
    agencies=("environmental-protection-agency",),
)  # fmt: skip
DUTY = Instrument(
    "us/president/proclamation-1", "proclamation", "Duty on Widgets", aliases=(("en", ("25% tariff on widgets",)),)
)
MODEL = Instrument("us/bis/x20", "letter", "Is-informed letter on the X20", short="X20")
PRINTED = (
    fact("publish", "2025-05-13", target=MOWERS.id), fact("sign", "2025-05-13", target=DUTY.id),
    fact("set_effective", "2025-05-14", target=DUTY.id), fact("publish", "2025-05-14", target=MOWERS.id),
)  # fmt: skip


@each_row(
    ("text", "language", "found"),
    [
        ("The EPA's Noise Limits for Lawn Mowers took effect on Monday.", "en", [MOWERS.id]),  # the body is on record
        ("The FTC's Noise Limits for Lawn Mowers took effect on Monday.", "en", []),
        ("The EPA on Tuesday published a rule that limits the noise of lawn mowers.", "en", [MOWERS.id]),
        ("The FTC on Tuesday published a rule on ads for lawn mowers and their noise limits.", "en", []),
        ("President Trump on Tuesday signed a proclamation on a 25% tariff on timber.", "en", []),  # no subject
        ("President Trump on Tuesday signed a proclamation on a 25% tariff on widgets.", "en", [DUTY.id]),
        ("Makers sold many X20. The government has given licences for the chips.", "en", [MODEL.id]),
        ("Makers sold many X20. The government has praised the chips.", "en", []),
    ],
)
def test_who_made_it_and_what_it_is_on_tell_an_instrument(text: str, language: str, found: list[str]) -> None:
    """A document of the Register is of the agencies on record; a country, an amount or a kind is no subject."""
    ledger = Ledger(PRINTED, [MOWERS, DUTY, MODEL])
    reading = ItemReader(ledger).read(item(text, language=language, jurisdiction=""))
    assert [each.id for each in reading.mentions] == found


@each_row(
    ("text", "found"),
    [
        ("美国商务部工业与安全局14日宣布，将27家企业列入实体清单。", True),
        ("中国商务部14日宣布，将美国27家企业列入实体清单。", False),  # whoever acts is named first
    ],
)
def test_a_list_is_known_by_its_name_in_any_language(text: str, found: bool) -> None:
    listed = Instrument("us/fr/2025-05678", "final_rule", "Additions to the Entity List", agency="bis")
    ledger = Ledger([fact("publish", "2025-05-14", target=listed.id)], [listed])
    reading = ItemReader(ledger).read(item(text, language="zh-Hans", zone="Asia/Shanghai", jurisdiction=""))
    assert (listed.id in [each.id for each in reading.mentions]) is found


@each_row(
    ("title", "day", "claimed"),
    [
        ("Fuel Rule suspended for a year", "2025-05-13", True),
        ("EPA's Fuel Rule pause", "2025-05-14", True),
        ("Fuel Rule suspended for a year", "2025-05-11", False),
        ("Fuel Rule may be suspended", "2025-05-13", False),
        ("Is the Fuel Rule suspended?", "2025-05-13", False),
        ("Water Rule suspended for a year", "2025-05-13", False),
    ],
)
def test_a_headline_tells_again_what_the_record_has_of_its_day(title: str, day: str, claimed: bool) -> None:
    """A headline has no day: where the record has its act of that day or the day before, it is that act."""
    claims = read("", fact("stay", day), title=title).says
    assert [(each.act, each.target, each.when) for each in claims] == [("stay", FUEL, ())][:claimed]


def test_an_instrument_that_is_hardly_named_is_known_by_its_days() -> None:
    text = "The EPA published standards for additives on March 3, 2025. They apply from April 2, 2025."
    (mention,) = read(text, PUBLISHED, EFFECTIVE).mentions
    assert (mention.id, mention.rule) == (FUEL, "day")
    assert read(text.replace("April 2", "April 3").replace("March 3", "March 4"), PUBLISHED, EFFECTIVE).mentions == ()


def test_one_word_of_a_name_and_one_day_are_no_instrument() -> None:
    """Nor are two words that are all that a name has: they stand together by chance."""
    assert read("The EPA published a plan for additives on March 3, 2025.", PUBLISHED).mentions == ()
    ledger = Ledger((), (Instrument("us/x/training", "guidance", "AI training policy statement"),))
    text = "The Air Force issued a statement on its rules for a training centre."
    assert ItemReader(ledger).read(item(text)).mentions == ()


def test_two_short_words_of_a_name_are_no_instrument_where_no_blanks_part_words() -> None:
    """A talk about export controls and quantum technology is not about the rule on quantum items."""
    ids = ("us/bis/quantum", "final_rule", "Quantum Rule")
    quantum = Instrument(*ids, aliases=(("ja", ("量子・先端半導体装置などの輸出管理規則",)),))
    reader = ItemReader(Ledger(instruments=[*INSTRUMENTS, quantum]))
    for text, found in (
        ("両省の協力が輸出管理に加え量子分野の規制に拡大することを歓迎した。", []),
        ("量子・先端半導体装置などの輸出管理規則が公布された。", ["us/bis/quantum"]),
    ):
        assert [each.id for each in reader.read(item(text, language="ja")).mentions] == found


def test_a_short_name_tells_with_the_place_beside_it() -> None:
    """There are several AI Acts, and one EU AI Act."""
    act = Instrument("eu/parliament/ai-act", "regulation", "Artificial Intelligence Act", "EU AI Act")
    reader = ItemReader(Ledger(instruments=[*INSTRUMENTS, act]))
    for text, found in (
        ("The EU AI Act applies to general-purpose models.", ["eu/parliament/ai-act"]),
        ("The Colorado AI Act applies to deployers.", []),
    ):
        assert [each.id for each in reader.read(item(text)).mentions] == found


def test_of_two_of_one_name_the_chamber_or_nothing_tells() -> None:
    assert [each.id for each in read("Senators introduced the Fuel Choice Act.").mentions] == ["us/congress/s12"]
    assert [each.id for each in read("The House panel advanced the Fuel Choice Act.").mentions] == ["us/congress/hr34"]
    assert read("Lawmakers discussed the Fuel Choice Act.").mentions == ()


@each_row(
    ("text", "ids"),
    [
        ("Senators introduced the Fuel Choice Act on May 13. A companion bill is pending in the House.", ["us/congress/s12", "us/congress/hr34"]),
        ("Senators introduced the Fuel Choice Act on May 13. The House text is older.", ["us/congress/s12", "us/congress/hr34"]),
        ("Senators introduced the Fuel Choice Act on May 13. The House text on ferries is older.", ["us/congress/s12"]),
        ("Senators introduced the Fuel Choice Act on May 13. Debate is pending in the House.", ["us/congress/s12"]),
    ],
)  # fmt: skip
def test_a_companion_bill_is_the_one_of_the_other_chamber(text: str, ids: list[str]) -> None:
    assert [each.id for each in read(text).mentions] == ids


@each_row(
    ("text", "facts", "found"),
    [
        ("The FTC told shops which refund windows of mail traders it accepts.", ("publish",), True),
        ("The FTC told shops which refund windows of mail traders it accepts.", (), False),  # nothing is on record
        ("The EPA told shops which refund windows of mail traders it accepts.", ("publish",), False),
        ("The FTC told shops which windows it accepts.", ("publish",), False),
    ],
)  # fmt: skip
def test_what_has_no_act_on_record_is_known_by_its_body_and_subjects(
    text: str, facts: tuple[str, ...], found: bool
) -> None:
    """It is not known where the record has acts of nothing that the item may be about: then it is only names."""
    things = (
        Instrument("us/ftc/refunds", "guidance", "Refund windows of mail traders in rural counties"),
        Instrument("us/epa/windows", "final_rule", "Double glazing of windows in mail offices"),
    )
    ledger = Ledger([fact(kind, "2024-01-10", "us/epa/windows") for kind in facts], things)
    reading = ItemReader(ledger).read(item(f"{text} It is a rule."))
    assert [each.id for each in reading.mentions] == ["us/ftc/refunds"][:found]


STAYED = fact("stay", "2025-05-12", by="us/epa/fuel-suspension")
SUSPENSION = Instrument("us/epa/fuel-suspension", "final_rule", "One Year Suspension of Limits", short="Limits pause")


@each_row(
    ("text", "facts", "ids"),
    [
        ("The EPA on Tuesday suspended the Fuel Rule.", (STAYED,), [FUEL, "us/epa/fuel-suspension"]),
        ("The Fuel Rule's suspension ends in May 2026.", (STAYED,), [FUEL, "us/epa/fuel-suspension"]),
        ("The Fuel Rule limits additives.", (STAYED,), [FUEL]),
        ("The Limits pause suspends limits for additives of fuel.", (STAYED,), ["us/epa/fuel-suspension", FUEL]),
        ("The EPA on Tuesday suspended the Fuel Rule.", (fact("stay", "2025-05-12", by="us/epa"),), [FUEL]),
        ("The EPA may suspend the Fuel Rule.", (fact("stay", "2025-06-12", by="us/epa/fuel-suspension"),), [FUEL]),
    ],
)  # fmt: skip
def test_what_did_an_act_is_spoken_of_with_it(text: str, facts: tuple[Event, ...], ids: list[str]) -> None:
    """An act on record tells the document that does it: the suspension of a rule is one of its own."""
    reading = ItemReader(Ledger(facts, (*INSTRUMENTS, SUSPENSION))).read(item(text))
    assert [each.id for each in reading.mentions] == ids


LISTS = tuple(
    Instrument(f"us/bis/denied-{n}", "final_rule", f"Additions to the Denied Firms List ({n} entities)")
    for n in (12, 70)
)


@each_row(
    ("text", "days", "found"),
    [
        ("A rule of Tuesday added firms of the US to the Denied Firms List.", ("2025-05-13", "2025-05-01"), ["us/bis/denied-12"]),
        ("A rule of the US added firms to the Denied Firms List.", ("2025-04-01", "2025-05-13"), ["us/bis/denied-70"]),
        ("A rule of the US added firms to the Denied Firms List.", ("2025-05-13", "2025-05-13"), []),
        ("A rule of the US added firms to the Watched Firms List.", ("2025-05-13", "2025-05-01"), []),
        ("The rule says that the Denied Firms List of the US is long.", ("2025-05-13", "2025-05-01"), []),
        ("On Tuesday the US added 12 firms to the Denied Firms List, and seventy firms by another rule.", ("2025-05-13", "2025-05-13"), [each.id for each in LISTS]),
        ("A rule of the US on Tuesday removed twelve firms from the Denied Firms List.", ("2025-05-13", "2025-05-13"), ["us/bis/denied-12"]),
        ("A rule of the US on May 9 put 70 firms on the Denied Firms List.", ("2025-05-01", "2025-05-13"), ["us/bis/denied-70"]),  # printed since
        ("The US acted on Tuesday. By a further rule it put 70 firms on its blacklist.", ("2025-05-13", "2025-05-13"), ["us/bis/denied-70"]),
        ("The US on Tuesday put 71 firms on its blacklist.", ("2025-05-13", "2025-05-13"), []),
        ("A rule of the US on Tuesday put 70 goods on a list.", ("2025-05-01", "2025-05-13"), []),
        ("Japan on Tuesday put 70 firms on its blacklist.", ("2025-05-13", "2025-05-13"), []),
        ("The US in March put 70 firms on its blacklist.", ("2025-05-13", "2025-05-13"), []),
        ("Traders asked the US on Tuesday to remove 12 firms from the Denied Firms List.", ("2025-05-13", "2025-05-01"), []),
    ],
)  # fmt: skip
def test_a_change_of_a_list_is_known_by_its_day_and_the_number_of_entries(
    text: str, days: tuple[str, str], found: list[str]
) -> None:
    """Rules of one series have one name; the day tells them apart, and those of one day what each adds."""
    facts = [fact("publish", day, each.id) for each, day in zip(LISTS, days, strict=True)]
    assert [each.id for each in ItemReader(Ledger(facts, LISTS)).read(item(text)).mentions] == found


@each_row(
    ("title", "found"),
    [
        ("US adds 12 firms to Denied Firms List over arms sales", True),
        ("US awards 12 firms that left Denied Firms List", False),
        ("Arms sales", False),
    ],
)
def test_a_title_that_tells_a_change_of_a_list_is_of_concern(title: str, found: bool) -> None:
    """Whatever else would make it silent."""
    ledger = Ledger([fact("publish", "2025-05-13", LISTS[0].id)], LISTS)
    told = item("A rule of Tuesday added firms of the US to the Denied Firms List.", title=title)
    assert bool(ItemReader(ledger).read(told).mentions) is found


def test_a_headline_of_no_concern_speaks_of_what_it_names_only() -> None:
    text = "The EPA may change what passenger cars emit and which additives fuel has, under its emission standards."
    assert read(text, title="Two men charged over additives").mentions == ()
    assert len(read(f"{text} See the Fuel Rule.", title="Two men charged over additives").mentions) == 1


def test_nobody_speaks_of_what_was_made_long_after() -> None:
    assert read("The agency defended the Fuel Rule.", fact("publish", "2026-06-01")).mentions == ()


def test_an_item_is_the_document_of_its_title_and_day() -> None:
    """A title that several have is told apart by the day on which the item was published."""
    two = (
        Instrument("us/bis/list-march", "final_rule", "Additions to the Denied Firms List"),
        Instrument("us/bis/list-may", "final_rule", "Additions to the Denied Firms List"),
    )
    facts = (fact("publish", "2025-03-03", "us/bis/list-march"), fact("publish", "2025-05-14", "us/bis/list-may"))
    ledger = Ledger(facts, two)
    told_ = item("In this rule, the Bureau amends the Trade Regulations by adding two firms.", title=two[0].title)
    reading = ItemReader(ledger).read(told_)
    assert [each.id for each in reading.mentions] == ["us/bis/list-may"]
    assert [(each.act, each.target) for each in reading.says] == [("publish", "us/bis/list-may")]


# --- sure claims


@each_row(
    ("text", "claim"),
    [
        # Wednesday 14 May 2025
        ("The EPA on Tuesday suspended the Fuel Rule until May 1, 2026.", ("stay", FUEL, "2025-05-13", "2026-05-01")),
        ("On Tuesday the EPA suspended the Fuel Rule.", ("stay", FUEL, "2025-05-13", "")),
        ("The EPA has suspended the Fuel Rule, effective May 10, 2025.", ("stay", FUEL, "2025-05-10", "")),
        ("The Fuel Rule was vacated by a court on Monday.", ("vacate", FUEL, "2025-05-12", "")),
        ("The Fuel Rule takes effect on June 2, 2025.", ("set_effective", FUEL, "2025-06-02", "")),
        ("The EPA delayed the effective date of the Fuel Rule from June 2, 2025, to July 1, 2025.", ("delay_effective", FUEL, "2025-07-01", "")),
        ("The EPA will suspend the Fuel Rule from June 2, 2025.", ("stay", FUEL, "2025-06-02", "")),
        ("環境保護庁は火曜日に燃料規則を撤廃した。", ("rescind", FUEL, "2025-05-13", "")),
        ("美国环保署周二撤销了燃料规则。", ("rescind", FUEL, "2025-05-13", "")),
    ],
)  # fmt: skip
def test_act_instrument_and_day_of_one_sentence_are_a_sure_claim(text: str, claim: tuple[str, ...]) -> None:
    language = "en" if text.isascii() else "ja" if "は" in text else "zh"
    assert says(text, language=language) == [claim]


@each_row(
    "text",
    [
        "The EPA may suspend the Fuel Rule on Friday.",
        "The EPA has not suspended the Fuel Rule.",
        "Refiners asked the EPA, which suspended nothing, to scrap the Fuel Rule by May 1, 2026.",
        "If the court vacated the Fuel Rule on Monday, refiners would cheer.",
        "The EPA plans to rescind the Fuel Rule.",
        "The EPA will rescind the Fuel Rule.",
        "Lawmakers urged the EPA to suspend the Fuel Rule until May 1, 2026.",
        "A bill that suspended the Fuel Rule until May 1, 2026 failed.",
        "環境保護庁は燃料規則の停止を検討している。",
        "环保署可能暂停燃料规则。",
    ],
)
def test_what_is_not_asserted_is_a_mention(text: str) -> None:
    language = "en" if text.isascii() else "ja" if "は" in text else "zh"
    reading = read(text, language=language)
    assert ([each.id for each in reading.mentions], reading.says) == ([FUEL], ())


def test_the_end_of_a_suspension_is_never_a_rescission() -> None:
    found = says(
        "The EPA suspended the Fuel Rule on Monday. The suspension is set to end May 1, 2026, absent an extension."
    )
    assert found == [("stay", FUEL, "2025-05-12", "2026-05-01")]


def test_each_act_has_its_own_day() -> None:
    found = says("The EPA on Monday withdrew the Fuel Rule published on March 3, 2025.")
    assert sorted(found) == [("publish", FUEL, "2025-03-03", ""), ("withdraw", FUEL, "2025-05-12", "")]


def test_one_sentence_gives_one_claim_an_act_and_instrument() -> None:
    assert len(says("The EPA suspended the Fuel Rule on Monday, and on Monday it suspended the Fuel Rule again.")) == 1


def test_words_that_only_point_mean_the_one_instrument_spoken_of() -> None:
    assert says("The Fuel Rule is contested. A court vacated the rule on Monday.") == [
        ("vacate", FUEL, "2025-05-12", "")
    ]
    both = "The Fuel Rule and the Water Rule are contested. A court vacated the rule on Monday."
    assert says(both) == []
    assert {target for _, target, _, _ in says(both.replace("the rule on", "both rules on"))} == {FUEL, WATER}


@each_row(
    "text",
    [
        "The EPA issued a final rule amending the Fuel Rule. The rule is effective May 16, 2025.",
        "Firms know the Fuel Rule. The EPA published a new rule on Monday. The rule takes effect on May 16, 2025.",
        "The EPA issued a general permit under the Fuel Rule. The permit took effect on May 13, 2025.",
        "The permit issued with the Fuel Rule expired on May 13, 2025.",
        "The guidance published alongside the Fuel Rule took effect on May 13, 2025.",
        "A court rejected a challenge to the Fuel Rule. The order takes effect on May 16, 2025.",
        "The rule replacing the Fuel Rule was published on May 13, 2025. The rule takes effect on May 16, 2025.",
        "環境保護庁は13日、燃料規則を改正する新たな規則を公表した。同規則は16日に発効する。",
        "环保署13日公布修订燃料规则的新规则。该规则16日起生效。",
    ],
)
def test_what_is_told_of_something_new_is_no_claim_of_the_rule_beside_it(text: str) -> None:
    """Words that point may mean what was told of as new; what stands beside a rule is not the rule."""
    language = "en" if text.isascii() else "ja" if "規則" in text else "zh"
    reading = read(text, language=language)
    assert [each.id for each in reading.mentions] == [FUEL]
    assert [each for each in reading.says if each.target == FUEL and each.act != "amend"] == []


def test_what_is_new_and_named_is_what_words_point_to() -> None:
    text = "The EPA issued a final rule, the Fuel Rule. The rule is effective May 16, 2025."
    assert ("set_effective", FUEL, "2025-05-16", "") in says(text)


def test_a_day_after_what_is_suspended_is_that_of_the_suspension() -> None:
    """Not of the rule: "suspended the rule, effective on a day" dates the act, a clause of its own the rule."""
    text = "The EPA suspended the Fuel Rule, effective May 16, 2025, through May 15, 2026."
    assert says(text) == [("stay", FUEL, "2025-05-16", "2026-05-15")]
    assert says("The EPA suspended the Fuel Rule, which took effect on May 1, 2025.") == [
        ("set_effective", FUEL, "2025-05-01", "")
    ]


@each_row(
    ("language", "text", "claim"),
    [
        ("en", "The EPA extended the suspension of the Fuel Rule by another year, to May 15, 2026.", ("extend_stay", "2026-05-15", "")),
        ("en", "The stay of the Fuel Rule was extended until May 15, 2026.", ("extend_stay", "2026-05-15", "")),
        ("ja", "環境保護庁は燃料規則の停止期間を2026年5月15日まで1年延長した。", ("extend_stay", "2026-05-15", "")),
        ("zh", "环保署宣布，燃料规则的暂停期延长至2026年5月15日。", ("extend_stay", "2026-05-15", "")),
        ("ja", "環境保護庁は13日、燃料規則の適用を2026年5月15日まで停止した。", ("stay", "2025-05-13", "2026-05-15")),
        ("en", "The EPA removed the Fuel Rule from the CFR on May 13, 2025.", ("rescind", "2025-05-13", "")),
    ],
)  # fmt: skip
def test_pauses_are_extended_and_have_an_end_in_each_language(
    language: str, text: str, claim: tuple[str, str, str]
) -> None:
    assert [(act, when, until) for act, _, when, until in says(text, language=language)] == [claim]


def test_a_pause_that_is_extended_for_one_party_is_not_extended() -> None:
    assert says("The court extended the stay of the Fuel Rule for one refiner to May 15, 2026.") == []


def test_what_is_on_record_is_told_again_by_its_word_and_its_very_day() -> None:
    text = "Under the Fuel Rule, in the books since it appeared on March 3, 2025, additives are limited."
    assert says(text, PUBLISHED) == [("publish", FUEL, "2025-03-03", "")]
    assert says(text.replace("March 3", "March 9"), PUBLISHED) == []


@each_row(
    ("text", "told"),
    [
        ("Clerks copied a rule that took effect on April 2, 2025, and gave it to refiners.", True),
        ("Clerks bet that it took effect on April 2, 2025.", False),
        ("Refiners have asked for papers since it took effect on April 2, 2025.", True),
        ("Refiners have asked that it take effect on April 2, 2025.", False),
        ("The limit is 3 grams; that part starts on April 2, 2025.", True),
        ("Since April 2, 2025, refiners have to say whether they mix additives.", True),
        ("It will run until May 1, 2025, rather than from April 2, 2025.", False),
    ],
)
def test_what_stands_beside_an_act_on_record_leaves_it_sure(text: str, told: bool) -> None:
    """A relative clause and what has been so "since" an act are asserted, and what somebody bets or asks is not."""
    found = says(f"The Fuel Rule is discussed. {text}", EFFECTIVE)
    assert (("set_effective", FUEL, "2025-04-02", "") in found) is told


@each_row(
    ("text", "told"),
    [
        ("Its text is dated March 3, 2025, and has no list.", True),
        ("A port sent a letter dated March 3, 2025, that has no list.", False),
        ("It ran in the Federal Register of March 3, 2025.", True),
        ("A port had called for views in a notice printed on March 3, 2025.", True),
        ("A port ran short of fuel on March 3, 2025.", False),
    ],
)
def test_words_of_the_press_for_printing_are_those_for_publication(text: str, told: bool) -> None:
    found = says(f"The Fuel Rule is discussed. {text}", PUBLISHED)
    assert (("publish", FUEL, "2025-03-03", "") in found) is told


def test_a_word_within_a_date_is_none_for_an_act_on_it() -> None:
    """ "From the day of its publication" tells what begins on that day."""
    facts = fact("publish", "2025-05-13"), fact("set_effective", "2025-05-13")
    found = says("美国5月13日公布燃料规则。有关限制自公布之日起施行。", *facts, language="zh")
    assert [act for act, *_ in found] == ["publish", "set_effective"]


def test_an_act_is_read_with_the_day_that_the_record_has_of_it() -> None:
    """Though another day stands nearer, on which the record has another act."""
    text = "The Fuel Rule is discussed. By No. 3 of May 6, 2025, the ministry in charge of ports froze limits of April 2, 2025."
    assert ("stay", FUEL, "2025-05-06", "") in says(text, EFFECTIVE, fact("stay", "2025-05-06"))


# --- instruments that the ledger does not know


def test_an_unknown_instrument_is_called_by_its_name_or_by_the_headline() -> None:
    named = read("The EPA on Tuesday withdrew the Clean Creek Rule.", title="Creeks")
    assert [(each.name, each.target) for each in named.says] == [("Clean Creek Rule", None)]
    bare = read("The agency withdrew the final rule on Tuesday.", title="Creek standards: withdrawal")
    assert (bare.name, bare.says, bare.concerns) == ("Creek standards: withdrawal", (), True)


def test_titles_of_a_gazette_say_what_they_amend_end_and_set() -> None:
    titles = {
        "燃料規制法及び水質保全法の一部を改正する法律": [("amend", "燃料規制法"), ("amend", "水質保全法")],
        "燃料規制法の一部を改正する法律の施行期日を定める政令": [("set_effective", "燃料規制法の一部を改正する法律")],
        "燃料規則を廃止する省令": [("rescind", FUEL)],
        "燃料規制法の一部を改正する法律の施行に伴う関係政令の整理に関する政令": [],
        "「燃料規制法の一部を改正する政令」が閣議決定されました": [("amend", "燃料規制法")],
        "環境省は、排出を抑えるため、燃料規制法の一部を改正する政令案をまとめました": [],
    }
    for title, expected in titles.items():
        found = read("", title=title, language="ja", jurisdiction="jp").says
        assert [(each.act, each.target or each.name) for each in found] == expected, title


def test_a_law_that_the_headline_alone_names_is_the_target() -> None:
    """And years of the Republic are read: 民國 112 is 2023."""
    text = "中華民國一百十二年十月三十一日經濟部令訂定發布全文 4 條；並自一百十三年一月一日施行"
    found = read(text, title="出進口廠商登記辦法", language="zh-Hant").says
    assert [told(each)[:3] for each in found] == [
        ("adopt", "出進口廠商登記辦法", "2023-10-31"),
        ("set_effective", "出進口廠商登記辦法", "2024-01-01"),
    ]


# --- what concerns nobody


@each_row(
    ("title", "text", "concerns"),
    [
        ("Clean creeks: consultation opens", "The ministry is seeking views on its proposals.", True),
        ("Ministry awards creek prize", "The prize for clean creeks was awarded under the Water Act.", False),
        ("Agency names director", "The agency named Ms. Roe, who wrote rules before.", True),
        ("A warm day", "Nothing happened.", False),
    ],
)
def test_what_has_words_of_law_is_shown_but_for_awards_and_meetings(title: str, text: str, concerns: bool) -> None:
    assert read(text, title=title).concerns is concerns


def test_an_item_without_words_or_of_an_endless_text_is_read() -> None:
    assert read("") == read("", title="")
    assert read("9" * 100_000).says == ()
    assert len(read("The EPA on Tuesday suspended the Fuel Rule. " * 2000).says) == 1


def test_dates_are_found_with_their_sentences() -> None:
    found = read("The Fuel Rule is debated until May 20. It rained on Monday.").dates
    assert [([c.when.text for c in each.candidates], each.sentence) for each in found] == [
        (["2025-05-20"], "The Fuel Rule is debated until May 20."),
        (["2025-05-12"], "It rained on Monday."),
    ]


# --- what is no act


@each_row(
    "text",
    [
        "The notice concerns the effective date of a recently published Fuel Rule amending the Water Rule.",
        "This establishes, amends, suspends, or revokes the Fuel Rule.",
        "The names stand on the list of Blocked Fuel Rule parties.",
        "EPA rescinds the Water Rule, issues notice of risk",
    ],
)
def test_participles_choices_names_and_new_notices_tell_no_act_of_the_fuel_rule(text: str) -> None:
    acts = {("rescind", FUEL), ("publish", FUEL), ("enjoin", FUEL), ("amend", WATER), ("publish", WATER)}
    assert not acts & {(act, target) for act, target, *_ in says(text)}


def test_a_word_for_an_act_is_read_with_its_own_date_only() -> None:
    """What is on record is told again only by the word that is nearest to the day, in the same clause."""
    text = "On April 2, 2025, officials met over the Fuel Rule, which is in force."
    assert says(text, EFFECTIVE) == []
    assert says("The Fuel Rule has been in force since April 2, 2025.", EFFECTIVE)[0][:3] == (
        "set_effective", FUEL, "2025-04-02",
    )  # fmt: skip


def test_what_is_itself_the_revocation_is_not_revoked() -> None:
    things = (Instrument("us/x/end", "final_rule", "Revocation of Battery Recycling Waivers for Small Firms"),)
    found = ItemReader(Ledger((), things)).read(
        item("The EPA revoked the battery recycling waivers of small firms, a revocation.")
    )
    assert [each.id for each in found.mentions] == ["us/x/end"]
    assert [each.act for each in found.says if each.target is not None] == []


def test_an_unknown_rule_is_called_by_its_rin() -> None:
    (claim,) = read("On Tuesday BIS issued the final rule, RIN 0694-AK32.", title="News of the agency").says
    assert (claim.act, claim.target, claim.name) == ("publish", None, "RIN 0694-AK32")


@each_row(
    "text",
    [
        "The submission revises Missouri's regulation on permits.",
        "That rule established a new safety standard.",
        "The agency published a memorandum on the final rule that amends the permit provisions.",
        "A wire says that the ministry has rescinded the Clean Creek Rule.",  # on some day or other
        "In 2019 the EPA withdrew the Clean Creek Rule.",
        "Since the FAA issued AD 2016-09-01, it has received reports under the rules.",  # no day
        "The ministry has revised its initial proposal.",
    ],
)
def test_an_act_on_what_is_not_known_is_done_by_its_document_or_told_with_its_day(text: str) -> None:
    assert says(text, title="Permits for small plants") == []


@each_row(
    ("text", "act"),
    [
        ("This final rule amends the permit regulations.", "amend"),
        ("The Environmental Protection Agency (EPA) is amending the permit regulations.", "amend"),
        ("By this action, the EPA is staying and delaying the effective date of this rule.", "delay_effective"),
    ],
)
def test_a_document_that_speaks_of_itself_does_what_it_says(text: str, act: str) -> None:
    assert [each[:2] for each in says(text, title="Permits for small plants")] == [(act, "Permits for small plants")]


def test_words_that_may_mean_two_instruments_mean_none() -> None:
    both = "The Fuel Rule and the Water Rule are old. On Monday the EPA withdrew the rule."
    assert says(both) == []
    assert says(both.replace("the rule", "both rules")) == [
        ("withdraw", id_, "2025-05-12", "") for id_ in (FUEL, WATER)
    ]
    named = "The Fuel Rule is old. On Monday the EPA published the final rule Standards for Lakes."
    assert says(named) == []


def test_a_title_in_quotes_names_what_is_spoken_of() -> None:
    text = "On Monday the EPA withdrew its interim final rule titled “Definition of Waters Within the Great Plains”."
    assert says(text) == [("withdraw", WATER, "2025-05-12", "")]


def test_what_somebody_said_is_no_title() -> None:
    text = "“The Fuel Rule took effect on Monday and will stay in force,” the Administrator of the EPA said."
    assert says(text) == [("set_effective", FUEL, "2025-05-12", "")]


def test_what_a_body_announces_in_chinese_has_no_day_of_its_own() -> None:
    assert says("环保署5月12日修订燃料规则。", language="zh") == [("amend", FUEL, "2025-05-12", "")]
    assert says("环保署5月12日宣布修订燃料规则。", language="zh") == []
    assert says("环保署将于5月20日修订燃料规则。", language="zh") == []


@each_row(
    ("text", "language", "claims"),
    [
        ("The EPA published the Fuel Rule on Monday. It takes effect on June 2, 2025.", "en", [("publish", "2025-05-12"), ("set_effective", "2025-06-02")]),
        ("The Fuel Rule was published today and is effective immediately.", "en", [("publish", "2025-05-14"), ("set_effective", "2025-05-14")]),
        ("The EPA published the Fuel Rule on Monday. It takes effect on June 2, 2025 for large firms.", "en", [("publish", "2025-05-12")]),
        ("The EPA published the Fuel Rule on Monday. Firms met. It takes effect on June 2, 2025.", "en", [("publish", "2025-05-12")]),
        ("The EPA published the Fuel Rule and rescinded the Water Rule on Monday. It takes effect on June 2, 2025.", "en", [("publish", ""), ("rescind", "2025-05-12")]),
        ("環境省は12日、燃料規則の最終規則を公表した。6月2日に発効する。", "ja", [("publish", "2025-05-12"), ("set_effective", "2025-06-02")]),
        ("環境省は燃料規則を撤回した。施行は6月2日。", "ja", [("rescind", "2025-06-02")]),
        ("环保署12日公布燃料最终规则,自6月2日起施行。", "zh", [("publish", "2025-05-12"), ("set_effective", "2025-06-02")]),
    ],
)  # fmt: skip
def test_a_clause_that_names_nothing_dates_the_act_before_it(
    text: str, language: str, claims: list[tuple[str, str]]
) -> None:
    """What was made takes effect on its day; any other act that was told without a day is done on it."""
    assert [(act, day) for act, _, day, _ in says(text, language=language)] == claims


@each_row(
    "text",
    [
        "The EPA withdrew the Fuel Rule in a notice published on May 5, 2025.",
        "The EPA withdrew the new Fuel Rule by a final rule issued on May 5, 2025.",
    ],
)
def test_an_act_is_done_on_the_day_of_the_document_that_does_it(text: str) -> None:
    assert says(text) == [("withdraw", FUEL, "2025-05-05", "")]


@each_row(
    ("text", "claims"),
    [
        ("環境省は12日、燃料規則を撤回する最終規則を官報に掲載した。", [("rescind", FUEL, "2025-05-12", "")]),
        ("環境省は12日、燃料規則を撤回する規則案を公表した。", []),  # what a draft does is not done
        ("環境省は12日、燃料規則の一部を改正する省令を公布した。施行は6月2日。", [("amend", FUEL, "2025-06-02", "")]),
    ],
)
def test_a_japanese_document_does_what_the_clause_before_it_says(
    text: str, claims: list[tuple[str, str, str, str]]
) -> None:
    assert says(text, language="ja") == claims


def test_a_rule_is_known_by_its_subject_after_the_noun() -> None:
    (mention,) = read("The rule on fuel additives is old. The rules about the Fuel are old.").mentions[:1]
    assert mention.id == FUEL


LISTED = Instrument("us/bis/entity-list", "list", "Entity List", short="Entity List")


@each_row(
    ("text", "claims"),
    [
        ("WASHINGTON, D.C. – Today, BIS added ten firms to the Entity List for acting contrary to security.", [("add_entry", "2025-05-14")]),
        ("WASHINGTON - Today, BIS released a rule adding ten firms to the Entity List.", [("add_entry", "2025-05-14")]),
        ("On May 5, 2025, BIS published a rule that updates the Entity List.", [("amend", "2025-05-05")]),
        ("On May 5, 2025, BIS discussed a draft rule that updates the Entity List.", []),
        ("BIS on May 15 will add ten firms to the Entity List for diversion.", [("add_entry", "2025-05-15")]),
        ("BIS amended the Entity List for banks on May 5, 2025.", []),  # a part of it
    ],
)  # fmt: skip
def test_what_is_done_to_a_list_is_told_by_releases(text: str, claims: list[tuple[str, str]]) -> None:
    """A dateline without a day is no part of a sentence; who is put on a list "for" something is put on all of it."""
    reading = ItemReader(Ledger((), (LISTED,))).read(item(text))
    assert [(act, when) for act, _, when, _ in map(told, reading.says)] == claims


def test_an_hour_before_its_day_is_part_of_the_date() -> None:
    text = "The EPA suspended the Fuel Rule effective 12:01 a.m. Eastern Standard Time on November 10, 2025."
    assert says(text) == [("stay", FUEL, "2025-11-10T00:01[America/New_York]", "")]


def test_what_a_new_document_of_another_class_does_is_not_done_to_the_only_instrument_of_the_item() -> None:
    waiver = Instrument("us/epa/waiver", "letter", "Temporary Fuel License")
    ledger = Ledger(
        [fact("set_effective", "2025-05-13", waiver.id), fact("publish", "2025-05-13", waiver.id)],
        [*INSTRUMENTS, waiver],
    )
    text = "Stations read the Temporary Fuel License. Under {} effective May 13, 2025, they pay more."
    acts = {}
    for what in ("a final rule", "it and from the"):
        reading = ItemReader(ledger).read(item(text.format(what)))
        acts[what] = {claim.act for claim in reading.says if claim.target == waiver.id}
    assert acts == {"a final rule": set(), "it and from the": {"set_effective"}}


def test_a_title_with_its_year_and_one_before_a_comma_are_names() -> None:
    order = Instrument("us/president/fuel", "executive_order", "Executive Order, Ending Certain Fuel Actions")
    control = Instrument("us/epa/control", "final_rule", "Export Control Order 2008")
    reader = ItemReader(Ledger([], [*INSTRUMENTS, order, control]))
    told = {
        (claim.act, claim.target)
        for text in (
            "On May 13, 2025, the president signed an executive order, Ending Certain Fuel Actions.",
            "The Export Control Order 2008 comes into force on June 1, 2025.",
        )
        for claim in reader.read(item(text)).says
    }
    assert told == {("sign", order.id), ("set_effective", control.id)}
