"""What is installed is what is tested: the wheel works away from the sources, and the sdist holds all of them."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests.server.test_container import assert_healthy, serving

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


def run(*command, cwd, **environment):
    """A process without this checkout on its path, and its output."""
    kept = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run(
        [str(each) for each in command],
        capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False, timeout=120,
        env={**kept, **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The wheel and the sdist, built with the tools that are installed here, without a network."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=ROOT)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, sdist


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """A clean environment with the wheel in it; the libraries it needs are borrowed from this one."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home / "venv", with_pip=False, system_site_packages=False, symlinks=True)
    python = home / "venv" / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index",
        "--no-compile", "--disable-pip-version-check", built[0], cwd=home)  # fmt: skip
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return home, python, site


def regtrack(installed, *arguments):
    """The installed program, as a person starts it."""
    home, python, _ = installed
    return run(python.parent / "regtrack", *arguments, cwd=home, REGTRACK_STORE=str(home / "ledger.sqlite"))


def test_the_wheel_carries_its_data(built):
    """templates/ and feeds/ go inside the package, every file of them; tests and docs do not."""
    names = set(zipfile.ZipFile(built[0]).namelist())
    for folder in ("templates", "feeds"):
        files = [path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()]
        assert files
        assert {f"regtrack/_bundled/{file}" for file in files} <= names
    assert "regtrack/py.typed" in names
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith((".dist-info", ".data"))} == {"regtrack"}
    assert any(name.endswith(".data/data/share/man/man1/regtrack.1") for name in names)
    with zipfile.ZipFile(built[0]) as archive:
        packed = json.loads(archive.read("regtrack/_bundled/schemas.json"))
    files = (ROOT / "docs" / "schemas").iterdir()
    assert packed == {path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8")) for path in files}
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_links_of_the_readme_lead_somewhere_from_a_package_index(built):
    """An index shows the README alone: a link to a file of the repository is an address there."""
    with zipfile.ZipFile(built[0]) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode()
    written = re.findall(r"\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    shown = re.findall(r"\]\(([^)]+)\)", metadata)
    assert len(shown) == len(written) > 10
    assert [link for link in shown if not link.startswith("https://")] == []


def test_the_sdist_holds_all_that_is_needed_to_build_and_test(built):
    """Sources, data, tests and documentation; nothing that was made by running them."""
    with tarfile.open(built[1]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for name in (
        "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", "mkdocs.yml",
        "SECURITY.md", "CITATION.cff", "Dockerfile", ".github/workflows/release.yml", ".ci/release_check.py",
        "regtrack/__init__.py", "regtrack/py.typed", "feeds/timelines/bis-chip-rules.toml", "templates/report.md.j2",
        "templates/report.html.j2", "tests/conftest.py", "tests/test_wheel.py", "tests/hardcases/runner.py", ".ci/run",
        "docs/reference/timeline-format.md",
    ):  # fmt: skip
        assert name in names
    for folder in ("feeds", "templates", "tests", "docs"):
        ours = {
            p.relative_to(ROOT).as_posix()
            for p in (ROOT / folder).rglob("*")
            if p.is_file() and "__pycache__" not in p.parts
        }
        assert sorted(ours - names) == []
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".sqlite"))]


def test_the_wheel_is_what_runs(installed):
    """Nothing of the checkout is imported: package and data come from the clean environment."""
    home, python, site = installed
    code = (
        "import json, regtrack; from regtrack._bundled import bundled; "
        "print(json.dumps([regtrack.__file__, str(bundled('feeds')), str(bundled('templates'))]))"
    )
    for place in json.loads(run(python, "-c", code, cwd=home)):
        assert Path(place).is_relative_to(site / "regtrack")
        assert Path(place).exists()


def test_the_installed_program_does_the_main_job(installed, cli):
    """The main job from a ledger made at first use, as the same words that the sources give."""
    report = regtrack(installed, "since", "2025-05-12", "--until", "2025-05-20")
    ours = cli("since", "2025-05-12", "--until", "2025-05-20").out
    end = "Sources and limits"  # the time of recording is another one
    assert report.partition(end)[0] == ours.partition(end)[0]
    assert "GP10 guidance on Ascend chips" in report


def test_the_installed_program_renders_its_templates(installed):
    """Markdown, and HTML below, find their templates inside the package."""
    home, _, _ = installed
    target = home / "report.md"
    regtrack(installed, "since", "2025-05-12", "--until", "2025-05-20", "--format", "md", "-o", target)
    text = target.read_text("utf-8")
    assert text.startswith("# AI Diffusion Rule: ")
    assert "us/bis/gp10-ascend-guidance" in text


def test_the_installed_program_speaks_every_language(built, installed):
    """The compiled catalogues are inside the package."""
    catalogues = {path.relative_to(ROOT).as_posix() for path in (ROOT / "regtrack/locale").rglob("*.mo")}
    assert catalogues
    assert catalogues <= set(zipfile.ZipFile(built[0]).namelist())
    target = installed[0] / "report.ja.html"
    regtrack(installed, "since", "2025-05-12", "--until", "2025-05-20", "--lang", "ja", "-o", target)
    shown = target.read_text("utf-8")
    assert shown.startswith("<!doctype html>")
    assert '<html lang="ja">' in shown
    assert "2025年5月12日より後、2025年5月20日まで" in shown


def test_the_installed_library_answers(installed):
    """The front door from Python, on a ledger in memory, in every language; Babel is not needed."""
    home, python, _ = installed
    code = (
        "import sys; sys.modules['babel'] = None; import regtrack; t = regtrack.open(':memory:'); "
        "print(t.state('AI拡散規則', on='2025-06-01', known='2025-06-01').status); "
        "print(regtrack.render(t.upcoming(on='2025-11-15'), 'md').splitlines()[0]); "
        "print(regtrack.render(t.upcoming(on='2025-11-15'), lang='ja').splitlines()[0])"
    )
    assert run(python, "-c", code, cwd=home, PYTHONUTF8="1").splitlines() == [
        "in_force", "# Next: 29 Nov 2025, Affiliates TGL: expires.",
        "次：2025年11月29日、関連会社規則の一時的一般許可：失効予定。",
    ]  # fmt: skip


def test_the_version_is_one(installed, built):
    """The file name, the metadata and the program agree."""
    version = regtrack(installed, "--version").split()[1]
    assert built[0].name.startswith(f"regtrack-{version}-")
    assert built[1].name == f"regtrack-{version}.tar.gz"


def test_the_wheel_serves_an_ordinary_user(installed):
    """What the image does, without an engine: the wheel in a clean environment, run by an ordinary user."""
    home, python, _ = installed
    who = {} if os.getuid() else {"user": 10001, "group": 10001, "extra_groups": []}
    with tempfile.TemporaryDirectory() as name:
        data = Path(name)
        if who:
            os.chown(data, 10001, 10001)
            for folder in (home, *home.parents):
                if folder.stat().st_uid == 0 and folder.is_relative_to(tempfile.gettempdir()) and folder.name:
                    folder.chmod(folder.stat().st_mode | 0o055)
        try:
            subprocess.run([python, "-c", "import regtrack"], check=True, cwd=data, capture_output=True, **who)
        except (PermissionError, subprocess.CalledProcessError):
            pytest.skip("this interpreter or its libraries lie where no ordinary user may look")
        environment = {"PATH": os.defpath, "HOME": name, "REGTRACK_STORE": f"{name}/ledger.sqlite"}
        with serving([str(python.parent / "regtrack")], environment, data, **who) as port:
            assert_healthy(port)
        assert (data / "ledger.sqlite").stat().st_uid == (10001 if who else os.getuid())


# --- a plug-in on the installed wheel ---------------------------------------------------------------------------------

PLUGIN = ROOT / "docs" / "examples" / "plugin"


@pytest.fixture(scope="module")
def plugin(installed, tmp_path_factory):
    """The example of a plug-in, built and installed beside the wheel, and a folder to take away again."""
    home, python, _ = installed
    source = shutil.copytree(PLUGIN, tmp_path_factory.mktemp("source") / "plugin")
    folder = home / "plugins"
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-build-isolation", "--no-deps", "--no-index",
        "--no-compile", "--disable-pip-version-check", "--target", folder, source, cwd=home)  # fmt: skip
    return home, python, folder


def test_the_example_plugin_passes_its_tests_on_the_wheel(plugin):
    """A source, a format, a channel and kinds of its own, by the kits of regtrack.testing."""
    home, python, folder = plugin
    tests = shutil.copytree(PLUGIN / "tests", home / "its-tests")
    out = run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", tests, cwd=home, PYTHONPATH=str(folder),
              PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")  # fmt: skip
    assert " passed" in out


def test_a_ledger_outlives_the_plugin_that_filled_it(plugin):
    """With it: its command, kinds and format. Without: the ledger opens, answers, and says what it cannot tell."""
    home, python, folder = plugin
    program, ledger = python.parent / "regtrack", home / "riverton.sqlite"
    asked = ("upcoming", "--on", "2025-06-01", "--within", "365", "--topic", "riverton", "--store", ledger)
    notice = {
        "number": "2025-14", "title": "Noise at night", "published": "2025-03-01", "effective": "2025-04-01",
        "audit_due": "2026-03-31", "url": "https://riverton.example/gazette/2025-14",
    }  # fmt: skip
    (home / "issue.json").write_text(json.dumps({"format": "riverton-gazette", "notices": [notice]}), "utf-8")
    with_it = {"PYTHONPATH": str(folder)}
    assert "ordinances  From regtrack_riverton." in run(program, "--help", cwd=home, **with_it)
    run(program, "add", "issue.json", "--store", ledger, cwd=home, **with_it)
    assert run(program, *asked, "-o", "next.dates", cwd=home, **with_it) == ""
    assert (home / "next.dates").read_text() == "2026-03-31 us-riverton/council/2025-14\n"
    assert run(program, "ordinances", "--store", ledger, cwd=home, **with_it) == "2025-14  Noise at night\n"
    state = ("state", "us-riverton/council/2025-14", "--on", "2025-06-01", "--store", ledger)
    assert "kind that is not installed" not in " ".join(run(program, *state, cwd=home, **with_it).split())
    without = " ".join(run(program, *state, cwd=home).split())
    assert "in force since 1 Apr 2025" in without
    assert "of a kind that is not installed here" in without
    assert "audit" not in run(program, *asked, cwd=home)
