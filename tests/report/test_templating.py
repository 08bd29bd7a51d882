"""Templates of a user's own: which one is used, how it is escaped, what a fault in it is called."""

import re

import pytest

from regtrack.errors import InputError
from regtrack.report import render


@pytest.fixture
def own(tmp_path, bundled):
    """Renders a report with a template of the user's."""
    answer = bundled.since("2025-05-12", "2025-05-20")

    def call(text, format_="md", **more):
        for name, body in {f"report.{format_}.j2": text, **more}.items():
            (tmp_path / name).write_bytes(body if isinstance(body, bytes) else body.encode())
        return render(answer, format_, templates=tmp_path)

    return call


def test_a_template_of_ones_own_stands_in_for_the_bundled_one(own):
    """The file of the same name wins; others stay the bundled ones."""
    assert (
        own("{{ answer.headline }}!\n") == "AI Diffusion Rule: still in force, but BIS says it will not enforce it.!\n"
    )


def test_templates_may_live_in_a_package(bundled, tmp_path, monkeypatch):
    """Of the same name as ours; what is no package, or has none, is an error that says what is expected."""
    folder = tmp_path / "house_style" / "templates"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").write_text("")
    (folder / "report.md.j2").write_text("{{ answer.headline }}!\n")
    (folder / "page.css").write_text("main { color: teal }")
    monkeypatch.syspath_prepend(tmp_path)
    answer = bundled.since("2025-05-12", "2025-05-20")
    assert (
        render(answer, "md", templates="package:house_style")
        == "AI Diffusion Rule: still in force, but BIS says it will not enforce it.!\n"
    )
    assert "color: teal" in render(answer, "html", templates="package:house_style")
    for name in ("package:nowhere.at.all", "package:", "package:json"):
        with pytest.raises(InputError, match="expected a folder with templates, or package:NAME"):
            render(answer, "md", templates=name)


def test_a_template_may_include_others(own):
    """Parts of one's own can be included, and HTML is escaped in them whatever they are called."""
    assert own("{% include 'row.j2' %}", **{"row.j2": "{{ answer.headline }}"}).startswith("AI Diffusion Rule: still")
    for name in ("row.j2", "row.html", "row.md.j2", "row.md", "row"):
        assert own(f"{{% include '{name}' %}}", "html", **{name: "{{ '<b>' }}"}) == "&lt;b&gt;"
        assert own(f"{{% include '{name}' %}}", **{name: "{{ '<b>' }}"}) == "<b>"


def test_what_a_macro_or_a_parent_makes_is_escaped_once(own):
    """Imported macros and inherited blocks are HTML templates like any other."""
    parts = {
        "kit.j2": "{% macro b(t) %}<b>{{ t }}</b>{% endmacro %}",
        "base.md.j2": "<p>{% block x %}{% endblock %}</p>",
    }
    child = "{% extends 'base.md.j2' %}{% import 'kit.j2' as kit %}{% block x %}{{ kit.b('<i>') }}{% endblock %}"
    assert own(child, "html", **parts) == "<p><b>&lt;i&gt;</b></p>"


def test_a_folder_without_the_template_uses_the_bundled_one(tmp_path, bundled):
    """Only what a user wrote is replaced."""
    answer = bundled.upcoming(on="2025-11-15")
    assert render(answer, "md", templates=tmp_path) == render(answer, "md")


FAULTS = {
    "a name that is not there": "{{ answer.titel }}",
    "a variable that is not there": "\n\n{{ nothing }}",
    "a syntax error": "\n{% if %}",
    "a filter that is not there": "{{ answer.headline | nope }}",
    "an include that is not there": "{% include 'nope.j2' %}",
    "the inside of python": "{{ ''.__class__.__mro__ }}",
    "the inside of an object": "{{ answer.__class__.__init__.__globals__ }}",
    "a change of the view": "{{ answer.details.append(1) }}",
    "a wrong type": "{{ answer.headline + 1 }}",
    "a division": "{{ 1 / 0 }}",
    "a huge range": "{% for i in range(10**9) %}{% endfor %}",
    "a missing key": "{{ {}['x'] }}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a template that includes itself": "{% include 'report.md.j2' %}",
    "a test that is not there": "{% if answer is nope %}{% endif %}",
    "a call of what is no function": "{{ answer() }}",
    "words that do not fit": "{{ '%s %s' % 'a' }}",
    "the inside of python by a format": "{{ '{0.__class__}'.format(answer) }}",
    "bytes that are not UTF-8": b"\xff\xfe",
}


@pytest.mark.parametrize("text", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_in_a_template_is_one_sentence(own, text):
    """Where it is, what it is, what was expected; the sandbox lets nothing of Python out."""
    with pytest.raises(InputError) as caught:
        own(text)
    message = str(caught.value)
    assert message.count("\n") == 0
    assert re.match(
        r"\S*report\.md\.j2(:\d+)?: found a fault in the template \(.+\); expected one that renders", message
    )


def test_a_fault_in_an_included_template_names_that_one(own):
    """The file in which the fault is, not the one that was asked for."""
    for body in ("\n{{ nothing }}", "\n{% if %}", "\n{{ 1 / 0 }}"):
        with pytest.raises(InputError, match=r"^\S*row\.j2:2: found a fault"):
            own("{% include 'row.j2' %}", **{"row.j2": body})


def test_a_fault_is_told_on_the_command_line(cli, tmp_path):
    """One sentence, the path as it was given, exit status 2, nothing written."""
    (tmp_path / "report.md.j2").write_text("# {{ answer.headline }}\n{{ answer.titel }}\n", "utf-8")
    done = cli("upcoming", "--on", "2025-11-15", "--format", "md", "--templates", tmp_path)
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        f"regtrack: {tmp_path}/report.md.j2:2: found a fault in the template (Answer has no "
        "attribute 'titel'); expected one that renders an answer\n"
    )


def test_a_folder_that_is_not_there(cli, tmp_path):
    """Named as it was given."""
    done = cli("upcoming", "--format", "md", "--templates", tmp_path / "nope")
    assert done.status == 2
    wanted = "expected a folder with templates, or package:NAME of a package that has one"
    assert done.err == f"regtrack: templates: found '{tmp_path}/nope'; {wanted}\n"


def test_a_fault_names_its_line(own):
    """The line of the template, also for a fault that shows only when it runs."""
    for text in ("\n\n{{ nothing }}", "\n\n{{ 1 / 0 }}", "\n\n{% if %}"):
        with pytest.raises(InputError, match=r"report\.md\.j2:3: "):
            own(text)
