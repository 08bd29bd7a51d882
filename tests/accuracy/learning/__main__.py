"""Learn the weights of all languages, or of those named: ``python -m tests.accuracy.learning [LANGUAGE...]``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from regtrack.news.likelihood.weights import FOLDER, LIKELY_DAY, LIKELY_OBJECT, Traits
from tests.accuracy.learning import choosing
from tests.accuracy.learning.acts import learn_acts, learn_words
from tests.accuracy.learning.examples import digest, examples
from tests.accuracy.learning.placing import alike

LANGUAGES = ("en", "ja", "zh")
CHOICES = (
    ("objects", choosing.objects, LIKELY_OBJECT),
    ("days", choosing.days, LIKELY_DAY),
)


def learn(language: str) -> str:
    """Learn the weights of a language: the text of their file."""
    known = examples(language)
    words, told, unsure = learn_words(known)
    rates = alike(known)
    claimed, line = learn_acts(known, told, unsure, rates)
    print(f"{language}: {len(known)} items; {line}", flush=True)
    learned = {"claimed": _written(claimed)}
    for name, find, least in CHOICES:
        choices = find(known, told, words.alone())
        learned[name] = _written(choosing.fit(choices))
        print(f"    {name}: {choosing.told_of(choices, least)}", flush=True)
    head = {
        "items": digest(),
        **learned,
        "alike": [[*pair, value] for pair, value in rates.items()],
        "acts": words.acts,
        "bias": [round(float(value), 3) for value in words.bias],
    }
    parts = [f"{_json(name)}:{_json(value)}" for name, value in head.items()]
    lines = [f"{_json(word)}:{_json(numbers)}" for word, numbers in words.numbers()]
    return "{\n" + ",\n".join(parts) + ',\n"words":{\n' + ",\n".join(lines) + "\n}}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _written(traits: Traits) -> dict[str, Any]:
    weights = {name: round(value, 3) for name, value in sorted(traits.weights.items()) if abs(value) >= 0.001}
    return {"base": round(traits.base, 3), "weights": weights}


def main() -> int:
    folder = Path("feeds") / FOLDER
    folder.mkdir(exist_ok=True)
    for language in sys.argv[1:] or LANGUAGES:
        (folder / f"{language}.json").write_text(learn(language), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
