"""The page in a real browser: what it shows, by whom it can be used, and what it refuses to do."""

import datetime as dt
import re
from urllib.parse import urlencode

import pytest

from regtrack.model.document import Document
from regtrack.report import render
from regtrack.report.page import page_labels
from tests.helpers import RULE, e, rule, track

PHONE = {"viewport": {"width": 360, "height": 780}}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOSTILE = [
    "</script><script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    '"><svg onload="window.hacked = 1">',
    "</title></svg><script>window.hacked = 1</script>",
    "<!-- <script> \u202e evil \u2066 \u2028",
    "{{ 7 * 7 }} ${7 * 7} javascript:window.hacked=1",
]


SOME = (
    "us/bis/ai-diffusion", "us/bis/affiliates-50", "us/bis/gp10-ascend-guidance", "us/bis/ai-diffusion-replacement",
    "us/congress/chip-security-act-hr3447", "us/bis/ai-training-policy-statement",
)  # fmt: skip
"""Instruments of every sort: a page of them is as varied as one of all, and quicker."""


@pytest.fixture(scope="module")
def report(bundled):
    return render(bundled.since("2025-01-01", "2025-12-31", instrument=SOME), "html")


@pytest.fixture(scope="module")
def pages(bundled):
    """A page for each kind of answer."""
    return {
        "month": render(bundled.since("2025-10-01", "2025-11-15", instrument=SOME), "html"),
        "diff": render(
            bundled.diff("2025-05-12", "2025-05-16", by="knowledge", on="2025-06-01", instrument=SOME), "html"
        ),
        "state": render(bundled.why(bundled.state("us/bis/ai-diffusion", "2025-06-01", "2025-06-01")), "html"),
        "timeline": render(bundled.timeline(instrument="us/bis/affiliates-50"), "html"),
        "upcoming": render(bundled.upcoming(365, on="2025-11-15"), "html"),
        "board": render(bundled.board("2025-06-01", "2025-06-01", instrument=SOME), "html"),
        "week": render(bundled.since("2025-05-12", "2025-05-20", instrument=SOME), "html"),
        "empty": render(bundled.since("2022-01-01", "2022-01-02", within=0), "html"),
        "japanese": render(bundled.since("2025-05-12", "2025-05-20", instrument=SOME), "html", lang="ja"),
    }


def set_day(page, name, day):
    page.fill(f"input[name={name}]", day)


def said_of(page, where, name):
    """What a list of the time machine says of an instrument."""
    return page.locator(f"#{where} > li", has_text=name).all_inner_texts()


def lane(page, id_):
    return page.locator(f".lane[data-i='{id_}']")


# --- what it shows ----------------------------------------------------------------------------------------------------


def test_the_report_shows_a_rule_that_is_announced_to_end_and_one_that_is_stayed(show, report):
    """In force with its rescission announced; stayed with its return; before the stay was known there is none."""
    page = show(report)
    (diffusion,) = said_of(page, "states", "AI Diffusion Rule (")
    assert "In force since 13 January 2025" in diffusion
    assert "Announced: rescission, no date given" in diffusion
    assert lane(page, "us/bis/ai-diffusion").locator(".said:not(.off), .mark.announced:not(.off)").count() >= 2
    (affiliates,) = said_of(page, "states", "Affiliates Rule (")
    assert "Stayed until 10 November 2026, then in force unless extended" in affiliates
    stay = lane(page, "us/bis/affiliates-50").locator(".bar.stayed:not(.off)")
    assert stay.count() == 1
    set_day(page, "on", "2026-12-31")
    set_day(page, "known", "2025-12-31")
    back = lane(page, "us/bis/affiliates-50").locator(".bar.force:not(.off)").last
    assert back.bounding_box()["x"] == pytest.approx(stay.bounding_box()["x"] + stay.bounding_box()["width"], abs=2)

    set_day(page, "known", "2025-11-01")
    (affiliates,) = said_of(page, "states", "Affiliates Rule (")
    assert "In force since 29 September 2025" in affiliates
    assert "Stayed" not in affiliates
    assert stay.count() == 0
    assert "as known on 1 November 2025" in page.inner_text("#summary")


def test_the_page_speaks_japanese(show, bundled):
    """What the script says is Japanese too: headings, statuses, days, full stops; the answers are the same."""
    page = show(render(bundled.since("2025-01-01", "2025-12-31", instrument=SOME), "html", lang="ja"))
    summary = page.inner_text("#summary")
    assert summary.startswith("2025年12月31日の状態（2025年12月31日時点の情報による）：")
    assert summary.endswith("、停止中 1件、施行中 1件、不明 1件、委員会審議中 1件。")
    (stayed,) = said_of(page, "states", "関連会社規則（90 FR 47201）")
    assert "2026年11月10日まで停止、延長されなければその後施行中。" in stayed
    assert "効力停止がない場合：施行中。" in stayed
    (change,) = said_of(page, "changed", "関連会社規則（90 FR 47201）")
    assert "施行中：2025年9月29日～2025年11月10日（この間に始まり、終了）。" in change
    set_day(page, "known", "2025-11-01")
    (affiliates,) = said_of(page, "states", "関連会社規則（90 FR 47201）")
    assert "2025年9月29日から施行中。" in affiliates
    assert lane(page, "us/bis/affiliates-50").locator("text.name").text_content().startswith("関連会社規則")
    set_day(page, "known", "2025-12-31")
    page.select_option("select[name=certainty]", "announced")
    assert set(page.locator(".entry:visible .certainty").all_text_contents()) == {"発表"}


def test_the_axis_of_a_japanese_page_has_japanese_days(show, bundled):
    """Drawn by the library, and again by the script for other days."""
    page = show(render(bundled.since("2025-05-12", "2025-05-20", instrument=SOME), "html", lang="ja"))
    assert page.locator("#picture .ticks text").first.text_content() == "5月12日"
    assert page.locator(".turns .day").first.text_content() == "5月12日"
    set_day(page, "from", "2024-06-01")
    assert page.locator("#picture .ticks text").first.text_content() == "6月"


def test_what_changed_follows_the_days(show, report):
    """The list of changes and its heading answer the fields: law alone, knowledge alone, both."""
    page = show(report)
    set_day(page, "from", "2025-11-15")
    set_day(page, "on", "2026-11-24")
    set_day(page, "known", "2025-11-30")
    page.select_option("select[name=move]", "law")
    assert page.inner_text("#changed-title") == (
        "How the law changed after 15 November 2025, through 24 November 2026, both as known on 30 November 2025"
    )
    (change,) = said_of(page, "changed", "Affiliates Rule (")
    assert "In force since 10 November 2026" in change
    assert "was: Stayed until 10 November 2026" in change
    page.select_option("select[name=move]", "knowledge")
    assert said_of(page, "changed", "Affiliates Rule (") == []
    page.click("button[type=reset]")
    page.wait_for_selector("body:not(.moved)")
    assert "On 31 December 2025, as known on 31 December 2025" in page.inner_text("#summary")


def test_an_incomplete_day_changes_nothing(show, report):
    """While a day is being typed the last answer stands."""
    page = show(report)
    before = page.inner_text("#summary")
    page.fill("input[name=on]", "")
    assert page.inner_text("#summary") == before


@pytest.mark.parametrize("name", ["month", "diff", "state", "timeline", "upcoming", "board", "empty", "japanese"])
def test_every_answer_is_a_page(show, pages, name):
    """Each opens without a word on the console and begins with what was asked; a phone need not scroll sideways."""
    page = show(pages[name], **PHONE)
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    if name != "empty":
        assert page.locator("#report").is_visible()
        assert page.locator("#machine").is_visible()
        assert page.locator(".lane").count() >= 1


CUT = """() => [...document.querySelectorAll("h1, .lead, .counts, .notice, .told, .facts dd, .board td, .day, .scope")]
  .filter((each) => each.clientHeight && getComputedStyle(each).overflow !== "visible"
    && (each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1))
  .map((each) => each.textContent)"""


@pytest.mark.parametrize("width", [390, 1280])
def test_no_word_of_the_headline_or_of_a_caveat_is_cut(show, pages, width):
    """ "This is no stay: the text stays in force" is the end of a paragraph, and was cut from it on a phone."""
    page = None
    for name in ("week", "state", "board", "japanese"):
        page = show(pages[name], again=page, unfold=False, viewport={"width": width, "height": 844})
        assert page.evaluate(CUT) == []
        if name == "week":
            assert page.inner_text(".lead").endswith("the text stays in force and in the CFR.")


TOUCHING = """() => {
  const texts = [...document.querySelectorAll(".turns text, .ticks text, .line:not(.off) text, .lanes .word")]
    .map((each) => [each.textContent, each.getBoundingClientRect(), each.closest(".turns")])
    .filter(([, box]) => box.width);
  return texts.flatMap(([words, a, bar], at) => texts.slice(at + 1)
    .filter(([, b, other]) => bar === other)  // the bar that stays in view lies over the picture
    .filter(([, b]) => a.left < b.right + 2 && b.left < a.right + 2 && a.top < b.bottom && b.top < a.bottom)
    .map(([other]) => [words, other]));
}"""


@pytest.mark.parametrize("larger", [1, 1.6])
def test_no_label_touches_another_at_any_width_or_size_of_letters(show, pages, larger):
    """Days of the axis, of the time bar, of the lines across it, and the words on bars."""
    page = None
    for name in ("week", "month", "japanese"):
        page = show(pages[name], again=page, viewport={"width": 390, "height": 844}, bypass_csp=True)
        page.add_style_tag(content=f".picture text, .turns text {{ font-size: {12 * larger}px !important; }}")
        for width in (320, 390, 800, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            page.evaluate("dispatchEvent(new Event('resize'))")
            assert page.evaluate(TOUCHING) == [], (name, width)
            assert page.locator(".turns text:visible").count() >= 2


# --- links and filters ------------------------------------------------------------------------------------------------


def test_a_link_leads_to_the_same_answer(show, report):
    """What the fields ask stands in the address; opened anew, the page asks it again."""
    page = show(report)
    set_day(page, "known", "2025-11-01")
    page.select_option("select[name=i]", "us/bis/affiliates-50")
    link = page.evaluate("location.hash")
    assert link == "#" + urlencode({"known": "2025-11-01", "i": "us/bis/affiliates-50"})
    states = page.inner_text("#states")
    show(report, link, again=page)
    assert page.inner_text("#states") == states
    assert page.locator(".lane:visible").count() == 1
    show(report, "#on=never&i=nobody&move=up", again=page)
    assert "31 December 2025" in page.inner_text("#summary")
    show(report, "#weight-law", again=page)
    assert page.locator("#weight-law").is_visible()


def test_filters_reach_the_report_the_picture_and_the_machine(show, report):
    """By instrument, kind and certainty; what is empty then is gone, and all comes back."""
    page = show(report)
    everything = page.locator(".entry:visible").count()
    page.select_option("select[name=i]", "us/bis/affiliates-50")
    assert {each.get_attribute("data-i") for each in page.locator(".group:visible").all()} == {"us/bis/affiliates-50"}
    assert page.locator("#states > li").count() == page.locator(".lane:visible").count() == 1
    page.select_option("select[name=i]", "")
    page.select_option("select[name=kind]", "enforcement")
    assert {each.get_attribute("data-kind") for each in page.locator(".entry:visible").all()} == {"enforcement"}
    assert page.locator("#proposals").is_hidden()
    assert [text for text in page.locator("#changed > li").all_inner_texts() if "nforce" not in text] == []
    page.select_option("select[name=kind]", "")
    page.select_option("select[name=certainty]", "reported")
    assert {each.get_attribute("data-certainty") for each in page.locator(".entry:visible").all()} == {"reported"}
    page.click("button[type=reset]")
    page.wait_for_selector("body:not(.moved)")
    assert page.locator(".entry:visible").count() == everything


def test_filter_by_topic(show):
    """Only instruments on the topic are left."""
    page = show(render(many(10).since("2025-01-01", "2025-12-01"), "html"))
    page.select_option("select[name=topic]", "topic-3")
    shown = {each.get_attribute("data-i") for each in page.locator(".group:visible").all()}
    assert shown == {"us/x/rule-3", "us/x/rule-8"}
    assert page.locator("#states > li").count() == page.locator(".lane:visible").count() == 2


def test_the_slider_goes_from_turn_to_turn_above_the_days_of_the_picture(show, bundled):
    """Its arrows find the turn before and after; the picture keeps its edges, and the caption says what turned."""
    page = show(render(bundled.since("2025-05-12", "2025-05-20"), "html"))
    middle = "each => { const box = each.getBoundingClientRect(); return box.x + box.width / 2; }"
    dots = page.locator(".turns circle").evaluate_all(f"each => each.map({middle})")
    mark = page.locator(".lane .mark.duty").first.evaluate(middle)  # 15 May
    assert min(abs(dot - mark) for dot in dots) < 2
    page.focus("input[name=turn]")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.input_value("input[name=on]") == page.input_value("input[name=known]") == "2025-05-15"
    assert page.inner_text(".turns p").startswith("15 May 2025: ")
    assert page.locator(".ticks text").last.text_content() == "20 May"
    page.keyboard.press("ArrowRight")
    assert page.input_value("input[name=on]") == "2025-05-16"


def test_the_script_draws_the_first_picture_as_the_page_has_it(show, bundled):
    """Shape by shape and word by word: for what moved, and for one rule's whole story."""
    look = """each => each.map(one => [one.tagName, one.getAttribute("class"), one.dataset?.i || "",
      one.firstChild?.data || "", ...["x", "x1", "x2", "width"].map(
        name => Math.round(parseFloat(one.getAttribute(name) || 0) * 5))])"""
    shapes = ".lanes rect, .lanes line, .lanes use, .lanes text, .lanes .lane"
    answers = [bundled.since("2025-05-12", "2025-05-20"), bundled.timeline(instrument="us/bis/affiliates-50")]
    kinds, tabs = ({"java_script_enabled": False}, {}), [None, None]
    for page in (render(answer, "html") for answer in answers):
        tabs = [
            show(page, again=tab, viewport={"width": 1280, "height": 900}, **settings)
            for tab, settings in zip(tabs, kinds, strict=True)
        ]
        static, drawn = (tab.locator(shapes).evaluate_all(look) for tab in tabs)
        assert len(static) > 9
        for one, other in zip(static, drawn, strict=True):
            assert one[:4] == other[:4]
            assert one[4:] == pytest.approx(other[4:], abs=1)


def test_what_did_not_move_is_counted_and_opens(show, bundled):
    page = show(render(bundled.since("2025-05-12", "2025-05-20"), "html"), unfold=False)
    assert page.inner_text(".unmoved summary") == "32 did not move"
    page.click(".unmoved summary")
    page.wait_for_selector(".unmoved li")
    names = page.locator(".unmoved li > b").all_inner_texts()
    assert len(names) == 32
    assert "AI Diffusion Rule (90 FR 4544)" not in names


def test_the_board_is_a_file_for_a_spreadsheet(show, bundled):
    """A row for each of the page's, with the address of its source; nothing that a spreadsheet would calculate."""
    page = show(render(bundled.since("2025-05-12", "2025-05-20"), "html"))
    with page.expect_download() as waited:
        page.click("button.export")
    head, first, *_ = waited.value.path().read_text("utf-8-sig").splitlines()
    assert head.startswith('"Rule","Status","Since"')
    assert first.startswith('"AI Diffusion Rule 90 FR 4544","in force","13 Jan 2025 comply 15 May 2025"')
    assert first.endswith('"https://www.federalregister.gov/d/2025-00636"')


# --- for everybody ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("settings", [{}, {"color_scheme": "dark"}, PHONE], ids=["light", "dark", "phone"])
def test_axe_finds_no_violation(show, pages, settings):
    """WCAG 2.2 A and AA and good practice, in light, dark, on a phone; with all that can be opened open."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    options = {
        "runOnly": {"type": "tag", "values": WCAG},
        "rules": {"target-size": {"enabled": True}},
        "resultTypes": ["violations"],  # of what passes, one element for each rule
    }
    if "color_scheme" in settings:  # which is another in nothing else
        options["runOnly"] = {"type": "rule", "values": ["color-contrast"]}
    elif settings:  # where colours are the same
        options["rules"]["color-contrast"] = {"enabled": False}
    page = None
    for name in ("state", "week") if settings else ("japanese", "diff", "state", "timeline", "board", "empty"):
        page = show(pages[name], again=page, bypass_csp=True, **settings)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        if name in ("week", "japanese"):
            set_day(page, "on", "2025-05-15")  # and what the script writes
        response = axe.Axe().run(page, options=options).response
        found = [(name, each["id"], each["nodes"][0]["html"][:200]) for each in response["violations"]]
        assert found == []
        assert {"color-contrast", "target-size", "svg-img-alt", "landmark-one-main"} & {
            each["id"] for each in response["passes"]
        }


def test_the_keyboard_reaches_everything(show, report):
    """First a way past the head; then links, fields and the button, each with a visible ring."""
    page = show(report, "#on=2025-12-30")  # away from the report, so that there is a way back
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.name || document.activeElement.type || ''"))
        ring = "[document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]"
        tag, style = page.evaluate(ring)
        assert style != "none" or tag == "BODY", tag
    assert reached >= {"on", "known", "from", "move", "mode", "i", "kind", "certainty", "reset"}


def test_a_change_is_said_aloud(show, report):
    """The summary is a live region, and a field is labelled by what stands before it."""
    page = show(report)
    assert page.locator("#summary").get_attribute("role") == "status"
    for name in ("on", "known", "from"):
        assert page.get_by_label(re.compile(page_labels.PAGE[name])).first.get_attribute("name") == name
    picture = page.get_by_role("img", name=re.compile("Timeline"))
    assert picture.count() == 1


def test_without_script_the_report_and_the_picture_stand(show, report):
    """No time machine, and a line that says why; the picture is the one of the report."""
    page = show(report, java_script_enabled=False)
    assert page.locator("#machine").is_hidden()
    assert page.locator(".picture").is_visible()
    assert page.locator(".entry:visible").count() == len(re.findall('class="entry"', report))
    assert page.locator("noscript").count() == 1
    assert lane(page, "us/bis/affiliates-50").locator(".bar.stayed:not(.off)").count() == 1


def test_dark_is_dark_and_paper_is_white(show, report):
    """The page follows the reader's scheme; paper is white in any."""
    page = show(report, color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(18, 22, 26)"
    page.emulate_media(media="print")
    assert page.evaluate(background) == "rgb(255, 255, 255)"


def test_print_is_a_clean_document(show, report):
    """Title, picture and report; no fields, no navigation; addresses are spelled out."""
    page = show(report)
    page.emulate_media(media="print")
    for hidden in ("form", "nav", "#machine", ".skip", "#summary"):
        assert page.locator(hidden).is_hidden()
    for shown in ("h1", ".board", "#weight-law", ".picture", "footer"):
        assert page.locator(shown).first.is_visible()
    link = page.locator(".sources a").first
    assert link.evaluate("each => getComputedStyle(each, '::after').content").startswith('" <http')
    page.emulate_media(media="screen")
    set_day(page, "known", "2025-11-01")
    page.emulate_media(media="print")
    assert page.locator("#states").is_visible()
    assert len(page.pdf()) > 10_000


# --- what it refuses --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_does_nothing(show, text):
    """Wherever an author's words stand they are words, in the report, the picture and every answer of the machine."""
    tables = [
        e("set_effective", effect="2025-02-10", published="2025-02-01", summary=text, note=text, evidence=["d"]),
        e("set_value", name=text, value=text, effect="2025-02-10", published="2025-02-01", evidence=["d"]),
        e("stay", effect="2025-02-12", until="2025-02-20", published="2025-02-11", parts=[text], evidence=["d"]),
    ]
    instrument = rule(title=text, short=text, topics=(text,))
    tracker = track(tables, [instrument, rule("us/x/other", topics=("b",))], documents=[Document("d", text)])
    page = show(render(tracker.since("2025-01-01", "2025-03-01"), "html"))
    set_day(page, "on", "2025-02-15")
    page.select_option("select[name=i]", RULE)
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, svg[onload], main script").count() == 0
    shown = page.inner_text("#states b").replace("\ufffd", "")
    plain = re.sub("[\u202a-\u202e\u2066-\u2069\u2028]", "", text)
    assert " ".join(shown.split()) == " ".join(plain.split())


# --- size and speed ---------------------------------------------------------------------------------------------------

WAIT = """([name, days]) => {
  const box = document.querySelector(`input[name=${name}]`);
  return days.map((day) => {
    const start = performance.now();
    box.value = day;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.offsetHeight;  // the layout counts too
    return performance.now() - start;
  });
}"""


def many(count):
    """A ledger of so many instruments of four events each, which all change in 2025."""
    tables, start = [], dt.date(2025, 1, 1)
    for number in range(count):
        at = [(start + dt.timedelta(days=days + number % 29)).isoformat() for days in (3, 40, 70, 140, 200, 230, 400)]
        target = f"us/x/rule-{number}"
        words = {"target": target, "evidence": ["d"], "summary": f"The agency acts on matter {number} in usual words."}
        tables += [
            e("publish", f"p{number}", published=at[0], **words),
            e("set_effective", f"e{number}", published=at[1], effect=at[2], **words),
            e("set_value", f"v{number}", published=at[3], effect=at[4], name="threshold", value=number, **words),
            e("stay", f"s{number}", published=at[4], effect=at[5], until=at[6], **words),
        ]
    targets = [rule(f"us/x/rule-{number}", topics=(f"topic-{number % 5}",)) for number in range(count)]
    return track(tables, targets, documents=[Document("d", "The Register", url="https://example.org/d")])


def test_a_report_of_three_hundred_events_is_small():
    """At most 350 kB in 75 instruments, with picture, time machine, style and script: 338."""
    answer = many(75).since("2025-01-01", "2025-12-01")
    assert len(answer.sources.events) == 300
    assert len(render(answer, "html").encode()) <= 350_000


def test_hundreds_of_events_answer_at_once(show):
    """A day moves, and state, changes and picture have followed. `make bench` has the time for five thousand events."""
    answer = many(150).since("2025-01-01", "2025-12-01")
    assert len(answer.sources.events) >= 580
    page = show(render(answer, "html"))
    assert page.locator(".lane").count() == 12
    days = [f"2025-{month:02d}-15" for month in range(1, 13, 3)]
    for name in ("known", "on"):
        assert min(page.evaluate(WAIT, [name, days])) < 300
    page.locator("#states + .more").click()
    assert page.locator("#states > li").count() == 150
