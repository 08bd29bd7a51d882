"""regtrack.toml: read strictly, everything that is wrong at once with its line, and no secret ever repeated."""

from pathlib import Path

import pytest

from regtrack import config
from regtrack.digest.schedule import Schedule
from regtrack.digest.secrets import Secret
from regtrack.digest.settings import PORTS, Webhook
from regtrack.digest.subscriptions import Address, Subscription
from regtrack.errors import InputError, SettingsError
from regtrack.model.kinds import Certainty

WHOLE = """\
store = "ledger.sqlite"

[defaults]
schedule = "weekdays 07:00 Europe/Berlin"
horizon = 60
reminders = [7, 30, 7]

[digest]
templates = "templates"
failing_days = 2
give_up_days = 4

[mail]
sender = "Regulation <digests@example.org>"
reply_to = "Desk <desk@example.org>"
return_path = "bounces@example.org"
list_id = "digests.example.org"
unsubscribe = "https://example.org/stop/{subscriber}"
unsubscribe_mail = "stop@example.org"
link = "https://example.org/"
threads = true

[mail.smtp]
host = "smtp.example.org"
security = "tls"
username = "digests"
password = { file = "password" }
timeout = 20
rate_per_minute = 60
max_per_connection = 50
ca_file = "ca.pem"
local_hostname = "desk.example.org"

[webhook]
secret = { file = "signing" }
allow_private = true
timeout = 5

[[subscriber]]
id = "lin"
name = "Lin"
to = ["lin@example.org", { env = "LIN_SLACK" }]
threshold = "filed"
language = "ja"
format = "text"
cap = 5
empty = "heartbeat"
first = "nothing"
enrichment = true
attach = false

[[subscriber.subscription]]
note = "We ship accelerators"
topic = "ai-chips"
not_agency = ["ustr"]
certainty = ["published", "filed"]

[[subscriber.subscription]]

[[subscriber]]
id = "kim"
to = { keyring = "regtrack/kim" }
schedule = "monthly 1 08:00 America/New_York"
horizon = 10

[[subscriber.subscription]]
kind = ["bill"]
language = "ja"
"""


def read(text: str, folder: Path) -> config.Config:
    (folder / "regtrack.toml").write_text(text, "utf-8")
    return config.read(folder / "regtrack.toml")


def faults(text: str, folder: Path) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read(text, folder)
    return [str(each).partition("regtrack.toml:")[2] for each in caught.value.faults]


def test_everything_that_can_be_set(tmp_path) -> None:
    found = read(WHOLE, tmp_path)
    lin, kim = found.digests.subscriber
    assert found.store == str(tmp_path / "ledger.sqlite")
    assert (found.digests.templates, found.digests.failing_days) == (str(tmp_path / "templates"), 2)
    assert lin.to == (Address("lin@example.org"), Address(channel=Secret("env", "LIN_SLACK")))
    assert lin.schedule == Schedule.parse("weekdays 07:00 Europe/Berlin")
    assert (lin.horizon, lin.reminders, lin.threshold) == (60, (30, 7), Certainty.FILED)
    assert lin.subscription == (
        Subscription(note="We ship accelerators", topic=("ai-chips",), not_agency=("ustr",),
                     certainty=("published", "filed")),
        Subscription(),
    )  # fmt: skip
    assert [each.label for each in lin.subscription] == ["We ship accelerators", "everything"]
    assert (kim.horizon, kim.schedule.text) == (10, "monthly 1 08:00 America/New_York")
    assert kim.subscription[0].label == "kind bill, language ja"
    smtp = found.digests.mail.smtp
    assert (smtp.port, smtp.password) == (PORTS["tls"], Secret("file", str(tmp_path / "password")))
    assert found.digests.webhook == Webhook(Secret("file", str(tmp_path / "signing")), allow_private=True, timeout=5)
    assert smtp.ca_file == str(tmp_path / "ca.pem")


MISTAKES = """
store = "ledger.sqlite" | store = 3 | store: found 3; expected the path or address of a ledger
[defaults] | [default] | default: found an unknown table or key; expected one of store, de
horizon = 60 | horizont = 60 | defaults.horizont: found an unknown key; expected one of schedule
horizon = 60 | horizon = -1 | defaults.horizon: found -1; expected a whole number from 0 to 3650
"weekdays 07:00 Europe/Berlin" | "hourly" | defaults.schedule: found 'hourly'; expected daily 07:00 ZONE
failing_days = 2 | failing_days = 0 | digest.failing_days: found 0; expected a whole number from 1
failing_days = 2 | failing_day = 2 | digest.failing_day: found an unknown key; expected one of templates
"Regulation <digests@example.org>" | "Regulation" | mail.sender: found 'Regulation'; expected an address
"Regulation <digests@example.org>" | "A\\nB <a@b.org>" | mail.sender: found 'A\\nB <a@b.org>'; expected a name on one
"https://example.org/stop/{subscriber}" | "http://x.org" | mail.unsubscribe: found 'http://x.org'; expected a web addr
"digests.example.org" | "digests" | mail.list_id: found 'digests'; expected a name such as digests.ex
host = "smtp.example.org" | | mail.smtp.host: found nothing; expected the name of the server
host = "smtp.example.org" | hst = "x" | mail.smtp.hst: found an unknown key; expected one of the documented
security = "tls" | security = "ssl" | mail.smtp.security: found 'ssl'; expected a way to secure
{ file = "password" } | "hunter2" | mail.smtp.password: found a value that is not repeated here; expec
{ file = "password" } | { vault = "x" } | mail.smtp.password: found a value that is not repeated here; expec
{ file = "signing" } | "whsec_hunter2" | webhook.secret: found a value that is not repeated here; expec
secret = { file = "signing" } | | webhook.secret: found nothing; expected the place of the secret that signs
allow_private = true | allow_private = "yes" | webhook.allow_private: found 'yes'; expected true or false
timeout = 5 | timeout = 0 | webhook.timeout: found 0; expected a number of seconds
timeout = 20 | timeout = true | mail.smtp.timeout: found True; expected a number of seconds
id = "kim" | id = "lin" | subscriber lin.id: found 'lin'; expected another one: the subscrib
id = "kim" | id = "Kim Lee" | subscriber Kim Lee.id: found 'Kim Lee'; expected an id such as lin
"lin@example.org" | "lin" | subscriber lin.to: found a value that is not repeated here; expect
"lin@example.org" | "slack://T0/B0/xoxb-1" | subscriber lin.to: found a value that is not repeated here; expect
to = ["lin@example.org", { env = "LIN_SLACK" }] | | subscriber lin.to: found nothing; expected an address, such as lin
["lin@example.org", { env = "LIN_SLACK" }] | [] | subscriber lin.to: found a value that is not repeated here; expect
keyring = "regtrack/kim" | keyring = "regtrack" | subscriber kim.to: found a value that is not repeated here; expect
cap = 5 | cap = 0 | subscriber lin.cap: found 0; expected a whole number from 1 to 1000
format = "text" | format = "markdown" | subscriber lin.format: found 'markdown'; expected a format: html
topic = "ai-chips" | topics = "ai-chips" | subscriber lin.subscription[1].topics: found an unknown key; expec
kind = ["bill"] | kind = ["bil"] | subscriber kim.subscription[1].kind: found ['bil']; expected a kin
["published", "filed"] | "sure" | subscriber lin.subscription[1].certainty: found 'sure'; expected a
[[subscriber.subscription]] | [[subscriber.subs]] | subscriber lin.subs: found an unknown key; expected one of the doc
= 60 | = | found invalid value; expected TOML; see docs/reference/settings.md
"""
ROWS = [tuple(cell.strip().replace("\\\\", "\\") for cell in row.split("|")) for row in MISTAKES.strip().splitlines()]


@pytest.mark.parametrize(("found", "instead", "fault"), ROWS, ids=[row[2][:40] for row in ROWS])
def test_each_mistake_is_told_with_its_line(tmp_path, found, instead, fault) -> None:
    assert found in WHOLE
    start = WHOLE.rindex(found) if fault.startswith("subscriber kim") else WHOLE.index(found)
    told = faults(f"{WHOLE[:start]}{instead}{WHOLE[start + len(found) :]}", tmp_path)
    lines = {each.partition(": ")[2]: int(each.partition(":")[0]) for each in told}
    (named,) = [each for each in lines if each.startswith(fault)]
    if "found nothing" not in fault:  # what is missing is told at its table
        assert lines[named] == WHOLE[:start].count("\n") + 1


def test_a_heartbeat_needs_a_time(tmp_path) -> None:
    spoiled = WHOLE.replace('schedule = "monthly', 'empty = "heartbeat"\nschedule = "immediately" # "')
    assert [each.partition(": ")[2] for each in faults(spoiled, tmp_path)] == [
        "subscriber kim.empty: found 'heartbeat'; expected silence, with the schedule immediately"
    ]


def test_all_mistakes_are_told_at_once_and_no_secret_is(tmp_path) -> None:
    spoiled = WHOLE
    for found, instead in (
        ('{ file = "password" }', '"hunter2"'), ('"lin@example.org"', '"slack://xoxb-secret"'), ("cap = 5", "cap = 0"),
        ("horizon = 60", "horizont = 60"), ('kind = ["bill"]', 'kind = ["bil"]'), ("[mail]", "[mail]\nlogo = 1"),
    ):  # fmt: skip
        spoiled = spoiled.replace(found, instead, 1)
    with pytest.raises(SettingsError) as caught:
        read(spoiled, tmp_path)
    assert len(caught.value.faults) == 6
    lines = [fault.line for fault in caught.value.faults]
    assert lines == sorted(lines)
    assert "hunter2" not in str(caught.value)
    assert "xoxb" not in str(caught.value)


def test_mails_need_a_server(tmp_path) -> None:
    text = '[[subscriber]]\nid = "a"\nto = "a@b.org"\n[[subscriber.subscription]]\n'
    assert faults(text, tmp_path) == [
        "3: subscriber a.to: found a mail address; expected a [mail] table with its server, when mails are sent"
    ]
    assert read(text.replace('"a@b.org"', '{ env = "X" }'), tmp_path).digests.mail is None


def test_webhooks_need_a_secret(tmp_path) -> None:
    text = '[[subscriber]]\nid = "a"\nto = { channel = "webhook", env = "X" }\n[[subscriber.subscription]]\n'
    assert faults(text, tmp_path) == [
        "3: subscriber a.to: found a webhook; expected a [webhook] table with its secret, when webhooks are sent"
    ]
    found = read(f'{text}[webhook]\nsecret = {{ env = "S" }}\n', tmp_path).digests
    assert found.webhook == Webhook(Secret("env", "S"))


def test_a_file_that_is_no_text_or_not_there(tmp_path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"a = \xff")
    with pytest.raises(SettingsError, match="expected text in UTF-8"):
        config.read(tmp_path / "bytes.toml")
    with pytest.raises(SettingsError, match="no such file"):
        config.read(tmp_path / "none.toml")


def test_where_settings_are_looked_for(tmp_path, monkeypatch) -> None:
    import platformdirs

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REGTRACK_CONFIG", raising=False)
    monkeypatch.setattr(platformdirs, "user_config_path", lambda _: tmp_path / "user")
    with pytest.raises(InputError, match=r"found no settings; expected regtrack\.toml or"):
        config.find()
    (tmp_path / "user").mkdir()
    for path in (tmp_path / "user" / "regtrack.toml", tmp_path / "regtrack.toml"):
        path.write_text("")
        assert config.find().absolute() == path
    monkeypatch.setenv("REGTRACK_CONFIG", "elsewhere.toml")
    assert config.find() == Path("elsewhere.toml")
    assert config.find("named.toml") == Path("named.toml")


def test_a_secret_is_read_where_it_is_and_shown_nowhere(tmp_path, monkeypatch) -> None:
    (tmp_path / "password").write_text("hunter2\n", "utf-8")
    monkeypatch.setenv("REGTRACK_TEST_SECRET", "hunter3")
    for secret, value in ((Secret("file", str(tmp_path / "password")), "hunter2"),
                          (Secret("env", "REGTRACK_TEST_SECRET"), "hunter3")):  # fmt: skip
        assert secret.reveal() == value
        assert value not in f"{secret!r} {secret}"
    monkeypatch.setenv("REGTRACK_TEST_SECRET", "")
    with pytest.raises(InputError, match="secret env:REGTRACK_TEST_SECRET: it is not set"):
        Secret("env", "REGTRACK_TEST_SECRET").reveal()
    with pytest.raises(InputError, match="cannot be read"):
        Secret("file", str(tmp_path / "none")).reveal()


def test_the_keyring_is_asked_through_its_library(monkeypatch) -> None:
    import sys
    import types

    class KeyringError(Exception):
        pass

    def get_password(service: str, user: str) -> str | None:
        if service == "locked":
            raise KeyringError("the keyring is locked")
        return "hunter2" if (service, user) == ("regtrack", "smtp/desk") else None

    fake = types.SimpleNamespace(get_password=get_password, errors=types.SimpleNamespace(KeyringError=KeyringError))
    monkeypatch.setitem(sys.modules, "keyring", fake)
    assert Secret("keyring", "regtrack/smtp/desk").reveal() == "hunter2"
    with pytest.raises(InputError, match="it is not set"):
        Secret("keyring", "regtrack/nobody").reveal()
    with pytest.raises(InputError, match="expected it unlocked"):
        Secret("keyring", "locked/nobody").reveal()
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(InputError, match=r"pip install 'regtrack\[keyring\]'"):
        Secret("keyring", "regtrack/smtp").reveal()
