"""Digests from the first to the moved date, with nothing but this checkout: ``make demo-digest``.

A mail server of its own takes the mails on loopback; the ledger, the settings and the mails are in a folder that is
made anew each time. What a browser would show is a picture beside each mail, where a Chromium is installed.
"""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.digest.smtpd import Accepted, MailServer

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SETTINGS = """\
[mail]
sender = "Regulation <digests@example.org>"

[mail.smtp]
host = "localhost"
port = {port}
security = "none"

[[subscriber]]
id = "lin"
name = "Lin"
to = "lin@example.org"
schedule = "daily 07:00 Europe/Berlin"
cap = 6

[[subscriber.subscription]]
note = "We ship accelerators"
topic = "ai-chips"
"""
EVENT = """\
[timeline]
id = "demo"
title = "A rule made up for this demonstration"
topics = ["ai-chips"]

[[instrument]]
id = "us/demo/made-up-rule"
kind = "final_rule"
title = "Made-up rule on accelerators"

[[document]]
id = "paper"
publisher = "This demonstration"

[[event]]
key = "published"
kind = "publish"
target = "us/demo/made-up-rule"
published = "{now}"
summary = "A rule that nobody has made, so that there is something to tell."
evidence = ["paper"]

[[event]]
key = "effective"
kind = "set_effective"
target = "us/demo/made-up-rule"
published = "{now}"
effect = "{first}"
summary = "It is to take effect in two months."
evidence = ["paper"]
"""
MOVE = """
[[event]]
key = "delayed"
kind = "delay_effective"
target = "us/demo/made-up-rule"
published = "{now}"
effect = "{second}"
summary = "Its date is put off by a month."
evidence = ["paper"]
"""


class Demo:
    """One folder, one ledger, one mail server."""

    def __init__(self, folder: Path, server: MailServer) -> None:
        self.folder, self.server, self.seen = folder, server, 0
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "regtrack.toml").write_text(SETTINGS.format(port=server.port), "utf-8")

    def regtrack(self, *arguments: str) -> None:
        """Run a command, and show it with what it says."""
        print(f"\n$ regtrack {' '.join(arguments)}", flush=True)
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
            "REGTRACK_STORE": str(self.folder.absolute() / "ledger.sqlite"),
        }
        subprocess.run(
            [sys.executable, "-m", "regtrack", *arguments], cwd=self.folder, env=environment, check=True, timeout=120
        )

    def mails(self, expected: int) -> None:
        """Show the mails that came since, which are to be so many."""
        new = self.server.accepted[self.seen :]
        self.seen = len(self.server.accepted)
        if len(new) != expected:
            raise SystemExit(f"found {len(new)} mails; expected {expected}")
        if not new:
            print("(no mail)")
        for number, mail in enumerate(new, self.seen - len(new) + 1):
            self.show(mail, self.folder / f"digest-{number}")

    def show(self, mail: Accepted, path: Path) -> None:
        """A mail in the terminal, and as files."""
        path.with_suffix(".eml").write_bytes(mail.content)
        parsed = email.message_from_bytes(mail.content, policy=email.policy.default)
        text, page = parsed.get_body(("plain",)), parsed.get_body(("html",))
        assert text is not None
        assert page is not None
        print()
        for name in ("From", "To", "Subject", "Date", "Message-ID", "List-Id"):
            print(f"{name}: {parsed[name]}")
        print(f"\n{text.get_content()}")
        path.with_suffix(".html").write_text(page.get_content(), "utf-8")
        picture = photograph(path.with_suffix(".html"), path.with_suffix(".png"))
        written = [path.with_suffix(".eml"), *([picture] if picture else [])]
        print(f"Written: {', '.join(os.path.relpath(each) for each in written)}")
        if picture is None:
            print(f"(no picture of it: found none of {', '.join(BROWSERS)} on the path)")

    def write(self, text: str) -> None:
        """Go on with the timeline of the demonstration: what happens now."""
        with (self.folder / "made-up.toml").open("a", encoding="utf-8") as file:
            file.write(text.replace("{now}", dt.datetime.now(dt.UTC).isoformat()))


def photograph(page: Path, picture: Path) -> Path | None:
    """What a browser shows, if there is one."""
    browser = os.environ.get("REGTRACK_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        return None
    command = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=700,1600",
        f"--screenshot={picture}", page.absolute().as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60, check=False)
    return picture if done.returncode == 0 and picture.is_file() else None


def main() -> None:
    """The whole demonstration; it ends with an error where anything is not as it is said here."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "demo-digest"
    today = dt.datetime.now(dt.UTC).date()
    first, second = ((today + dt.timedelta(days)).isoformat() for days in (60, 90))
    with MailServer(security="none") as server:
        demo = Demo(folder, server)
        print("The first digest: what stands, and what is coming.")
        demo.regtrack("digest", "run")
        demo.mails(1)
        print("\nAgain: nothing new, and nothing is sent.")
        demo.regtrack("digest", "run")
        demo.mails(0)
        print("\nA rule is published.")
        demo.write(EVENT.replace("{first}", first))
        demo.regtrack("add", "made-up.toml")
        demo.regtrack("digest", "run")
        demo.mails(1)
        print("\nIts date is moved.")
        demo.write(MOVE.replace("{second}", second))
        demo.regtrack("add", "made-up.toml")
        demo.regtrack("digest", "run")
        demo.mails(1)
        print("\nWho was told what of it.")
        demo.regtrack("digest", "history", "--instrument", "us/demo/made-up-rule")
        print("\nAgain: nothing is sent.")
        demo.regtrack("digest", "run")
        demo.mails(0)


if __name__ == "__main__":
    main()
