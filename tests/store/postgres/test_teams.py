"""Two teams on one server: each has a ledger of its own, and neither can look into the other's."""

import os
from collections.abc import Iterator
from contextlib import closing

import pytest

from regtrack import dates
from regtrack.errors import InputError, StoreError
from regtrack.store import Batch, open_store, postgres
from regtrack.store.postgres import PostgresStore
from regtrack.store.postgres_schema import CLOSED
from regtrack.store.teams import add_team, teams
from tests.helpers import NOW, rule
from tests.rows import each_row
from tests.store.postgres.server import NAMED

psycopg = pytest.importorskip("psycopg")
pytestmark = pytest.mark.skipif(NAMED not in os.environ, reason=f"no PostgreSQL: {NAMED} names none")
TEAMS = ("team_a", "team_b")


@pytest.fixture(scope="module")
def addresses() -> Iterator[dict[str, str]]:
    """The address of each team's ledger, as a member of it; and a public ledger that both may read."""
    base = os.environ[NAMED]
    public = PostgresStore(f"{base}?schema=law")
    public.append(Batch("public", "P", [rule("us/x/public")]), dates.tick_of(NOW))
    public.close()
    with psycopg.connect(base, autocommit=True) as db:
        for team in TEAMS:
            add_team(f"{base}?schema=law", team)
            db.execute(f"CREATE ROLE {team}_lin LOGIN IN ROLE {team}")
        yield {team: f"{base.replace('//regtrack@', f'//{team}_lin@')}?schema={team}" for team in TEAMS}
        for team in TEAMS:
            db.execute(f"DROP SCHEMA {team} CASCADE; DROP OWNED BY {team}; DROP ROLE {team}_lin, {team}")
        db.execute("DROP SCHEMA law CASCADE")


@pytest.fixture
def secret(addresses: dict[str, str]) -> None:
    """A fact that team a alone may know."""
    store = PostgresStore(addresses["team_a"])
    store.append(Batch("ours", "O", [rule("us/x/secret")]), dates.tick_of(NOW))
    store.close()


@pytest.mark.usefixtures("secret")
def test_a_team_reads_its_own_ledger_and_the_public_one(addresses: dict[str, str]) -> None:
    public = addresses["team_a"].replace("schema=team_a", "schema=law")
    with closing(open_store([public, addresses["team_a"]])) as both:
        assert both.numbers(["us/x/public", "us/x/secret"]).keys() == {"us/x/public", "us/x/secret"}
    with closing(open_store([public, addresses["team_b"]])) as other:
        assert other.numbers(["us/x/public", "us/x/secret"]).keys() == {"us/x/public"}
    with closing(PostgresStore(public, read_only=True)) as reader, pytest.raises(StoreError, match="read-only"):
        reader.bookmark("last", 1)
    assert [(team.name, team.members) for team in teams(os.environ[NAMED])] == [
        (team, (f"{team}_lin",)) for team in TEAMS
    ]


@pytest.mark.usefixtures("secret")
def test_a_team_cannot_look_into_the_ledger_of_another(addresses: dict[str, str]) -> None:
    """Whatever it tries: to open it, to name its tables, to lend itself the other's role."""
    with pytest.raises(StoreError, match="permission denied"):
        PostgresStore(addresses["team_b"].replace("schema=team_b", "schema=team_a"), read_only=True)
    with psycopg.connect(addresses["team_b"].partition("?")[0], autocommit=True) as b:
        for attempt in (
            "SELECT body FROM team_a.entry",
            "SELECT count(*) FROM team_a.unit TABLESAMPLE system (100)",
            "INSERT INTO team_a.name VALUES ('x', 1)",
            "SELECT team_a.refuse()",
            "SELECT last_value FROM team_a.digest_num_seq",
            "SELECT nextval('team_a.digest_num_seq')",
            "SELECT to_tsvector('team_a.words', 'secret')",
            "EXPLAIN SELECT * FROM team_a.entry",
            "DO $$ BEGIN LOCK TABLE team_a.entry; END $$",
            "CREATE TABLE pg_temp.probe (id TEXT REFERENCES team_a.target (id))",
            "CREATE VIEW pg_temp.seen AS SELECT * FROM team_a.entry",
            "CREATE FUNCTION team_a.more() RETURNS INTEGER LANGUAGE sql AS 'SELECT 1'",
            "ALTER TABLE team_a.entry DISABLE ROW LEVEL SECURITY",
            "SET ROLE team_a",
            "SET SESSION AUTHORIZATION team_a",
            "GRANT team_a TO team_b",
            "COPY team_a.entry TO STDOUT",
            "COPY team_a.entry TO '/tmp/entry'",
            "SELECT pg_read_file('base')",
        ):
            with pytest.raises(psycopg.Error, match=r"permission denied|must be|must have"):
                b.execute(attempt)
        for silent in (
            "SELECT * FROM pg_stats WHERE schemaname = 'team_a'",
            "SELECT * FROM information_schema.tables WHERE table_schema = 'team_a'",
            "SELECT * FROM pg_sequences WHERE schemaname = 'team_a' AND last_value IS NOT NULL",
            "SELECT * FROM pg_stat_activity WHERE usename = 'team_a_lin' AND query <> '<insufficient privilege>'",
        ):
            assert b.execute(silent).fetchall() == []


@pytest.mark.usefixtures("secret")
def test_rights_that_were_granted_by_mistake_show_nothing(addresses: dict[str, str]) -> None:
    """Row-level security stands behind the rights; a refusal is the same for what is there and for what is not."""
    rights = "SELECT, INSERT, UPDATE, DELETE"
    with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
        db.execute(f"GRANT USAGE ON SCHEMA team_a TO team_b; GRANT {rights} ON ALL TABLES IN SCHEMA team_a TO team_b")
        db.execute("ANALYZE team_a.target")
    said = list[str]()
    with psycopg.connect(addresses["team_b"].partition("?")[0], autocommit=True) as b:
        for table in ("entry", "target", "name", "unit", "said", "posting", "link", "source"):
            assert b.execute(f"SELECT * FROM team_a.{table}").fetchall() == []
        assert b.execute("SELECT * FROM pg_stats WHERE schemaname = 'team_a'").fetchall() == []
        with b.cursor().copy("COPY (SELECT * FROM team_a.entry) TO STDOUT") as out:
            assert list(out) == []
        for id_ in ("us/x/secret", "us/x/not-there"):
            for unless in ("", " ON CONFLICT DO NOTHING", " ON CONFLICT (id) DO UPDATE SET zone = 'x'"):
                with pytest.raises(psycopg.Error) as refused:
                    b.execute(f"INSERT INTO team_a.target VALUES (99, '{id_}', 1, 'rule', 'UTC', NULL){unless}")
                said.append(str(refused.value))
        assert b.execute("UPDATE team_a.target SET zone = 'x' WHERE id = 'us/x/secret'").rowcount == 0
        assert b.execute("DELETE FROM team_a.bookmark").rowcount == 0
        b.execute(
            """CREATE FUNCTION pg_temp.tell(TEXT) RETURNS BOOLEAN LANGUAGE plpgsql COST 0.0001 AS
               $$ BEGIN RAISE EXCEPTION 'told: %', $1; END $$"""
        )
        assert b.execute("SELECT 1 FROM team_a.entry WHERE pg_temp.tell(body)").fetchall() == []
    assert len(set(said)) == 1
    assert "row-level security" in said[0]
    with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
        db.execute("REVOKE ALL ON ALL TABLES IN SCHEMA team_a FROM team_b; REVOKE ALL ON SCHEMA team_a FROM team_b")


def test_what_a_member_makes_is_the_teams(addresses: dict[str, str]) -> None:
    """Tables of a later migration belong to all members, and are closed to others."""
    with closing(PostgresStore(addresses["team_b"])) as store:
        assert store._db.execute("SELECT current_user").fetchone() == ("team_b",)
        with store.together():
            store._db.execute("CREATE TABLE later (num BIGINT)")
            store._db.execute(CLOSED)
            query = "SELECT relrowsecurity, relowner::regrole::text FROM pg_class WHERE oid = 'later'::regclass"
            assert store._db.execute(query).fetchone() == (True, "team_b")
            store._db.execute("DROP TABLE later")


@each_row("name", ["", "x y", "Law", "law", 'a"; --'])
def test_a_team_has_a_plain_name(name: str) -> None:
    with pytest.raises(InputError, match="team: found"):
        add_team(f"{os.environ[NAMED]}?schema=law", name)


def test_a_reader_reads_and_writes_nothing(addresses: dict[str, str]) -> None:
    """A role with the right to read gets every answer, and the server lets it write none."""
    writer = PostgresStore(f"{os.environ[NAMED]}?schema=law")
    writer.append(Batch("ours", "O", [rule("us/x/shown")]), dates.tick_of(NOW))
    with psycopg.connect(os.environ[NAMED], autocommit=True) as db:
        db.execute("CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA law TO reader")
        db.execute("GRANT SELECT ON ALL TABLES IN SCHEMA law TO reader")
    address = addresses["team_a"].replace("//team_a_lin@", "//reader@").replace("schema=team_a", "schema=law")
    reader = PostgresStore(address, read_only=True)
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


@each_row("schema", ["", "x y", "X", 'a"; DROP TABLE entry; --', "a" * 64])
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
    one, other = PostgresStore(addresses["team_b"]), PostgresStore(addresses["team_b"])
    monkeypatch.setattr(postgres, "_PATIENCE", 0.2)  # for the other writer alone, and not for connections
    with one.together():
        one.append(Batch("ours", "O", [rule("us/x/one")]), dates.tick_of(NOW))
        with pytest.raises(StoreError, match="another process has been writing"):
            other.append(Batch("ours", "O", [rule("us/x/other")]), dates.tick_of(NOW))
        assert other.totals().instruments == 0  # a reader waits for nobody
    assert other.append(Batch("ours", "O", [rule("us/x/other")]), dates.tick_of(NOW)).new == 1
    assert one.totals().instruments == 2
    one.close()
    other.close()
