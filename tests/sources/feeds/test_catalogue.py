"""The files that describe feeds: those of the release, and a user's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from regtrack._bundled import bundled
from regtrack.errors import FeedFileError, InputError
from regtrack.model.kinds import Certainty
from regtrack.sources.feed_file import Catalogue, FeedFile, interval, to_table, to_toml
from regtrack.sources.registry import formats
from tests.rows import each_row
from tests.sources.feedserver import feed_file

URL = "https://bureau.example/feed.xml"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "one.toml").write_text(feed_file("one", URL, follow=None))
    return folder


def catalogue(release: Path, **files: str) -> Catalogue:
    own = release.parent / "own"
    own.mkdir(exist_ok=True)
    for name, text in files.items():
        (own / f"{name}.toml").write_text(text)
    return Catalogue(release, own)


# --- the release's


@pytest.fixture(scope="module")
def shipped() -> list[FeedFile]:
    return list(Catalogue(bundled("feeds"), Path("/nowhere/at/all")))


def test_the_catalogue_covers_what_a_trade_controls_team_follows(shipped: list[FeedFile]) -> None:
    assert len(shipped) >= 30
    areas = {source.jurisdiction for source in shipped}
    assert {"us", "eu", "uk", "jp", "cn", "kr", "nl", "tw"} <= areas
    assert {source.format for source in shipped} >= {"rss", "atom", "federal-register", "csl"}
    for word in "bis commerce treasury state ustr white-house congress cbp fcc sec epa cfpb".split():
        assert any(word in source.id.split("-") or word in source.id for source in shipped), word


def test_only_what_somebody_saw_answer_is_followed(shipped: list[FeedFile]) -> None:
    followed = {source.id for source in shipped if source.followed}
    assert followed == {source.id for source in shipped if source.checked is not None}
    assert "federal-register" in followed


def test_no_press_release_can_be_more_than_announced(shipped: list[FeedFile]) -> None:
    """And no newspaper or firm more than reported (semantics, section 7)."""
    for source in shipped:
        if formats()[source.format].is_news:
            assert source.ceiling <= Certainty.ANNOUNCED, source.id
        if source.rank in ("press", "counsel"):
            assert source.ceiling is Certainty.REPORTED, source.id


def test_no_address_is_there_twice(shipped: list[FeedFile]) -> None:
    assert len({source.url for source in shipped}) == len(shipped)


# --- a user's


def test_a_feed_of_ones_own(release: Path) -> None:
    found = catalogue(release, two=feed_file("two", "https://two.example/"))
    assert [source.id for source in found] == ["one", "two"]
    assert (found.source("two").own, found.source("one").own) == (True, False)


def test_a_word_on_a_feed_of_the_release(release: Path) -> None:
    """Only what is said is otherwise."""
    found = catalogue(release, one='id = "one"\nfollow = true\nurl = "https://new.example/"\n').source("one")
    assert (found.url, found.followed, found.publisher) == ("https://new.example/", True, "Bureau")


def test_all_faults_of_all_files_at_once(release: Path) -> None:
    """Each with its file and line."""
    bad = feed_file("two", "ftp://x", every="1s", zone="Mars/Base", ceiling="certain", rank="tabloid")
    found = catalogue(
        release,
        two=bad + 'frequency = "1h"\n',
        three='id = \nurl = "x"\n',
        four='id = "five"\n',
        six='id = "six"\n',
    )
    text = "\n".join(str(fault) for faults in found.faults.values() for fault in faults)
    assert [source.id for source in found] == ["one"]
    assert "two" in found
    for id_, faults in found.faults.items():
        with pytest.raises(FeedFileError) as caught:
            found.source(id_)
        assert caught.value.faults == tuple(faults)
    assert "two.toml:3: url: found 'ftp://x'; expected an http or https address" in text
    assert "two.toml" in text
    assert "every: found '1s'; expected a time from 5m" in text
    assert "zone: found 'Mars/Base'" in text
    assert "ceiling: found 'certain'" in text
    assert "rank: found 'tabloid'" in text
    assert "frequency: found an unknown key; expected one of id, title" in text
    assert "three.toml:1:" in text
    assert "four.toml:1: id: found 'five'; expected the name of the file: 'four'" in text
    assert "six.toml: title: found nothing; expected a value: it is required" in text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "A B"), ("title", ""), ("format", "html"), ("language", "Englisch"), ("jurisdiction", "USA"),
        ("topics", "x"), ("checked", "yesterday"), ("follow", "yes"), ("url", "https://"), ("url", "file:///etc/passwd"),
    ],
)  # fmt: skip
def test_values_that_will_not_do(release: Path, field: str, value: str) -> None:
    text = feed_file("two", URL, **{field: value}) if field != "url" else feed_file("two", value)
    with pytest.raises(FeedFileError, match=field):
        catalogue(release, two=text).source("two")


def test_a_word_that_cannot_be_read_leaves_its_feed_out(release: Path) -> None:
    """And does not bring back what it may have left out."""
    assert list(catalogue(release, one="id = ")) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "cfr: found nothing; expected a list of parts such as '15 CFR 744'"),
        ({"cfr": []}, "cfr: found []; expected a list of parts such as"),
        ({"cfr": ["15 CFR 744", "15:730"]}, "cfr: found ['15 CFR 744', '15:730']; expected a list of parts"),
        ({"cfr": ["15 CFR 744", "15:730"]}, "; '15:730' is none"),
        ({"cfr": "15 CFR 744"}, "two.toml:14: cfr: found '15 CFR 744'; expected a list of parts"),
        (
            {"cfr": ["15 CFR 744"], "format": "csl"},
            "cfr: found ['15 CFR 744']; expected nothing: it is for format ecfr",
        ),
    ],
)
def test_the_code_is_followed_by_parts(release: Path, more: dict[str, object], said: str) -> None:
    with pytest.raises(FeedFileError) as caught:
        catalogue(release, two=feed_file("two", URL, **{"format": "ecfr", **more})).source("two")
    assert said in str(caught.value)
    assert len(caught.value.faults) == 1


def test_parts_are_written_in_one_way(release: Path) -> None:
    found = catalogue(release, two=feed_file("two", URL, format="ecfr", cfr=["15 cfr  part 744", "22 CFR 120-130"]))
    assert found.source("two").cfr == ("15 CFR 744", "22 CFR 120-130")
    assert to_table(found.source("two"))["cfr"] == ["15 CFR 744", "22 CFR 120-130"]


def test_an_unknown_feed_is_refused_with_the_nearest(release: Path) -> None:
    with pytest.raises(InputError, match=r"found 'onee'; expected one or another feed"):
        catalogue(release).source("onee")


def test_only_the_files_that_are_asked_for_are_read(release: Path) -> None:
    """What is wrong with another feed's file is no reason not to read this one; its name is known all the same."""
    catalogue(release, two=feed_file("two", URL, follow=False))
    (release.parent / "own" / "three.toml").write_text("id = ")
    found = Catalogue(release, release.parent / "own", only=["one", "two", "../two"])
    assert [source.id for source in found] == ["one", "two"]
    with pytest.raises(InputError, match=r"found 'thre'; expected three or another feed"):
        found.source("thre")
    with pytest.raises(FeedFileError, match=r"three\.toml: found invalid value"):
        Catalogue(release, release.parent / "own", only=["one", "three"]).source("three")


def test_what_is_written_is_read_back(release: Path) -> None:
    found = catalogue(release)
    source = found.source("one")
    found.put("copy", {**to_table(source), "id": "copy", "title": 'Ü "quoted" \\ 漢字\n'})
    again = catalogue(release).source("copy")
    assert again.title == 'Ü "quoted" \\ 漢字\n'
    assert (again.every, again.topics, again.ceiling) == (source.every, source.topics, source.ceiling)
    found.drop("copy")
    assert "copy" not in catalogue(release)


def test_a_folder_that_is_not_there(release: Path) -> None:
    assert [source.id for source in Catalogue(release, release / "nothing")] == ["one"]


@each_row(("seconds", "text"), [(300, "5m"), (3600, "1h"), (5400, "90m"), (86400, "1d"), (172800, "2d")])
def test_intervals(seconds: int, text: str) -> None:
    assert interval(seconds) == text


def test_toml_of_a_table() -> None:
    assert to_toml({"follow": False, "id": "x"}) == 'id = "x"\nfollow = false\n'


def test_a_file_that_is_what_it_was_is_not_read_again(tmp_path: Path) -> None:
    """Who watches feeds reads their files each time."""
    path = tmp_path / "mine.toml"
    path.write_text(
        'id = "mine"\ntitle = "Mine"\nurl = "https://example.org/rss"\nformat = "rss"\npublisher = "Me"\nzone = "UTC"\n'
    )
    first, again = (Catalogue(tmp_path / "none", tmp_path).source("mine") for _ in range(2))
    assert again is first
    path.write_text(path.read_text().replace("Mine", "Other"))
    assert Catalogue(tmp_path / "none", tmp_path).source("mine").title == "Other"
