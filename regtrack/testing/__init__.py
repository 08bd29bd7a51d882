"""Kits by which a plug-in shows that it does what regtrack expects; they need pytest (the extra ``testing``).

A kit is a class: inherit it in a test module, say how your thing is made, and pytest runs every test of it.

>>> from regtrack.testing import ChannelContract
>>> class TestMyChannel(ChannelContract):
...     def channel(self):
...         return MyChannel()
"""

from __future__ import annotations

from regtrack.testing.channel import ChannelContract
from regtrack.testing.doubles import Answers, FrozenClock
from regtrack.testing.reader import ReaderContract
from regtrack.testing.source import SourceContract
from regtrack.testing.store import StoreContract

__all__ = ["Answers", "ChannelContract", "FrozenClock", "ReaderContract", "SourceContract", "StoreContract"]
