"""The channels by which digests leave: those of regtrack, and those of plug-ins (``regtrack.channels``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regtrack.digest.subscriptions import APPRISE, MAIL, WEBHOOK
from regtrack.errors import InputError
from regtrack.plugins import Door, having

if TYPE_CHECKING:
    from regtrack.digest.channels.kinds import ChannelKind

OWN = (MAIL, APPRISE, WEBHOOK)
DOOR: Door[ChannelKind] = Door(
    "regtrack.channels",
    {name: f"regtrack.digest.channels.kinds:{name.upper()}" for name in OWN},
    having("open", "write", "trial", "address", "readdressed"),
)
"""A :class:`~regtrack.digest.channels.kinds.ChannelKind` for each name."""
WANTED = f"{', '.join(name for name in OWN if name != MAIL)}, or the name of a channel whose plug-in is installed"


def kind_of(name: str) -> ChannelKind:
    """Return a kind of channel by its name.

    Raises:
        InputError: there is none, or no more.
    """
    found = DOOR.get(name)
    if found is None:
        raise InputError(f"channel: found {name!r}; expected {WANTED}")
    return found
