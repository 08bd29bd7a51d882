"""Passwords and tokens: where they are kept, never what they are."""

from __future__ import annotations

import os
from pathlib import Path

import attrs

from regtrack.errors import InputError

PLACES = ("env", "file", "keyring")
_LONGEST = 10_000


@attrs.frozen
class Secret:
    """The place of a secret; it is read when it is needed, and never kept, shown or recorded.

    Attributes:
        place: ``env`` (a variable of the environment), ``file`` (a file that holds nothing else) or ``keyring`` (the
            keyring of the system, through the library keyring).
        name: of the variable, of the file, or ``service/user`` in the keyring.
    """

    place: str
    name: str

    def __str__(self) -> str:
        return f"{self.place}:{self.name}"

    def reveal(self) -> str:
        """Return the secret itself, at the last moment only.

        Raises:
            InputError: it is not at its stated place; the message names the place.
        """
        value = {"env": self._from_environment, "file": self._from_file, "keyring": self._from_keyring}[self.place]()
        if not value:
            raise InputError(f"secret {self}: it is not set; put the secret there")
        return value

    def _from_environment(self) -> str:
        return os.environ.get(self.name, "")

    def _from_file(self) -> str:
        try:
            with Path(self.name).expanduser().open(encoding="utf-8") as file:
                return file.read(_LONGEST).rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8"
            raise InputError(f"secret {self}: cannot be read ({reason}); expected a file with the secret") from None

    def _from_keyring(self) -> str:
        try:
            import keyring
        except ImportError:
            raise InputError(
                f"secret {self}: found no library keyring; expected it installed: pip install 'regtrack[keyring]'"
            ) from None
        service, _, user = self.name.partition("/")
        try:
            return keyring.get_password(service, user) or ""
        except keyring.errors.KeyringError as error:
            raise InputError(f"secret {self}: the keyring cannot be read ({error}); expected it unlocked") from None
