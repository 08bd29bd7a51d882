"""Templates, bundled and a user's: finding them, escaping, and reporting their faults."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regtrack.errors import InputError, printable
from regtrack.report.dates_in_words import brief
from regtrack.report.language import joined, term, tr
from regtrack.report.untrusted import markdown, web_address

if TYPE_CHECKING:
    import jinja2


_FAULTS = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)
"""What a running template may raise beside Jinja2's own errors."""
_PACKAGE = "package:"
_OBJECT = re.compile(r"'regtrack\.[\w.]*\.(\w+) object'")


def fill(name: str, templates: str | Path | None, given: dict[str, Any], *, escape: bool) -> str:
    """Return a template with the things it is given.

    Args:
        name: of the template, as ``report.html.j2``.
        templates: a folder whose templates stand in for the bundled ones of the same name, or ``package:NAME`` for
            the folder ``templates`` of an installed package; they run in a sandbox.
        given: what the template may use, by name.
        escape: escape for HTML, in this template and in all that it includes, whatever they are called.

    Raises:
        InputError: there is no such folder, or a template has a fault; it names the file and the line.
    """
    import jinja2

    folder = folder_of(templates) if templates is not None else None
    environment = _bundled_environment(escape) if folder is None else _environment(folder, escape)
    try:
        return environment.get_template(name).render(given)
    except (jinja2.TemplateError, *_FAULTS) as error:
        reason = _OBJECT.sub(r"\1", " ".join(str(getattr(error, "message", None) or error).split()))
        override = folder / name if folder is not None else None
        place = _place(error, str(override) if override is not None and override.is_file() else name)
        raise InputError(
            f"{place}: found a fault in the template ({reason}); expected one that renders an answer"
        ) from error


def folder_of(templates: str | Path) -> Path:
    """Return a user's folder of templates: a path, or that of ``package:NAME``.

    Raises:
        InputError: there is none.
    """
    named = str(templates)
    found: Path | None = Path(templates)
    if named.startswith(_PACKAGE):
        from importlib.util import find_spec

        try:
            spec = find_spec(named.removeprefix(_PACKAGE))
        except (ImportError, ValueError):
            spec = None
        found = next((Path(each) / "templates" for each in (spec and spec.submodule_search_locations) or ()), None)
    if found is None or not found.is_dir():
        raise InputError(
            f"templates: found {named!r}; expected a folder with templates, or package:NAME of a package that has one"
        )
    return found


@cache
def _bundled_environment(escape: bool) -> jinja2.Environment:
    """Return the environment of the bundled templates, which holds them compiled.

    A user's folder gets a new one each time: a template may have been added since.
    """
    return _environment(None, escape)


def _environment(folder: Path | None, escape: bool) -> jinja2.Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from regtrack._bundled import bundled

    folders = [str(bundled("templates"))]
    if folder is not None:
        folders.insert(0, str(folder))
    kind = ImmutableSandboxedEnvironment if folder is not None else Environment
    environment = kind(
        loader=FileSystemLoader(folders),
        autoescape=escape,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown if escape else None,
    )
    environment.globals.update(tr=tr, term=term)
    environment.filters["brief"] = brief
    environment.filters["md"] = lambda value: markdown(str(value))  # a name that is not there says so itself
    environment.filters["web_address"] = web_address
    environment.filters["term"] = lambda word, context: term(context, word)  # quicker than a call, as for each source
    environment.filters["joined"] = lambda texts, sign: joined(sign, texts)
    return environment


def _shown(value: object) -> object:
    """Return what a page shows of a value: nothing that would turn the direction of writing around it."""
    return printable(value) if type(value) is str and not value.isprintable() else value


def _place(error: Exception, name: str) -> str:
    """Return file and line of a template's fault: the error's, else those of the innermost running template."""
    file, line = getattr(error, "filename", None) or name, getattr(error, "lineno", None)
    trace = None if line else error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return f"{file}:{line}" if line else file
