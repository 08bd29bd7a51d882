"""``regtrack serve``."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import click

from regtrack.cli import options as opt
from regtrack.errors import InputError
from regtrack.server.accounts import present
from regtrack.server.guard import ServerRules, read_address, read_networks
from regtrack.tracker import Tracker

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from regtrack.server.guard import ServerRules
    from regtrack.store import Store

_LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--url",
    metavar="URL",
    help="The web address at which people reach it, such as https://rules.example.org. Default: http://HOST:PORT.",
)
@click.option("--host-name", "names", multiple=True, metavar="NAME", help="Another host name to answer to.")
@click.option("--private", is_flag=True, help="Require everyone to sign in.")
@click.option(
    "--proxy", "proxies", multiple=True, metavar="NETWORK", help="Trust the headers of a proxy in this network."
)
@click.option("--proxy-header", default="", metavar="NAME", help="The header in which that proxy names the person.")
@click.option(
    "--rate", type=click.IntRange(1), default=600, show_default=True, help="Requests per minute from one client."
)
@opt.store
def command(store: str | None, **options: Any) -> None:
    """Answer questions over HTTP: pages for people; JSON, calendars and feeds for programs.

    Everybody may read; private facts are in no public answer. People who sign in (regtrack users) keep bookmarks,
    follow instruments and record what was done about a change. Of several ledgers (--store A --store OURS), only people
    who sign in see the last. Needs the extra serve: pip install 'regtrack[serve]'. With the extra mcp, assistants ask
    at /mcp. For TLS, put a proxy in front of it.

    \b
    Example: regtrack serve --store postgresql://regtrack@db/rules
             regtrack serve --store public.sqlite --store ours.sqlite
             regtrack serve --url https://rules.example.org \\
               --proxy 10.0.0.2 --proxy-header X-Remote-User
    """
    try:
        import uvicorn

        from regtrack.server.app import build
    except ImportError as error:
        raise InputError(f"serve: found {error}; install it with pip install 'regtrack[serve]'") from None
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    rules = _rules(options)
    opt.check_address(options["host"], options["port"])
    ledger = opt.ledger(store)
    app = build(ledger, rules, present, assistants=_assistants())
    click.echo(f"regtrack: answering at {rules.address}", err=True)
    uvicorn.run(
        app,
        host=options["host"],
        port=options["port"],
        access_log=False,  # addresses say who asks about what
        log_level="warning",
        proxy_headers=False,  # believed by the server's own rules
        server_header=False,
        date_header=True,
        timeout_keep_alive=15,
        limit_concurrency=512,
        h11_max_incomplete_event_size=32 * 1024,
        timeout_graceful_shutdown=10,
        ws="none",
    )


def _rules(options: dict[str, Any]) -> ServerRules:
    host, port = options["host"], options["port"]
    if options["proxy_header"] and not options["proxies"]:
        raise InputError("proxy-header: expected --proxy as well, the network whose header is trusted")
    if options["url"] is None and host not in _LOOPBACK:
        raise InputError(
            "url: found none; expected the web address of the server, since it listens beyond this machine"
        )
    shown = f"[{host}]" if ":" in host else host
    address = read_address(options["url"] or f"http://{shown}:{port}")
    local = (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}")
    return ServerRules(
        address,
        (*local, *options["names"]),
        options["private"],
        options["proxy_header"],
        read_networks(options["proxies"]),
        options["rate"],
    )


def _assistants() -> Callable[[Store], Starlette] | None:
    """Return the factory of the Model Context Protocol server; None where its extra is not installed."""
    if find_spec("mcp") is None:
        return None
    from mcp.server.transport_security import TransportSecuritySettings

    from regtrack.mcp_server.server import build

    # Hosts and origins are refused before it.
    return lambda ledger: build(Tracker(ledger)).streamable_http_app(
        stateless_http=True,
        json_response=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
