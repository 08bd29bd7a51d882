"""The container and the compose file: what they would run is run here, without a container engine."""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml")  # comes with mkdocs
ROOT = Path(__file__).parents[2]
COMPOSE: Any = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")


def test_nothing_runs_as_root_and_each_has_a_health_check() -> None:
    assert DOCKERFILE.index("\nUSER 10001") < DOCKERFILE.index("\nENTRYPOINT")
    for name, service in COMPOSE["services"].items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "privileged" not in service
        assert "healthcheck" in service or "HEALTHCHECK" in DOCKERFILE
        assert name != "db" or service["user"] != "root"
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))


def test_no_secret_stands_in_it() -> None:
    text = (ROOT / "compose.yaml").read_text("utf-8")
    assert not re.search(r"PASSWORD: |postgresql://\w+:", text)
    assert set(COMPOSE["secrets"]) == {"db-password", "pgpass"}


def test_the_container_has_every_extra_that_a_server_needs() -> None:
    extras = set(re.search(r"\[([\w,]+)\]\"", DOCKERFILE)[1].split(","))  # type: ignore[index]
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert {"serve", "postgres", "mcp"} <= extras <= set(declared)


@contextmanager
def serving(program: list[str], environment: dict[str, str], folder: Path, **who: Any) -> Iterator[int]:
    """What the service `serve` runs, at a free port; it is ended by SIGTERM, as a container engine does it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [*program, *COMPOSE["services"]["serve"]["command"]]
    command = [each.replace("8000", str(port)).replace("0.0.0.0", "127.0.0.1") for each in command]
    with subprocess.Popen(command, env=environment, cwd=folder, stderr=subprocess.PIPE, **who) as server:
        assert server.stderr is not None
        while b"answering at" not in (line := server.stderr.readline()):
            assert line, "it ended"
        yield port
        server.terminate()
        assert server.wait(20) in (0, -15)


def assert_healthy(port: int) -> None:
    """The health check of compose.yaml finds the server at a port."""
    kind, line = COMPOSE["services"]["serve"]["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    check = [sys.executable if each == "python" else each.replace("8000", str(port)) for each in shlex.split(line)]
    until = time.monotonic() + 30
    while subprocess.run(check, stderr=subprocess.DEVNULL, check=False).returncode != 0:
        assert time.monotonic() < until


def test_what_serve_runs_is_found_healthy(own_ledger: Path) -> None:
    """The command of the service, the health check of compose.yaml, and SIGTERM."""
    environment = {**os.environ, "REGTRACK_STORE": str(own_ledger), "PYTHONPATH": str(ROOT)}
    with serving([sys.executable, "-m", "regtrack"], environment, own_ledger.parent) as port:
        assert_healthy(port)


def test_what_watch_runs_is_a_command() -> None:
    command = COMPOSE["services"]["watch"]["command"]
    done = subprocess.run(
        [sys.executable, "-m", "regtrack", command[0], "--help"], stdout=subprocess.PIPE, text=True, check=True
    )
    assert all(each in done.stdout for each in command[1:] if each.startswith("-"))


def test_the_health_check_of_the_container_reads_the_ledger(own_ledger: Path) -> None:
    health = re.search(r"HEALTHCHECK .*?CMD \[(.*)\]", DOCKERFILE)
    assert health is not None
    words = [each.strip().strip('"') for each in health[1].split(",")]
    assert words[0] == "regtrack"
    environment = {**os.environ, "REGTRACK_STORE": str(own_ledger)}
    subprocess.run(
        [sys.executable, "-m", "regtrack", *words[1:]], env=environment, stdout=subprocess.DEVNULL, check=True
    )
