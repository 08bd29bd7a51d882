"""Build the image and run `compose.yaml` with it: what a team's containers do, on a machine with an engine for them.

``make containers`` takes Docker with its `compose`, or Podman with `podman-compose`. It builds the wheel and the image,
starts the three services with secrets of its own, and asks them questions: their health checks, who they run as, one
record through `watch` that `serve` answers, the same answer after the database was killed and after all was stopped
and started again, and how long each takes to stop. All of it is removed at the end, volumes too. ``BUILD_OPTIONS`` are
given to `build`, for an engine that needs some.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = "regtrack-check"
IMAGE = "ghcr.io/regtrack/regtrack"
SERVICES = ("db", "serve", "watch")
USERS = {"db": "postgres", "serve": "regtrack", "watch": "regtrack"}
STOPPED_WITHIN = 10.0
"""Seconds, which is what an engine waits before it kills."""
FACT = """
[timeline]
id = "widgets"
title = "Widgets"
topics = ["widgets"]
checked_through = 2024-06-30

[[instrument]]
id = "us/cpsc/widget-guards"
kind = "final_rule"
title = "Safety standard for widget guards"

[[document]]
id = "fr-rule"
publisher = "Federal Register"
date = 2024-01-15
rank = "official"

[[event]]
key = "published"
kind = "publish"
target = "us/cpsc/widget-guards"
published = 2024-01-15
summary = "Widgets need a guard."
evidence = ["fr-rule"]
"""


class Containers:
    """The services of `compose.yaml`, run in a folder of their own.

    Args:
        folder: an empty folder; takes the compose file, its secrets and its settings.
    """

    def __init__(self, folder: Path) -> None:
        self.engine = next((each for each in ("docker", "podman") if shutil.which(each)), "")
        if not self.engine:
            sys.exit("make containers: found neither docker nor podman; expected one of them")
        self._compose = [self.engine, "compose"] if self.engine == "docker" else ["podman-compose"]
        self._folder = folder
        shutil.copy(ROOT / "compose.yaml", folder)
        (folder / "regtrack.toml").touch()
        (folder / "secrets").mkdir()
        password = secrets.token_hex(12)
        for name, text, owner in (
            ("db-password", password, 999), ("pgpass", f"db:5432:*:regtrack:{password}\n", 10001),
        ):  # fmt: skip
            (folder / "secrets" / name).write_text(text, "utf-8")
            (folder / "secrets" / name).chmod(0o600)
            os.chown(folder / "secrets" / name, owner, owner)

    def run(self, *words: str, given: str = "", check: bool = True) -> str:
        """Run a command of the engine; return what it prints. Raises: CalledProcessError."""
        done = subprocess.run(
            [self.engine, *words], input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            check=check, timeout=300,
        )  # fmt: skip
        return done.stdout.strip()

    def compose(self, *words: str) -> None:
        """Run a command of compose. While it waits, the health checks run: Podman has no timer where systemd is not."""
        command = [*self._compose, "--project-name", PROJECT, *words]
        with subprocess.Popen(
            command, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            until = time.monotonic() + 300
            while process.poll() is None and time.monotonic() < until:
                if self.engine == "podman":
                    for service in SERVICES:
                        self.run("healthcheck", "run", self.named(service), check=False)
                time.sleep(1)
            process.kill()

    def named(self, service: str) -> str:
        """Return the name of a service's container."""
        return f"{PROJECT}{'-' if self.engine == 'docker' else '_'}{service}{'-' if self.engine == 'docker' else '_'}1"

    def inside(self, service: str, *words: str, given: str = "") -> str:
        """Run a command in a service's container; return what it prints."""
        return self.run("exec", "-i", self.named(service), *words, given=given)

    def healthy(self, service: str) -> bool:
        """Return whether a service's own health check finds it well."""
        if self.engine == "podman":
            return self.run("healthcheck", "run", self.named(service), check=False) in ("", "healthy")
        return self.run("inspect", "--format", "{{.State.Health.Status}}", self.named(service)) == "healthy"


def until(true: Callable[[], bool], seconds: float = 120) -> bool:
    """Return whether something becomes true within a time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError, subprocess.CalledProcessError):
            if true():
                return True
        time.sleep(1)
    return False


def asked(path: str) -> str:
    """Return what `serve` answers at a path, in UTF-8."""
    with urllib.request.urlopen(f"http://127.0.0.1:8000{path}", timeout=10) as answer:
        return str(answer.read().decode())


def knows_the_rule() -> bool:
    """Return whether `serve` answers from what was recorded."""
    return "widget-guards" in asked("/v1/state?instrument=us/cpsc/widget-guards")


def main() -> int:
    """Run every check; return 1 where one fails."""
    failed = 0

    def hold(what: str, holds: bool) -> None:
        nonlocal failed
        failed += not holds
        print(f"{'ok    ' if holds else 'FAILED'}  {what}", flush=True)

    folder = Path(tempfile.mkdtemp(prefix="regtrack-containers-"))
    containers = Containers(folder)
    try:
        shutil.rmtree(ROOT / "dist", ignore_errors=True)
        subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", "dist", "."],
            cwd=ROOT,
            check=True,
        )
        build = [containers.engine, "build", "--tag", IMAGE, *(os.environ.get("BUILD_OPTIONS", "").split()), "."]
        hold(
            "the image is built",
            subprocess.run(build, cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode == 0,
        )
        hold("it asks for no root", containers.run("run", "--rm", "--entrypoint", "id", IMAGE, "-u") == "10001")
        containers.compose("up", "--detach")
        for service in SERVICES:
            hold(f"{service} is healthy", until(partial(containers.healthy, service)))
            hold(f"{service} runs as {USERS[service]}", containers.inside(service, "id", "-un") == USERS[service])
        hold("serve answers", until(lambda: "ok" in asked("/health")))
        containers.inside("watch", "sh", "-c", "cat > /tmp/fact.toml && regtrack add /tmp/fact.toml", given=FACT)
        hold("serve answers what another container recorded", until(knows_the_rule, 10))
        containers.run("kill", containers.named("db"))
        containers.run("start", containers.named("db"), check=False)
        hold("serve answers after the database was killed", until(knows_the_rule))
        for service in reversed(SERVICES):
            started = time.monotonic()
            containers.run("stop", "--time", "30", containers.named(service))
            code = containers.run("inspect", "--format", "{{.State.ExitCode}}", containers.named(service))
            hold(f"{service} stops by itself", time.monotonic() - started < STOPPED_WITHIN and code == "0")
        containers.compose("down")
        containers.compose("up", "--detach")
        hold("nothing is lost when all was stopped and made anew", until(knows_the_rule))
    finally:
        containers.compose("down", "--volumes")
        shutil.rmtree(folder, ignore_errors=True)
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
