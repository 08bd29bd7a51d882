"""The reader that asks a language model, against a server that answers well, badly, slowly, and with lies."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from regtrack import config
from regtrack.errors import InputError
from regtrack.llm import ITEMS, MODEL, URL, ModelReader, ModelSettings
from regtrack.news.readers import DOOR
from regtrack.news.reading import ItemReader
from tests.news.helpers import FUEL, Ledger, item, told

TEXT = "Refiners cheered on Tuesday as the Fuel Rule fell away."
TRUE = {"act": "rescind", "instrument": FUEL, "quote": TEXT, "when": "2025-05-13", "until": None, "asserted": True}
Answer = Callable[[BaseHTTPRequestHandler], None]


class Model:
    """A model on this machine, that answers as each test wants."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.answer: Answer = self.says(TRUE)
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                model.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                model.keys.append(self.headers["Authorization"])
                model.answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=lambda: self.server.serve_forever(0.01), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    @staticmethod
    def sends(body: str, status: int = 200) -> Answer:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            handler.send_header("Content-Length", str(len(body.encode())))
            handler.end_headers()
            handler.wfile.write(body.encode())

        return answer

    def says(self, *acts: Any) -> Answer:
        return self.content(json.dumps({"acts": list(acts)}))

    def content(self, words: str) -> Answer:
        return self.sends(json.dumps({"choices": [{"message": {"content": words}}]}))


@pytest.fixture
def model() -> Iterator[Model]:
    made = Model()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def settings(model: Model, tmp_path: Path) -> ModelSettings:
    return ModelSettings(model.url, "small", tmp_path / "cache", key="secret", seconds=2.0, items=5)


def read(settings: ModelSettings, text: str = TEXT) -> tuple[list[tuple[str, ...]], dict[str, int]]:
    reader = ItemReader(Ledger(), [ModelReader(settings)])
    reading = reader.read(item(text))
    assert [each.id for each in reading.mentions] == [FUEL]  # the tables read it meanwhile, whatever the model does
    return [told(each) for each in reading.says], dict(reader.dropped)


def test_it_is_off_until_an_endpoint_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (URL, MODEL):
        monkeypatch.delenv(name, raising=False)
    assert not ModelReader().ready
    assert isinstance(DOOR.get("llm"), ModelReader)
    assert ModelSettings.of({URL: "http://x/v1/"}) is None
    made = ModelSettings.of({URL: "http://x/v1/", MODEL: "m", ITEMS: "7"})
    assert made is not None
    assert (made.url, made.items) == ("http://x/v1", 7)
    with pytest.raises(InputError, match="expected a number"):
        ModelSettings.of({URL: "http://x", MODEL: "m", ITEMS: "many"})


def test_a_good_answer_is_asked_for_once(model: Model, settings: ModelSettings) -> None:
    """With a schema, the key and the instruments; one text has one answer, also in another run."""
    assert read(settings) == ([("rescind", FUEL, "2025-05-13", "")], {})
    assert read(settings)[0]
    (asked,) = model.asked
    assert asked["response_format"]["json_schema"]["strict"] is True
    assert FUEL in asked["messages"][1]["content"]
    assert model.keys == ["Bearer secret"]


def test_nothing_that_is_not_in_the_words_gets_in(model: Model, settings: ModelSettings) -> None:
    lies = (
        {**TRUE, "quote": "The Fuel Rule is dead."},
        {**TRUE, "instrument": "us/epa/never-was"},
        {**TRUE, "when": "2025-06-01"},
        {**TRUE, "asserted": False},
    )
    model.answer = model.says(*lies)
    says, dropped = read(settings)
    assert (says, sum(dropped.values())) == ([], 4)


@pytest.mark.parametrize(
    "body",
    ["no JSON", "{}", json.dumps({"choices": []}), json.dumps({"choices": [{"message": {"content": "Sure! Here"}}]})],
)
def test_an_answer_in_another_form_is_none(model: Model, settings: ModelSettings, body: str) -> None:
    model.answer = model.sends(body)
    says, dropped = read(settings)
    assert (says, sum(dropped.values())) == ([], 1)


def test_an_answer_that_breaks_the_schema_is_none(model: Model, settings: ModelSettings) -> None:
    model.answer = model.says({**TRUE, "act": "explode"})
    assert read(settings)[0] == []


def test_a_busy_server_is_asked_again(model: Model, settings: ModelSettings) -> None:
    good, busy = model.answer, model.sends("", 503)
    model.answer = lambda handler: (busy if len(model.asked) < 2 else good)(handler)
    assert read(settings)[0]
    assert len(model.asked) == 2


def test_a_slow_server_costs_no_more_than_its_time(model: Model, tmp_path: Path) -> None:
    def drips(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(50):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)

    model.answer = drips
    started = time.monotonic()
    says, dropped = read(ModelSettings(model.url, "slow", tmp_path, seconds=0.5))
    assert (says, sum(dropped.values())) == ([], 1)
    assert time.monotonic() - started < 4


def test_an_outage_is_not_asked_about_again_and_again(model: Model, settings: ModelSettings) -> None:
    """After three failures in a row the run goes on without it."""
    model.answer = model.sends("", 400)
    reader = ItemReader(Ledger(), [ModelReader(settings)])
    for number in range(6):
        assert reader.read(item(f"{TEXT} Part {number}.")).mentions
    assert len(model.asked) == 3


def test_no_more_items_are_asked_about_than_a_run_may_cost(model: Model, settings: ModelSettings) -> None:
    reader = ItemReader(Ledger(), [ModelReader(settings)])
    for number in range(8):
        reader.read(item(f"{TEXT} Part {number}."))
    assert len(model.asked) == settings.items


def test_the_settings_file_names_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment goes before it; without either nothing is asked."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_config_path", lambda _: tmp_path / "none")
    for name in (URL, MODEL, "REGTRACK_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    assert not ModelReader().ready
    file = tmp_path / "regtrack.toml"
    file.write_text('store = "a.sqlite"\n')
    assert ModelSettings.found() is None
    monkeypatch.setenv("MY_KEY", "hush")
    file.write_text('[llm]\nurl = "http://127.0.0.1:1/v1/"\nmodel = "small"\nkey = { env = "MY_KEY" }\nitems = 5\n')
    found = ModelSettings.found()
    assert found is not None
    assert (found.url, found.model, found.key, found.seconds, found.items) == (
        "http://127.0.0.1:1/v1", "small", "hush", 30.0, 5,
    )  # fmt: skip
    monkeypatch.setenv(URL, "http://127.0.0.1:2/v1")
    monkeypatch.setenv(MODEL, "other")
    own = ModelSettings.found()
    assert own is not None
    assert own.model == "other"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('[llm]\nurl = "x"\n', "llm.model: found nothing"),
        ('[llm]\nurl = "x"\nmodel = "m"\nkey = "hush"\n', "llm.key: found a value that is not repeated here"),
        ('[llm]\nurl = "x"\nmodel = "m"\nitems = 0\n', "llm.items: found 0; expected a number above 0"),
        ('[llm]\nurl = "x"\nmodel = "m"\nitms = 1\n', "llm.itms: found an unknown key"),
        ("llm = 1\n", "llm: found no table"),
    ],
)
def test_faults_of_the_table_are_named(table: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "regtrack.toml").write_text(table)
    monkeypatch.setenv("REGTRACK_CONFIG", str(tmp_path / "regtrack.toml"))
    for call in (config.read_model, config.read):
        with pytest.raises(InputError, match=re.escape(words)):
            call()
