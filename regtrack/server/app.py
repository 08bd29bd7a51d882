"""The server: addresses, who asks, and what is sent. Only people who are signed in write, and only their own."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from email.utils import formatdate
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from regtrack.dates import Tick, iso_instant, parse_instant
from regtrack.errors import InputError, RegtrackError
from regtrack.model.people import Person
from regtrack.records.canonical import to_record
from regtrack.report.rendering import MEDIA
from regtrack.server import openapi, pages, reviewing
from regtrack.server.accounts import Accounts, shown
from regtrack.server.answers import AnswerDesk, AnsweredQuestion, AskedQuestion
from regtrack.server.guard import LOG, Guard, Rates, RefusedRequestError, ServerRules, client_of, too_many
from regtrack.server.questions import QUESTIONS
from regtrack.server.sending import busy, error_response, is_fresh, read_form, read_json, sent, unsigned
from regtrack.store import Store
from regtrack.store.joined import JoinedStore

_T = TypeVar("_T")
_READERS, _MAKERS = 4, 2
"""Threads for what only reads a few rows, and for what makes answers."""
_WAITING = 64
"""So many answers may be waited for; more are refused."""
_SIGNED_IN_SECONDS = 12 * 3600
"""A browser is asked for its token again after half a day."""


class Site:
    """What answers at each address.

    Args:
        store: the ledger; of joined ones, the public is answered from all but the last, which is one's own.
        rules: how the server is reached.
        clock: returns the present moment.
        seconds: a clock that only goes forward.
    """

    def __init__(
        self, store: Store, rules: ServerRules, clock: Callable[[], Tick], seconds: Callable[[], float]
    ) -> None:  # fmt: skip
        self.desk, self.accounts, self.rules = AnswerDesk(store, clock), Accounts(store, clock), rules
        self.public = (
            AnswerDesk(store.others(), clock, readers="public") if isinstance(store, JoinedStore) else self.desk
        )
        self._readers, self._makers = ThreadPoolExecutor(_READERS), ThreadPoolExecutor(_MAKERS)
        self._wrong = Rates(rules.sign_ins, seconds)
        self._making: dict[str, asyncio.Task[AnsweredQuestion]] = {}
        self.cookie = "__Host-regtrack" if rules.secure else "regtrack"

    def close(self) -> None:
        """Let go of the threads."""
        for pool in (self._readers, self._makers):
            pool.shutdown(cancel_futures=True)

    async def quick(self, ask: Callable[..., _T], *given: Any, **named: Any) -> _T:
        """Do what only reads or writes a few rows, beside the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, lambda: ask(*given, **named))

    async def made(self, ask: Callable[..., _T], *given: Any) -> _T:
        """Make something that takes longer, within the time that answers may take."""
        task = asyncio.get_running_loop().run_in_executor(self._makers, ask, *given)
        return await self._in_time(task)

    async def _in_time(self, awaited: Awaitable[_T]) -> _T:
        try:
            return await asyncio.wait_for(asyncio.shield(awaited), self.rules.answer_seconds)
        except TimeoutError:
            raise busy("The answer takes longer than this server waits; ask for less, or later.") from None

    # --- who asks ---------------------------------------------------------------------------------------------------

    async def person(self, request: Request) -> Person | None:
        """Return who is signed in; None for the public.

        Raises:
            RefusedRequestError: a token is wrong, or the server answers nothing to the public.
        """
        found = await self._signed_in(request)
        if found is None and self.rules.private:
            raise unsigned("This server answers people who are signed in.")
        return found

    async def _signed_in(self, request: Request) -> Person | None:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind:
            found = await self.by_token(request, token.strip()) if kind.lower() == "bearer" else None
            if found is None:
                raise unsigned("Authorization: found no token that signs anybody in; expected Bearer and a token.")
            return found
        if cookie := request.cookies.get(self.cookie):
            with suppress(RefusedRequestError):  # a browser that keeps an old token is still the public
                return await self.by_token(request, cookie)
            return None
        peer = request.client.host if request.client else ""
        named = request.headers.getlist(self.rules.proxy_header) if self.rules.proxy_header else []
        if len(named) == 1 and self.rules.is_proxy(peer):
            return await self.quick(self.accounts.by_proxy, named[0].lower())
        return None

    async def by_token(self, request: Request, token: str) -> Person | None:
        """Return who signs in with a token; a client that sends many wrong ones has to wait (2.2.1).

        A right one is not kept waiting: many people may share an address, and nobody guesses 256 bits.
        """
        client = client_of(request.scope, self.rules)
        found = await self.quick(self.accounts.by_token, token) if len(token) < 200 else None
        if found is not None:
            return found
        if (wait := self._wrong.wait(client)) > 0:
            raise too_many(wait, "Too many wrong tokens; wait.")
        LOG.warning("a wrong token from %s", client)
        return None

    async def somebody(self, request: Request) -> Person:
        """Return who is signed in; raises RefusedRequestError for the public."""
        found = await self.person(request)
        if found is None:
            raise unsigned("Only people who are signed in have this.")
        return found

    # --- questions --------------------------------------------------------------------------------------------------

    async def question(self, request: Request) -> Response:
        """Answer a question as JSON, or in the format that its address ends in."""
        name, _, form = request.path_params["name"].partition(".")
        if name not in QUESTIONS or ("." in request.path_params["name"] and form in ("", "json")):
            raise RefusedRequestError(404, "There is nothing at this address.")
        answer, headers = await self._answered(request, name, form or "json")
        if answer is None:
            return Response(status_code=304, headers=headers)
        if answer.onward is not None:
            onward = str(request.url.include_query_params(cursor=answer.onward).replace(scheme="", netloc=""))
            headers["link"] = f'<{onward}>; rel="next"'
        return Response(answer.body, headers={**headers, "content-type": MEDIA[form or "json"]})

    async def page(self, request: Request) -> Response:
        """Answer a question as the page that `--format html` writes, below the addresses of the other pages."""
        name = request.url.path.strip("/")
        answer, headers = await self._answered(request, name, "html")
        if answer is None:
            return Response(status_code=304, headers=headers)
        body, policy = pages.framed(answer.body, name, request.url.query)
        return Response(body, headers={**headers, "content-type": MEDIA["html"], "content-security-policy": policy})

    async def _answered(
        self, request: Request, name: str, form: str
    ) -> tuple[AnsweredQuestion | None, dict[str, str]]:  # fmt: skip
        person = await self.person(request)
        desk = self.public if person is None else self.desk
        pairs = await self._pairs(request, person)
        asked = await self.quick(desk.ask, name, form, pairs, f"{self.rules.address}{request.url.path}")
        etag, modified_at = await self.quick(desk.tag, asked)
        answer = None
        if not is_fresh(request, etag, modified_at):
            answer = desk.kept(etag) or await self._once(desk, etag, asked)
            etag, modified_at = answer.etag, answer.modified_at
        return answer, {
            "etag": f'"{etag}"',
            "last-modified": formatdate(modified_at // 1_000_000, usegmt=True),
            "cache-control": "private, no-cache" if self.rules.private or person is not None else "public, no-cache",
            "vary": "Authorization, Cookie",
        }

    async def _once(self, desk: AnswerDesk, etag: str, asked: AskedQuestion) -> AnsweredQuestion:
        """Answer a question once for all who ask it meanwhile."""
        task = self._making.get(etag)
        if task is None:
            if len(self._making) >= _WAITING:
                raise busy("Too many questions wait to be answered; ask again.")
            task = self._making[etag] = asyncio.ensure_future(
                asyncio.get_running_loop().run_in_executor(self._makers, desk.answer, asked)
            )
            task.add_done_callback(lambda done: (self._making.pop(etag, None), done.cancelled() or done.exception()))
        return await self._in_time(task)

    async def _pairs(self, request: Request, person: Person | None) -> list[tuple[str, str]]:
        """Return what an address asks, with the moment in place of one of the person's own marks."""
        return [await self._marked(person, *pair) for pair in request.query_params.multi_items()]

    async def _marked(self, person: Person | None, name: str, value: str) -> tuple[str, str]:
        if name != "since" or value.partition(":")[0] != "last":
            return name, value
        if person is None:
            raise unsigned("since: found a mark; expected a day, or somebody who is signed in and has marks.")
        marks, wanted = await self.quick(self.accounts.bookmarks, person), value.partition(":")[2] or "last"
        if wanted not in marks:
            raise InputError(
                f"since: found no mark {wanted[:40]!r} of yours; expected one of {', '.join(marks) or 'none'}"
            )
        return name, iso_instant(await self.quick(self.desk.settled, parse_instant(marks[wanted])))

    # --- people -----------------------------------------------------------------------------------------------------

    async def me(self, request: Request) -> Response:
        """Show or change what somebody follows."""
        person = await self.somebody(request)
        if request.method == "PUT":
            person = await self.quick(self.accounts.follow, person, await read_json(request))
        marks = await self.quick(self.accounts.bookmarks, person)
        return sent({**shown(person), "bookmarks": marks})

    async def bookmark(self, request: Request) -> Response:
        """Leave a mark, or move it."""
        person, wanted = await self.somebody(request), await read_json(request)
        at = wanted.get("at") if isinstance(wanted, dict) and set(wanted) <= {"at"} else 0
        if at is not None and not isinstance(at, str):  # another key is no mark at now, which would pass over changes
            raise InputError('body: expected {"at": "2026-10-04T12:00:00Z"}, or {} for now')
        await self.quick(self.accounts.mark, person, request.path_params["name"], at)
        return sent({"bookmarks": await self.quick(self.accounts.bookmarks, person)})

    async def review(self, request: Request) -> Response:
        """List what changed with what people did about it, or record what somebody did."""
        person = await self.somebody(request)
        if request.method == "POST":
            wanted = reviewing.read(await read_json(request))
            done = await self.quick(self.accounts.review, person, **wanted)
            return sent(to_record(done), 201)
        pairs = await self._pairs(request, person)
        return sent(await self.made(reviewing.worklist, self.desk, pairs))

    async def audit(self, request: Request) -> Response:
        """Give an auditor who received what, who looked, and what was decided."""
        person = await self.somebody(request)
        if not person.auditor:
            raise RefusedRequestError(403, "Only auditors have this; `regtrack users add ID --auditor` makes one.")
        pairs = request.query_params.multi_items()
        lines = await self.made(lambda: list(reviewing.audit(self.desk.store, **reviewing.window(pairs))))
        body = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
        return Response(body, headers={"content-type": MEDIA["jsonl"]})

    # --- pages ------------------------------------------------------------------------------------------------------

    async def home(self, request: Request) -> Response:
        """Show where to begin."""
        return pages.page("site-home.html.j2", request, await self.person(request))

    async def search_page(self, request: Request) -> Response:
        """Show what a search or the text of a provision has."""
        name = request.url.path.strip("/")
        answer, _ = await self._answered_table(request, name)
        found = answer["found"] if answer and name == "search" else ()
        ids = [each["where"] for each in found if each["type"] in ("event", "instrument")]
        names = await self.quick(self.desk.names, ids)
        return pages.page(f"site-{name}.html.j2", request, await self.person(request), answer=answer, names=names)

    async def _answered_table(self, request: Request, name: str) -> tuple[Any, Any]:
        if not request.query_params:
            return None, None
        answer, headers = await self._answered(request, name, "json")
        return (None if answer is None else json.loads(answer.body)), headers

    async def work_page(self, request: Request) -> Response:
        """Show what changed with what people did about it; and record what somebody did."""
        person = await self.somebody(request)
        if request.method == "POST":
            given = await read_form(request)
            events = given.get("events", "").split()
            wanted = reviewing.read({**{k: v for k, v in given.items() if v and k != "back"}, "events": events})
            await self.quick(self.accounts.review, person, **wanted)
            return RedirectResponse(f"/review?{pages.query_of(given.get('back', ''))}", 303)
        pairs = await self._pairs(request, person) or [("since", "7d")]
        work = await self.made(reviewing.worklist, self.desk, pairs)
        back = request.url.query
        everybody = await self.quick(self.accounts.everybody)
        names = {each.id: each.name or each.id for each in everybody}
        people = [each.id for each in everybody if not each.revoked]
        return pages.page("site-review.html.j2", request, person, work=work, back=back, people=people, names=names)

    async def sign_in(self, request: Request) -> Response:
        """Ask a browser for a token, and keep it there."""
        if request.method == "GET":
            return pages.page("site-signin.html.j2", request, await self._signed_in(request))
        token = (await read_form(request)).get("token", "").strip()
        if await self.by_token(request, token) is None:
            raise unsigned("token: found none that signs anybody in.")
        response = RedirectResponse("/", 303)
        response.set_cookie(
            self.cookie, token, max_age=_SIGNED_IN_SECONDS, httponly=True, secure=self.rules.secure, samesite="lax"
        )  # (3.4.1 to 3.4.4)
        return response

    async def sign_out(self, _: Request) -> Response:
        """Make a browser forget its token."""
        response = RedirectResponse("/", 303)
        response.delete_cookie(self.cookie, httponly=True, secure=self.rules.secure, samesite="lax")
        return response

    # --- the rest ---------------------------------------------------------------------------------------------------

    async def health(self, _: Request) -> Response:
        """Say that the ledger can be read."""
        await self.quick(self.desk.settled, 0)
        return sent({"status": "ok"})

    async def described(self, request: Request) -> Response:
        """Describe the API."""
        await self.person(request)
        return sent(openapi.document(self.rules.address))

    def routes(self) -> list[Route]:
        """Return every address."""
        shows = ("GET",)
        return [
            Route("/", self.home, methods=shows),
            Route("/health", self.health, methods=shows),
            Route("/openapi.json", self.described, methods=shows),
            Route("/assets/{name}", pages.asset, methods=shows),
            Route("/signin", self.sign_in, methods=["GET", "POST"]),
            Route("/signout", self.sign_out, methods=["POST"]),
            Route("/review", self.work_page, methods=["GET", "POST"]),
            *(Route(f"/{name}", self.page, methods=shows) for name in pages.ANSWERS),
            *(Route(f"/{name}", self.search_page, methods=shows) for name in ("search", "text")),
            Route("/v1/me", self.me, methods=["GET", "PUT"]),
            Route("/v1/me/bookmarks/{name}", self.bookmark, methods=["PUT"]),
            Route("/v1/review", self.review, methods=["GET", "POST"]),
            Route("/v1/audit", self.audit, methods=shows),
            Route("/v1/{name}", self.question, methods=shows),
        ]


def build(
    store: Store,
    rules: ServerRules,
    clock: Callable[[], Tick],
    *,
    seconds: Callable[[], float] = time.monotonic,
    assistants: Callable[[Store], Starlette] | None = None,
) -> ASGIApp:
    """Return the server of a ledger.

    Args:
        store: the ledger; of joined ones, the public is answered from all but the last.
        rules: how the server is reached.
        clock: returns the present moment.
        seconds: a clock that only goes forward.
        assistants: makes the server of the Model Context Protocol of a ledger, to stand beside it.
    """
    site = Site(store, rules, clock, seconds)
    desks = {id(desk): desk for desk in (site.desk, site.public)}
    asked = {} if assistants is None else {id_: assistants(desk.store) for id_, desk in desks.items()}

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.callback(site.close)
            for assistant in asked.values():
                await stack.enter_async_context(assistant.router.lifespan_context(assistant))
            yield

    beside = _guarded(site, {id_: each.routes for id_, each in asked.items()}) if asked else ()
    faults: dict[Any, Any] = dict.fromkeys((Exception, RefusedRequestError, RegtrackError, 404, 405), error_response)
    return Guard(
        Starlette(routes=[*site.routes(), *beside], exception_handlers=faults, lifespan=lifespan), rules, seconds
    )


def _guarded(site: Site, routes: Mapping[int, Sequence[Any]]) -> Iterable[Any]:
    """Return the addresses for assistants, each of which asks the ledger that is for whoever is signed in, or not."""
    for ours, public in zip(routes[id(site.desk)], routes[id(site.public)], strict=True):

        async def ask(
            scope: Any, receive: Any, send: Any, ours: ASGIApp = ours.app, public: ASGIApp = public.app
        ) -> None:  # fmt: skip
            signed = await site.person(Request(scope)) is not None
            await (ours if signed else public)(scope, receive, send)

        ours.app = ask
        yield ours
