"""``regtrack mcp``."""

from __future__ import annotations

import click

from regtrack.cli import options as opt
from regtrack.errors import InputError


@click.command("mcp")
@click.option("--store", metavar="PATH", help="The ledger, as for any question. Default: one per user.")
@click.option(
    "--http",
    metavar="HOST:PORT",
    help="Serve over streamable HTTP at this address, under /mcp. Default: standard input and output.",
)
def command(store: str | None, http: str | None) -> None:
    """Answer an assistant's questions over the Model Context Protocol.

    It reads the ledger and never writes to it. Needs the extra mcp: pip install 'regtrack[mcp]'. Over HTTP there is no
    authentication: keep to 127.0.0.1, or put a server in front of it that authenticates users.

    \b
    Example: regtrack mcp
             regtrack mcp --http 127.0.0.1:8000
    """
    from regtrack.mcp_server.server import build
    from regtrack.tracker import open_ledger

    address = _address(http) if http is not None else None
    if address is not None:
        opt.check_address(*address)
    with opt.announced(store):
        tracker = opt.closed_after(open_ledger(store, read_only=True))
    server = build(tracker)
    if address is None:
        server.run("stdio")
    else:
        server.run("streamable-http", host=address[0], port=address[1])


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise InputError(f"http: found {text!r}; expected a host and a port, such as 127.0.0.1:8000")
    return host.strip("[]"), int(port)
