"""A claim in one line, for tables of tests."""

from __future__ import annotations

from regtrack.sources.federal_register.dates import DateClaim


def spell(claim: DateClaim) -> str:
    """The kind, the date and its end; then act, target, part, exception, old dates, condition, floor: what there is."""
    words = [f"{claim.kind.value} {claim.when}"]
    if claim.until is not None:
        words[0] += f"..{claim.until}" + (" included" if claim.until.inclusive else "")
    if claim.exclusive:
        words[0] += " (day not included)"
    if claim.derived:
        words[0] += " (derived)"
    words += [f"act {claim.act}"] if claim.act else []
    words += [f"on {', '.join(claim.target)}"] if claim.target else []
    words += [f"part {claim.scope}"] if claim.scope else []
    words += [f"except {claim.scope_except}"] if claim.scope_except else []
    words += [f"was {', '.join(str(when) for when in claim.prior)}"] if claim.prior else []
    words += [f"if {claim.condition}"] if claim.condition else []
    words += [f"not before {claim.not_before}"] if claim.not_before else []
    return "; ".join(words)
