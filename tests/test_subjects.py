"""Subjects of commits: what `make check` refuses, and that it passes where git cannot tell."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_spec = importlib.util.spec_from_file_location("subjects", ROOT / ".ci" / "subjects.py")
assert _spec is not None
assert _spec.loader is not None
subjects = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(subjects)


def test_what_is_refused() -> None:
    good = ["store: say what is locked", "register, model: one piece", "ecfr: `x`", f"a: {'x' * 69}"]
    assert list(subjects.faults(good)) == []
    bad = [f"a: {'x' * 70}", "Mend what a merge left", "Store: say", "store say", "store:", "store:say", ""]
    assert [line.split(": found")[0] for line in subjects.faults(bad)] == [repr(each) for each in bad]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_only_later_commits_count_and_no_merges(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    who = {f"GIT_{role}_{what}": "x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    own = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=tmp_path, env=own, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    git("init", "-q", "-b", "main")
    git("commit", "-q", "--allow-empty", "-m", "An old one")
    since = git("rev-parse", "HEAD")
    git("checkout", "-q", "-b", "other")
    git("commit", "-q", "--allow-empty", "-m", "fold: fold")
    git("checkout", "-q", "main")
    git("merge", "-q", "--no-ff", "other", "-m", "Merge branch 'other'")
    assert subjects.main(tmp_path, since) == 0
    assert capsys.readouterr().out == ""
    git("commit", "-q", "--allow-empty", "-m", "A new one")
    assert subjects.main(tmp_path, since) == 1
    assert capsys.readouterr().out.startswith("commit 'A new one': found no area;")


def test_without_the_history_it_says_so_and_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert subjects.main(tmp_path, "0" * 40) == 0
    assert "not checked" in capsys.readouterr().out
