"""What an item tells that the record tells too: its words on its day, documents of one day, what goes with a rule."""

# ruff: noqa: E501 (tables read best one row a line)

from __future__ import annotations

from typing import Any

import attrs

from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.news.reading import ItemReader
from tests.news.helpers import FUEL, INSTRUMENTS, Ledger, fact, item, read, says, told
from tests.rows import each_row

SOLD = "Refiners in Gulf ports sort ethanol blends by octane and sell 140 kinds of additives, says Ortega."


@each_row(
    ("text", "found"),
    [
        ("The EPA on Tuesday told refiners to sort ethanol blends by octane. Additives of 140 kinds may be sold.", True),
        ("Ortega of the EPA spoke on Tuesday. Refiners may sell ethanol blends with 140 additives.", True),
        ("The EPA in April told refiners to sort ethanol blends by octane. Additives of 140 kinds may be sold.", False),
        ("The EPA on Tuesday told bakers to sort flour by color. Additives of 140 kinds may be sold.", False),
        ("Japan on Tuesday told refiners to sort ethanol blends by octane. Additives of 140 kinds may be sold.", False),
    ],
)  # fmt: skip
def test_the_words_of_the_record_tell_what_nobody_names(text: str, found: bool) -> None:
    """What the record says of an act describes it, in an item that tells its very day."""
    reading = read(f"{text} It is a rule.", fact("publish", "2025-05-13", summary=SOLD))
    assert [each.id for each in reading.mentions] == [FUEL][:found]


BOILERS, MINES = (
    Instrument(f"us/epa/{name.lower()}", "final_rule", f"Emission Limits of {name} in Winter") for name in ("Boilers", "Quarries")
)  # fmt: skip
GUIDES = tuple(
    Instrument(f"us/epa/guide-{each.split()[0].lower()}", "guidance", f"Guidance on {each} Sampling")
    for each in ("Harbor Sediment", "Orchard Spray", "Tunnel Exhaust")
)


@each_row(
    ("text", "ids"),
    [
        ("The EPA on Tuesday issued two rules. One is on emission limits of boilers, the other on those of quarries in winter.", [BOILERS.id, MINES.id]),
        ("The EPA on Tuesday issued a pair of rules. One is on emission limits of boilers, the other on those of quarries in winter.", [BOILERS.id, MINES.id]),
        ("The EPA on Tuesday issued two rules. One is on hunting licenses, the other on those of anglers in winter.", []),
        ("The EPA on May 1 issued two rules. One is on emission limits of boilers, the other on those of quarries in winter.", []),
        ("On Tuesday the EPA released three pieces of guidance on sampling: for harbor sediment, for orchard spray, for road dust.", [each.id for each in GUIDES]),
        ("On Tuesday the EPA released three pieces of guidance on hiring: for lawyers, for agents and for clerks.", []),
    ],
)  # fmt: skip
def test_several_documents_of_a_day_are_told_one_by_one(text: str, ids: list[str]) -> None:
    """As many are meant as the words say, where the record has so many of that body and day."""
    every = (BOILERS, MINES, *GUIDES)
    ledger = Ledger([fact("publish", "2025-05-13", each.id) for each in every], every)
    reading = ItemReader(ledger).read(item(text))
    assert sorted(each.id for each in reading.mentions) == sorted(ids)


PERMIT = Instrument(
    "us/epa/permit", "order", "Temporary Harbor Permission No. 3 (in the Fuel Rule)", short="Fuel permit"
)
DUTCH = Instrument("nl/ministry/wavebox", "order", "Order on Wavebox Turbines", short="Wavebox order")
BAN = Instrument("cn/mofcom/wavebox", "order", "Ban on Wavebox Rotors", short="Wavebox rotors")
FANS = tuple(
    Instrument(f"us/epa/{each}", "final_rule", f"Ban on Rotors of {each} in Winter") for each in ("fans", "mills")
)


@each_row(
    ("text", "found"),
    [
        ("The EPA published the Fuel Rule. The temporary harbor permission that went with the rule has ended.", [FUEL, PERMIT.id]),
        ("The EPA published the Fuel Rule. The permission of the harbor that a court gave has ended.", [FUEL]),
        ("The Netherlands keeps its Wavebox order. China has barred what Wavebox sells of rotors.", [DUTCH.id, BAN.id]),
        ("The Netherlands keeps its Wavebox order. China called on Wavebox to speak up.", [DUTCH.id]),
        ("The Netherlands keeps its Wavebox order. Its ministry has barred what Wavebox sells of rotors.", [DUTCH.id]),
    ],
)  # fmt: skip
def test_what_goes_with_a_rule_is_known_beside_it(text: str, found: list[str]) -> None:
    """A permission of its day by the beginning of its name; what another country did about it by what it was done to."""
    facts = [fact("publish", "2025-05-01"), fact("publish", "2025-05-01", PERMIT.id)]
    ledger = Ledger(facts, (*INSTRUMENTS, PERMIT, DUTCH, BAN, *FANS))
    assert [each.id for each in ItemReader(ledger).read(item(text)).mentions] == found


@each_row(
    ("text", "found"),
    [
        ("EPAは燃料規則を公表した。規則には短期的港湾許可が含まれる。", [FUEL, PERMIT.id]),
        ("EPAは燃料規則を公表した。規則には個別の許可が含まれる。", [FUEL]),
        ("EPAは大気規則を公表した。規則には短期的港湾許可が含まれる。", []),
    ],
)  # fmt: skip
def test_what_goes_with_a_rule_is_known_by_its_kind_without_blanks(text: str, found: list[str]) -> None:
    permit = attrs.evolve(PERMIT, aliases=(("ja", ("燃料規則の短期的港湾許可",)),))
    ledger = Ledger([fact("publish", "2025-05-01"), fact("publish", "2025-05-01", permit.id)], (*INSTRUMENTS, permit))
    assert [each.id for each in ItemReader(ledger).read(item(text, language="ja")).mentions] == found


@each_row(
    ("text", "both"),
    [
        ("The same step was taken last week against Orland and Pike.", True),
        ("Yards of Orland and Pike, which lost theirs on June 30, wait too.", True),
        ("The same step was taken against Orland and Pike.", False),
        ("The same step was taken last week against Orland.", False),
        ("The same step was taken last week against Vanto and Lume.", False),
        ("The same step was taken last week against yards, and a pike swam by.", False),
    ],
)  # fmt: skip
def test_what_did_the_same_to_others_is_known_by_two_parties_and_a_day(text: str, both: bool) -> None:
    """Of two that tell the parties that is meant which does something to the other."""
    names = {
        "us/epa/berths": "Nimbus Berth", "us/epa/ends": "Revoked Waivers of Orland and Pike",
        "us/epa/waivers": "Yearly Waivers of Orland and Pike",
    }  # fmt: skip
    every = [Instrument(id_, "order", title) for id_, title in names.items()]
    berths, ends, waivers = names
    facts = [fact("rescind", "2025-06-30", id_, published="2025-05-06") for id_ in (berths, waivers)]
    facts[1] = attrs.evolve(facts[1], by=ends)
    ledger = Ledger([*facts, fact("set_effective", "2025-06-30", ends, published="2025-05-06")], [*INSTRUMENTS, *every])
    reading = ItemReader(ledger).read(item(f"The EPA revokes the Nimbus Berth from June 30. {text}"))
    assert {each.id for each in reading.mentions} == {berths, *([ends] if both else [])}


@each_row(
    ("text", "claimed"),
    [
        ("The Fuel Rule is good. The suspension began on May 12.", True),
        ("China asked for the suspension of the Fuel Rule. The suspension would start on May 12.", False),
    ],
)
def test_words_between_an_act_and_its_day_may_leave_it_open(text: str, claimed: bool) -> None:
    """What the record has is told again by what asserts it only."""
    assert bool(says(text, fact("stay", "2025-05-12"))) is claimed


def test_what_a_rule_does_is_not_done_by_the_license_in_it() -> None:
    """A sentence that points to a rule tells of that, though its words are those of what was made with it."""
    rule = Instrument("us/epa/rule", "final_rule", "Winter Limits for Boilers", short="Boiler Rule")
    inside = Instrument(
        "us/epa/harbor", "license", "Temporary Harbor License No. 3 (in the Boiler Rule)", short="Harbor license"
    )
    ledger = Ledger([fact("publish", "2025-05-13", each.id) for each in (rule, inside)], [rule, inside])
    text = "The EPA keeps the Boiler Rule. Boats need a Harbor license. The interim rule, printed in Tuesday's Federal Register, is long."
    claims = ItemReader(ledger).read(item(text)).says
    assert [(each.act, each.target) for each in claims] == [("publish", rule.id)]


@each_row(
    ("text", "found"),
    [
        ("China limits exports of turbine rotors to Japan under a rule.", True),
        ("China limits exports of turbine rotors under a rule.", True),
        ("China limits exports of turbine rotors to Germany under a rule.", False),
    ],
)
def test_what_goes_to_one_country_does_not_go_to_another(text: str, found: bool) -> None:
    thing = Instrument("cn/mofcom/rotors", "final_rule", "Limits on turbine rotor exports to Japan")
    reading = ItemReader(Ledger([fact("publish", "2025-05-13", thing.id)], [thing])).read(item(text))
    assert [each.id for each in reading.mentions] == [thing.id][:found]


REEDS = Instrument("us/epa/reeds", "final_rule", "Limits of Quarry Dust on Reed Beds")
OTTERS = Instrument("us/epa/otters", "final_rule", "Otter Burrow Sanctuary Rule")


@each_row(
    ("text", "ids"),
    [
        ("The EPA will pause the Fuel Rule in return for limits of quarry dust on reed beds.", [FUEL, REEDS.id]),
        ("The EPA will pause the Fuel Rule in return for limits of noise near reed beds.", [FUEL]),
        ("Limits of quarry dust on reed beds are law, as is the otter burrow sanctuary of the EPA.", [REEDS.id, OTTERS.id]),
        ("The EPA spared the otters. Builders near a burrow sanctuary of otters wonder what the EPA has in mind. Rules bind.", [OTTERS.id]),
        ("Japan spared the otters. Builders near a burrow sanctuary of otters wonder what Japan has in mind. Rules bind.", []),
    ],
)  # fmt: skip
def test_all_the_words_of_a_name_tell_it_beside_another(text: str, ids: list[str]) -> None:
    """A sentence may name one instrument and describe another, by two words of a subject and in its country."""
    every = (*INSTRUMENTS, REEDS, OTTERS)
    ledger = Ledger([fact("publish", "2025-05-01", each.id) for each in (REEDS, OTTERS)], every)
    reading = ItemReader(ledger).read(item(text, jurisdiction=""))
    assert sorted(each.id for each in reading.mentions) == sorted(ids)


ON = [("publish", FUEL, "2025-05-13"), ("set_effective", FUEL, "2025-05-13")]


@each_row(
    ("language", "text", "claims"),
    [
        ("ja", "環境保護庁は13日、燃料規則を公布した。規則は公布の日から実施された。", ON),
        ("ja", "環境保護庁は13日、燃料規則を公布した。規則は公布と同時に施行された。", ON),
        ("ja", "環境保護庁は13日、燃料規則を公布した。公布と同時に説明会を開いた。", ON[:1]),
        ("ja", "環境保護庁は13日、燃料規則を公布した。規則は公布の日から議論を呼んだ。", ON[:1]),
        ("ja", "環境保護庁は13日、燃料規則を公布した。効力は13日に生じた。", ON),
        ("ja", "環境保護庁は13日、燃料規則を公布した。船は13日に着いた。", ON[:1]),
        ("zh", "环境保护局13日发布燃料规则。公告公布之日即开始实施。", ON),
        ("zh", "环境保护局13日发布燃料规则。规则自公布之日起实施。", ON),
        ("zh", "环境保护局13日发布燃料规则。公布之日记者到场。", ON[:1]),
        ("zh", "环境保护局13日发布燃料规则。业者5月20日起须遵守。", [*ON[:1], ("set_compliance", FUEL, "2025-05-20")]),
        ("zh", "环境保护局13日发布燃料规则。业者5月20日起参观。", ON[:1]),
        ("zh", "环境保护局13日发布燃料规则。业者5月21日起须遵守。", ON[:1]),
    ],
)  # fmt: skip
def test_what_begins_with_its_publication_is_told_by_what_follows(
    language: str, text: str, claims: list[tuple[str, str, str]]
) -> None:
    """In a sentence of its own too, which has no other word of law; the noun before it is no act."""
    record = [fact("publish", "2025-05-13"), fact("set_effective", "2025-05-13"), fact("set_compliance", "2025-05-20")]
    told = {each[:3] for each in says(text, *record, language=language)}
    assert told == set(claims)


HARES = Instrument("us/bis/hares", "final_rule", "Removals From the Entity List (3 entities)", short="Hares")
WOLVES = Instrument("us/bis/wolves", "final_rule", "Entity List Reach Over Wolf Packs", short="Wolf Pack Rule")


@each_row(
    ("text", "found"),
    [
        ("The Commerce Department on May 13 removed 3 entities from the Entity List.", True),
        ("The Commerce Department on May 13 published a rule on the Entity List.", True),
        ("The Commerce Department on May 13 published the Wolf Pack Rule for firms of the Entity List.", False),
    ],
)  # fmt: skip
def test_what_changes_a_list_is_told_by_its_day(text: str, found: bool) -> None:
    """What a sentence names of the list is meant, and no other change of it."""
    ledger = Ledger([fact("publish", "2025-05-13", HARES.id)], (*INSTRUMENTS, HARES, WOLVES))
    reading = ItemReader(ledger).read(item(text))
    assert (HARES.id in [each.id for each in reading.mentions]) == found


BEARS, MICE = (
    Instrument(f"us/bis/{n}", "final_rule", f"Additions to the Entity List ({n} entities)") for n in (12, 70)
)


@each_row(
    ("text", "ids"),
    [
        ("BIS on Tuesday added 80 entities to the Entity List. Two final rules contain the additions.", [BEARS.id, MICE.id]),
        ("BIS on Tuesday added 80 entities to the Entity List by two final rules.", [BEARS.id, MICE.id]),
        ("BIS on Tuesday added 80 entities to the Entity List. A pair of rules with additions is long.", [BEARS.id, MICE.id]),
        ("BIS on Tuesday added 80 entities to the Entity List. Three final rules contain the additions.", []),
        ("BIS on Tuesday added 80 entities to the Entity List. Two final rules on apples were long.", []),
        ("BIS on May 6 added 80 entities to the Entity List. Two final rules contain the additions.", []),
        ("BIS on Tuesday added 70 entities to the Entity List by a final rule.", [MICE.id]),
    ],
)  # fmt: skip
def test_as_many_changes_of_a_list_are_meant_as_rules_are_told(text: str, ids: list[str]) -> None:
    ledger = Ledger([fact("publish", "2025-05-13", each.id) for each in (BEARS, MICE)], (BEARS, MICE))
    assert sorted(each.id for each in ItemReader(ledger).read(item(text)).mentions) == ids


@each_row(
    ("text", "found"),
    [
        ("On Tuesday BIS removed 3 entities from the Entity List.", True),
        ("On Tuesday BIS asked to remove 3 entities from the Entity List.", False),
        ("On Tuesday BIS praised 3 entities of the Entity List.", False),
    ],
)
def test_news_of_one_country_may_end_with_a_change_of_a_list_of_another(text: str, found: bool) -> None:
    """What the press calls a document may be the headline of its news, which tells more than the document."""
    ban = Instrument("cn/mofcom/ban", "order", "China bans exports of ethanol turbines to the US")
    facts = [fact("publish", "2025-05-13", HARES.id), fact("publish", "2025-05-14", ban.id)]
    reading = ItemReader(Ledger(facts, [HARES, ban])).read(item(f"China barred turbines. {text}", title=ban.title))
    assert [each.id for each in reading.mentions] == [ban.id, HARES.id][: 1 + found]


LONGER = Instrument("us/epa/longer", "notice", "Putting off of a deadline for what the public says of turbines")


@each_row(
    ("language", "text", "found"),
    [
        ("en", "The EPA extended to June 27, 2025 the period for comments on its Fuel Rule.", True),
        ("en", "The EPA on May 9 extended the period for comments on its Fuel Rule.", True),
        ("en", "The EPA extended to August 1, 2025 the period for comments on its Fuel Rule.", False),
        ("en", "The EPA takes comments on its Fuel Rule until June 27, 2025.", False),
        ("en", "Refiners asked the EPA to extend to June 27, 2025 the period for comments on its Fuel Rule.", False),
        ("en", "The FTC extended to June 27, 2025 the period for comments on what the Fuel Rule costs.", False),
        ("ja", "米環境保護庁(EPA)は燃料規則への意見募集を6月27日まで延長した。", True),
        ("ja", "米環境保護庁(EPA)は燃料規則への意見募集を6月30日まで延長した。", False),
    ],
)  # fmt: skip
def test_what_put_off_an_end_is_told_by_its_day_or_by_the_new_end(language: str, text: str, found: bool) -> None:
    """No name is needed, if a sentence that tells of the rule asserts it."""
    put_off = fact(
        "extend_comment", "2025-05-09", by=LONGER.id, effect=None, until="2025-06-27", published="2025-05-09"
    )
    assert linked(text, LONGER, put_off, language=language) == found


FOXES = Instrument("us/bis/foxes", "final_rule", "Denied Firms List Additions", citation=("90 FR 8100",))


@each_row(
    ("text", "day", "found"),
    [
        ("The Commerce Department announced Denied Firms List additions on Tuesday.", "2025-02-03", False),
        ("BIS told of 40 additions to the Denied Firms List. The rule takes effect on May 20.", "2025-02-03", False),
        ("The Denied Firms List Additions of May 9 name 40 firms of BIS, says its rule.", "2025-02-03", False),
        ("A BIS rule with Denied Firms List additions is due in June.", "2025-02-03", False),
        ("The Commerce Department announced Denied Firms List additions on Tuesday.", "2025-07-03", False),
        ("The Denied Firms List Additions rule of BIS binds exporters.", "2025-02-03", False),
        ("The Commerce Department announced Denied Firms List additions on Tuesday.", "2025-05-13", True),
        ("A BIS rule has Denied Firms List additions.", "2025-05-12", True),
        ("The BIS rule at 90 FR 8100 binds exporters.", "2025-02-03", True),
        ("The BIS rule at 90 FR 8100 binds exporters.", "2025-02-03", True),
        ("BIS corrects the Denied Firms List Additions of February 3.", "2025-02-03", True),
    ],
)  # fmt: skip
def test_a_title_that_tells_only_a_list_is_known_by_its_day(text: str, day: str, found: bool) -> None:
    """Every change of the list may be called so; none is meant by the name alone, nor is anything claimed of it."""
    reading = ItemReader(Ledger([fact("publish", day, FOXES.id)], (FOXES,))).read(item(text))
    assert [each.id for each in reading.mentions] == [FOXES.id][:found]
    assert found or FOXES.id not in [target for _, target, *_ in map(told, reading.says)]


@each_row(
    ("text", "found"),
    [
        ("On Monday the EPA published a rule that sets winter limits of emission for quarries.", False),
        ("The EPA issued a rule of emission limits for quarries in winter. It is in force since May 12.", False),
        ("The EPA published a list of quarries with winter limits of emission; the rule took effect at once.", False),
        ("The EPA published a rule on emission limits of quarries in winter that takes effect on June 25, 2025.", True),
        ("The EPA told of a coming rule on emission limits of quarries in winter.", True),
        ("Starting June 25, 2025, an EPA rule sets emission limits of quarries in winter.", True),
    ],
)  # fmt: skip
def test_what_was_published_is_nothing_that_came_later(text: str, found: bool) -> None:
    """A rule of the same words, weeks after the item, is another; unless the item tells a day of it."""
    ledger = Ledger([fact("publish", "2025-06-25", MINES.id)], (MINES,))
    assert [each.id for each in ItemReader(ledger).read(item(text)).mentions] == [MINES.id][:found]


@each_row(
    ("text", "target"),
    [
        ("Senators were short of votes for a spending bill. In it stands the Fuel Choice Act.", "us/congress/s12"),
        ("The House was short of votes for a spending bill. In it stands the Fuel Choice Act.", "us/congress/hr34"),
        ("The chambers were short of votes for a spending bill. In it stands the Fuel Choice Act.", ""),
    ],
)  # fmt: skip
def test_a_bill_is_that_of_the_chamber_at_the_head_of_the_item(text: str, target: str) -> None:
    """Where its own sentence names none."""
    assert [each.id for each in read(text).mentions] == [target][: len(target)]


def linked(text: str, known: Instrument, *facts: Event, **fields: Any) -> bool:
    """Whether an item is about an instrument, which is known beside the others."""
    reading = ItemReader(Ledger(facts, (*INSTRUMENTS, known))).read(item(text, **fields))
    return known.id in [each.id for each in reading.mentions]


GOODS = Instrument("eu/commission/goods", "regulation", "Regulation on dual-purpose harbor turbines")


@each_row(
    ("text", "found"),
    [
        ("The European Commission put dual-purpose harbor turbines under a new regulation.", True),
        ("China on Monday barred shipments of dual-purpose harbor turbines to ten firms by a new regulation.", False),
    ],
)  # fmt: skip
def test_what_a_text_describes_is_of_a_country_it_names(text: str, found: bool) -> None:
    """Words of a name tell nothing of an instrument of a country of which the item, which names others, is silent."""
    assert linked(text, GOODS, fact("publish", "2025-05-13", GOODS.id), jurisdiction="") == found


LETTER = Instrument("us/epa/letter", "letter", "Letter on ethanol turbines in northern harbors")


@each_row(
    ("day", "found"),
    [("April 8", False), ("May 6", True)],
)  # fmt: skip
def test_the_beginning_of_a_span_is_no_day_of_an_act(day: str, found: bool) -> None:
    """What was done at some time between two days is known by the last, and an item of the first is not about it."""
    text = f"The EPA on {day} wrote of ethanol turbines. It is a rule."
    facts = [
        fact("set_effective", "2025-04-08..2025-05-14", LETTER.id, published="2025-05-14"),
        fact("note", "2025-05-06", LETTER.id),
    ]
    assert linked(text, LETTER, *facts, published="2025-05-14T18:00[America/New_York]") == found


TOOLS = Instrument("us/bis/tools", "final_rule", "Rule on chip tools", aliases=(("zh", ("芯片设备规则",)),))


@each_row(
    ("made", "text", "found"),
    [
        ("2025-09-20", "5月14日，日本正式公布芯片设备出口管制措施，中方坚决反对。", False),
        ("2025-06-20", "美国5月14日公布芯片设备出口管制措施。", True),
    ],
)  # fmt: skip
def test_a_subject_with_a_noun_names_nothing_that_comes_months_later(made: str, text: str, found: bool) -> None:
    """Any country may have a rule on a subject."""
    assert (
        linked(text, TOOLS, fact("publish", made, TOOLS.id), language="zh", zone="Asia/Shanghai", jurisdiction="")
        == found
    )


VALVES, VALVES_MENDED = (
    Instrument("us/epa/valves", "final_rule", "Harbor Valve Limits"),
    Instrument("us/epa/valves-corrected", "correction", "Correction of Brine Tables of Harbor Valves"),
)


@each_row(
    ("made", "found"),
    [("2025-06-02", False), ("2025-05-12", True)],
)  # fmt: skip
def test_a_day_of_others_tells_nothing_of_what_comes_later(made: str, found: bool) -> None:
    """What was not made when an item was written is not meant because a deadline of others is one of it too."""
    text = "The EPA rule corrects brine tables of harbor valves. Comments are due by June 30, 2025."
    facts = [
        fact("publish", made, VALVES_MENDED.id),
        fact("open_comment", made, VALVES_MENDED.id, through="2025-06-30"),
    ]
    assert linked(text, VALVES_MENDED, *facts) == found


@each_row(
    ("text", "found"),
    [
        ("米国は新たな規則で燃料添加剤の規制を始めた。新たに、水量を抑える港湾弁が規制の対象となる。", True),
        ("政令の改正が5月14日に施行される。新たに、水量を抑える港湾弁が規制の対象となる。米国でも同様の規制が進む。", False),
    ],
)  # fmt: skip
def test_who_does_the_same_is_named_after_what_is_told(text: str, found: bool) -> None:
    """A sentence without a country is of one that was named before it."""
    known = Instrument("us/epa/harbor", "final_rule", "Harbor valves", aliases=(("ja", ("港湾弁、水量",)),))
    made = fact("publish", "2025-05-13", known.id)
    assert linked(text, known, made, language="ja", zone="Asia/Tokyo", jurisdiction="") == found


@each_row(
    ("text", "ids"),
    [
        ("The Fuel Choice bill is before both chambers. House members brought it in on May 12, and a senator on May 5.", ["us/congress/hr34", "us/congress/s12"]),
        ("The Fuel Choice Act is before both chambers. House members brought it in on May 12.", ["us/congress/hr34"]),
        ("The Fuel Choice Act is before both chambers. Its sponsors met on May 9.", []),
    ],
)  # fmt: skip
def test_of_several_of_one_name_those_are_meant_whose_days_are_told(text: str, ids: list[str]) -> None:
    """A name that two bills have means each of which the item tells the day of an act."""
    facts = [fact("introduce", "2025-05-12", "us/congress/hr34"), fact("introduce", "2025-05-05", "us/congress/s12")]
    assert sorted(each.id for each in read(text, *facts).mentions) == ids
