"""Two teams on one server: each has a ledger of its own, and neither can look into the other's."""

import os
from collections.abc import Iterator

import pytest

from regtrack import dates
from regtrack.errors import StoreError
from regtrack.store import Batch, postgres
from regtrack.store.postgres import PostgresStore
from tests.helpers import NOW, rule
from tests.store.postgres.server import NAMED

psycopg = pytest.importorskip("psycopg")
pytestmark = pytest.mark.skipif(NAMED not in os.environ, reason=f"no PostgreSQL: {NAMED} names none")
TEAMS = ("team_a", "team_b")


@pytest.fixture(scope="module")
def addresses() -> Iterator[dict[str, str]]:
    """The address of each team's ledger, as its own role."""
    with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
        for team in TEAMS:
            db.execute(f"CREATE ROLE {team} LOGIN; CREATE SCHEMA {team} AUTHORIZATION {team}")
        base = os.environ[NAMED]
        yield {team: f"{base.replace('//regtrack@', f'//{team}@')}?schema={team}" for team in TEAMS}
        for team in TEAMS:
            db.execute(f"DROP SCHEMA {team} CASCADE; DROP ROLE {team}")


def test_a_team_cannot_look_into_the_ledger_of_another(addresses: dict[str, str]) -> None:
    """Whatever it tries: to open it, to name its tables, to lend itself the other's role."""
    a, b = (PostgresStore(addresses[team]) for team in TEAMS)
    a.append(Batch("ours", "O", [rule("us/x/secret")]), dates.tick_of(NOW))
    assert b.totals().instruments == 0
    with pytest.raises(StoreError, match="permission denied"):
        PostgresStore(addresses["team_b"].replace("schema=team_b", "schema=team_a"), read_only=True)
    for attempt in (
        "SELECT body FROM team_a.entry",
        "SELECT * FROM team_a.said",
        "INSERT INTO team_a.name VALUES ('x', 1)",
        "SET ROLE team_a",
        "COPY team_a.entry TO '/tmp/entry'",
    ):
        with pytest.raises(StoreError, match=r"permission denied|must be"):
            b._db.execute(attempt)
    assert a.totals().instruments == 1
    a.close()
    b.close()


def test_a_reader_reads_and_writes_nothing(addresses: dict[str, str]) -> None:
    """A role with the right to read gets every answer, and the server lets it write none."""
    writer = PostgresStore(addresses["team_a"])
    writer.append(Batch("ours", "O", [rule("us/x/shown")]), dates.tick_of(NOW))
    with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
        db.execute("CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA team_a TO reader")
        db.execute("GRANT SELECT ON ALL TABLES IN SCHEMA team_a TO reader")
    reader = PostgresStore(addresses["team_a"].replace("//team_a@", "//reader@"), read_only=True)
    assert "us/x/shown" in reader.numbers(["us/x/shown"])
    assert list(reader.check()) == []
    with pytest.raises(StoreError, match="read-only"):
        reader.bookmark("last", 1)
    reader.close()
    writer.close()
    with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
        db.execute("DROP OWNED BY reader; DROP ROLE reader")


def test_an_address_is_shown_without_its_password() -> None:
    with pytest.raises(StoreError) as caught:
        PostgresStore("postgresql://lin:secret@127.0.0.1:1/law?password=other")
    assert "postgresql://lin@127.0.0.1:1/law" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "other" not in str(caught.value)


@pytest.mark.parametrize("schema", ["", "x y", "X", 'a"; DROP TABLE entry; --', "a" * 64])
def test_a_schema_has_a_plain_name(schema: str) -> None:
    from urllib.parse import quote

    with pytest.raises(StoreError, match="schema: found"):
        PostgresStore(f"{os.environ[NAMED]}?schema={quote(schema)}")


def test_a_newer_ledger_is_refused(addresses: dict[str, str]) -> None:
    PostgresStore(addresses["team_b"]).close()
    with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
        db.execute("UPDATE team_b.ledger_version SET version = version + 1")
        with pytest.raises(StoreError, match=r"found schema version \d+; expected at most \d+.*upgrade regtrack"):
            PostgresStore(addresses["team_b"])
        db.execute("UPDATE team_b.ledger_version SET version = version - 1")


def test_a_writer_waits_for_another_and_then_says_so(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_PATIENCE", 0.2)
    one, other = PostgresStore(addresses["team_b"]), PostgresStore(addresses["team_b"])
    with one.together():
        one.append(Batch("ours", "O", [rule("us/x/one")]), dates.tick_of(NOW))
        with pytest.raises(StoreError, match="another process has been writing"):
            other.append(Batch("ours", "O", [rule("us/x/other")]), dates.tick_of(NOW))
        assert other.totals().instruments == 0  # a reader waits for nobody
    assert other.append(Batch("ours", "O", [rule("us/x/other")]), dates.tick_of(NOW)).new == 1
    assert one.totals().instruments == 2
    one.close()
    other.close()
