"""Which part of its target a claim means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from regtrack.sources.federal_register.claims import ClaimKind, DateClaim
from regtrack.sources.federal_register.parts import parts_in

_CLAUSE = re.compile(r",?\s+(?:which|that|who)\s.*", re.DOTALL)
LONGEST_NAME = 120
"""Words that name a part are cut to this."""


class Scopes:
    """The parts that the claims of one text mean.

    Words that name no provision make a part of their own only where the text has claims about other parts beside it:
    "the classification is effective May 1" is about the whole document.

    Args:
        claims: all of them.
        cfr: the parts of the CFR that the document is about.
        title: the title of the CFR that its agency's rules stand in.
    """

    def __init__(self, claims: Iterable[DateClaim], cfr: tuple[str, ...], title: str | None = None) -> None:
        self._cfr, self._title = cfr, title
        self._beside = Counter(_sort(claim) for claim in claims if claim.act not in ("recital", "exception"))

    def read(self, claim: DateClaim) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
        """Parts, parts left out, and what the text says of the claim's object when that names no part."""
        left_out = claim.scope_except
        exclude = (self._parts(left_out) or (_name(left_out),)) if left_out else ()
        if not claim.scope:
            return (), exclude, None
        parts = self._parts(claim.scope)
        if parts and not self._all_of(parts):
            return parts, exclude, None
        if not parts and self._beside[_sort(claim)] > 1:
            return (_name(claim.scope),), exclude, None
        return (), exclude, None if parts else f"Said of: {_name(claim.scope)}."

    def _parts(self, words: str) -> tuple[str, ...]:
        return parts_in(words, self._cfr, self._title)

    def _all_of(self, parts: tuple[str, ...]) -> bool:
        """Whether the parts are those that the document is about: "the rule amending 33 CFR part 323" is all of it."""
        return bool(self._cfr) and set(self._cfr) <= set(parts)


def _sort(claim: DateClaim) -> tuple[str, bool]:
    """What claims have in common of which one may be about the rest of what another one is about."""
    return "force" if claim.kind in _FORCE else claim.kind.value, bool(claim.target)


_FORCE = frozenset(
    {
        ClaimKind.EFFECTIVE, ClaimKind.DELAYED_EFFECTIVE, ClaimKind.ACCELERATED_EFFECTIVE,
        ClaimKind.INDEFINITELY_DELAYED,
    }
)  # fmt: skip


def _name(words: str) -> str:
    text = _CLAUSE.sub("", " ".join(words.split()))
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 3].rsplit(' ', 1)[0]} ..."
