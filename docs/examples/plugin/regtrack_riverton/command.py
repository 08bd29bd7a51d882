"""``regtrack ordinances``: what the council has passed."""

from __future__ import annotations

import click

from regtrack.cli import options as opt


@click.command("ordinances")
@opt.store
def ordinances(store: str | None) -> None:
    """The ordinances of the city, by number."""
    for each in opt.tracker(store, bundled=False).status(instruments=True).instruments:
        if each.kind == "city_ordinance":
            click.echo(f"{each.id.rpartition('/')[2]}  {each.title}")
