"""A claim in one line, for tables of tests."""

from __future__ import annotations

from regtrack.model.when import WhenKind
from regtrack.sources.federal_register.dates import DateClaim

LABELS = {
    "set_effective": "effective", "delay_effective": "delayed_effective",
    "accelerate_effective": "accelerated_effective", "set_compliance": "compliance",
    "set_applicability": "applicability", "set_expiry": "expiry", "stay": "stay", "open_comment": "comment_close",
    "extend_comment": "comment_extended", "reopen_comment": "comment_reopened", "reply comments": "reply_comment",
    "objections": "objection", "hearing": "hearing", "meeting": "meeting", "note": "incorporation_by_reference",
}  # fmt: skip


def label_of(claim: DateClaim) -> str:
    """What the labels call it."""
    if claim.kind == "delay_effective" and claim.when.kind is WhenKind.INDEFINITE:
        return "indefinitely_delayed"
    return LABELS.get(claim.name or "" if claim.kind == "set_deadline" else claim.kind, "other")


def spell(claim: DateClaim) -> str:
    """The kind, the date and its end; then act, target, part, exception, old dates, condition, floor: what there is."""
    words = [f"{label_of(claim)} {claim.when}"]
    if claim.until is not None:
        words[0] += f"..{claim.until}" + (" included" if claim.until.inclusive else "")
    if claim.exclusive:
        words[0] += " (day not included)"
    if claim.derived:
        words[0] += " (derived)"
    words += [f"act {claim.act}"] if claim.act else []
    words += [f"on {', '.join(claim.target)}"] if claim.target else []
    words += [f"part {claim.scope}"] if claim.scope else []
    words += [f"for {claim.parties}"] if claim.parties else []
    words += [f"except {claim.scope_except}"] if claim.scope_except else []
    words += [f"was {', '.join(str(when) for when in claim.prior)}"] if claim.prior else []
    words += [f"if {claim.condition}"] if claim.condition else []
    words += [f"not before {claim.not_before}"] if claim.not_before else []
    return "; ".join(words)
