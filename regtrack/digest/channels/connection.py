"""One connection to a mail server, set up as the settings ask or not at all.

The standard library's smtplib speaks the protocol. Three things are added to it: an answer has to come as a whole
within its time and a bounded size (smtplib waits anew for each byte, so a server that drips holds it for ever); a
password may hold any character (smtplib takes ASCII only) and is tried once, not once for each mechanism; and whatever
goes wrong is one of two errors that say what can be concluded from it.
"""

from __future__ import annotations

import base64
import hmac
import ipaddress
import re
import smtplib
import socket
import ssl
from collections.abc import Callable

from regtrack.digest.channels.replies import Replies, RepliesOverTls, Reply, words
from regtrack.digest.settings import Smtp
from regtrack.errors import InputError, in_words

_CHUNK = 64 * 1024
_FAREWELL = 5.0
_MECHANISMS: dict[str, Callable[[bytes, bytes], list[Callable[[bytes], bytes]]]] = {
    "PLAIN": lambda user, password: [lambda _: b"\0%b\0%b" % (user, password)],  # RFC 4616
    "LOGIN": lambda user, password: [lambda _: user, lambda _: password],
    "CRAM-MD5": lambda user, password: [  # RFC 2195
        lambda challenge: b"%b %b" % (user, hmac.new(password, base64.b64decode(challenge), "md5").hexdigest().encode())
    ],
}
"""Ways to say who we are, best first, each with its answers to the server's challenges."""
_NOT_SUPPORTED = 504


class SendingError(Exception):
    """Something is wrong with a connection.

    Attributes:
        retry_after: seconds to wait at least, when the server named them.
    """

    def __init__(self, detail: str, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class SetupError(SendingError):
    """No connection as the settings ask for could be had; nothing can be sent until the server or they are changed."""


class LostError(SendingError):
    """The connection is over: broken, silent for too long, closed by the server (421), or nonsense came over it."""


class Connection:
    """An open connection, secured and authenticated as the settings say.

    Raises:
        SetupError: it could not be had.
    """

    def __init__(self, settings: Smtp) -> None:
        self.server = f"{settings.host}:{settings.port}"
        self.served = 0
        """Messages that it was of use for: each had an answer, or was found to be another process's."""
        self.dirty = False
        """Whether a transaction was begun that is not known to have ended."""
        self._waiting = False
        self._smtp = self._connect(settings)
        try:
            self._set_up(settings)
        except BaseException:
            self._smtp.close()
            raise

    def ask(self, step: str, command: str, wanted: int = 2) -> Reply:
        """Give a command and take the answer: of the wanted kind, or a refusal (4 or 5).

        Raises:
            LostError: there was no such answer, and there will be none on this connection.
        """
        try:
            self._waiting = True
            self._smtp.putcmd(command)
            reply = self._reply()
        except OSError as error:
            self.close()
            raise LostError(f"{self.server}: the connection ended at {step} ({_reason(error)})") from error
        if reply.code == 421 or reply.kind not in (wanted, 4, 5):
            self.close()
            raise LostError(self.describe(reply, step), reply.retry_after)
        return reply

    def transmit(self, content: bytes) -> None:
        """Send a message's content, the final dot included; raises LostError when not all of it went out."""
        self._waiting = True
        try:
            for start in range(0, len(content), _CHUNK):  # each piece has its time, however long the whole
                self._smtp.send(content[start : start + _CHUNK])
        except OSError as error:
            self.close()
            raise LostError(
                f"{self.server}: the connection ended before the end of the message ({_reason(error)})"
            ) from error

    def verdict(self, within: float) -> Reply:
        """Return the reply to a message's content; raise LostError when there is none that can be understood."""
        try:
            reply = self._reply(within)
        except OSError as error:
            self.close()
            raise LostError(
                f"{self.server}: the connection ended after the whole message and before the answer ({_reason(error)})"
            ) from error
        if reply.kind not in (2, 4, 5):
            self.close()
            raise LostError(self.describe(reply, "the message"))
        return reply

    def describe(self, reply: Reply, step: str) -> str:
        """Return the sentence that reports a reply."""
        return f"{self.server} answered {reply} to {step}"

    def offers(self, extension: str) -> bool:
        """Whether the server has an extension."""
        return self._smtp.has_extn(extension)

    def quit(self) -> None:
        """Take leave; a fault in it changes nothing that was sent."""
        try:
            if not self._waiting:  # an interruption left it in the middle of something
                self._smtp.putcmd("QUIT")
                self._smtp.getreply(min(self._smtp.timeout, _FAREWELL))
        except OSError:
            pass
        finally:
            self.close()

    def close(self) -> None:
        """Close it without a word."""
        self._smtp.close()

    # --- setting up

    def _connect(self, settings: Smtp) -> Replies:
        host, port, name, timeout = settings.host, settings.port, settings.local_hostname, settings.timeout
        try:
            if settings.security == "tls":
                smtp: Replies = RepliesOverTls(host, port, name, timeout=timeout, context=_context(settings))
            else:
                smtp = Replies(host, port, name, timeout)
            assert smtp.sock is not None
            # Otherwise the end of a message that takes two TLS records waits 40 ms for the server to confirm the first.
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return smtp
        except smtplib.SMTPConnectError as error:
            raise self._refused(Reply.read(error.smtp_code, error.smtp_error), "the greeting") from error
        except (OSError, ValueError) as error:
            raise self._broken(settings, "the greeting", error) from error

    def _set_up(self, settings: Smtp) -> None:
        step = "EHLO"
        try:
            self._need(self._smtp.ehlo(), step)
            if settings.security == "starttls":
                step = "STARTTLS"
                self._start_tls(settings)
                step = "EHLO"
                self._need(self._smtp.ehlo(), step)
            if settings.username is not None:
                step = "AUTH"
                self._log_in(settings)
        except InputError as error:
            raise SetupError(str(error)) from error
        except (OSError, ValueError) as error:
            raise self._broken(settings, step, error) from error

    def _start_tls(self, settings: Smtp) -> None:
        if not self.offers("starttls"):
            expected = "it, since nothing is sent unprotected unless security is none"
            raise SetupError(f"{self.server}: found no STARTTLS on offer; expected {expected}")
        self._need(self._smtp.starttls(context=_context(settings)), "STARTTLS")
        if self._smtp.unread:  # sent before the handshake: by anyone (CVE-2011-0411)
            raise SetupError(f"{self.server}: found words after the answer to STARTTLS; expected the handshake")

    def _log_in(self, settings: Smtp) -> None:
        if settings.security == "none" and not self._is_here():
            raise SetupError(f"{self.server}: found security none; expected starttls or tls to send a password")
        offered = self._smtp.esmtp_features.get("auth", "").upper().split()
        usable = [name for name in _MECHANISMS if name in offered]
        if not usable:
            found = " ".join(offered) or "no AUTH"
            raise SetupError(f"{self.server}: found {found} on offer; expected AUTH {', '.join(_MECHANISMS)}")
        if settings.password is None:
            raise SetupError(f"{self.server}: found a username and no password; expected both or neither")
        password = settings.password.reveal()
        for name in usable:
            reply = self._authenticate(name, (settings.username or "").encode(), password.encode())
            if reply.kind == 2:
                return
            if reply.code != _NOT_SUPPORTED:  # the same password again would only be one more wrong guess
                break
        raise self._refused(reply, "AUTH")

    def _authenticate(self, mechanism: str, user: bytes, password: bytes) -> Reply:
        code, text = self._smtp.docmd("AUTH", mechanism)
        secrets = [password, base64.b64encode(password).rstrip(b"=")]
        for answer in _MECHANISMS[mechanism](user, password):
            if code != 334:
                break
            secrets.append(base64.b64encode(answer(text)))
            code, text = self._smtp.docmd(secrets[-1].decode())
        for secret in secrets:  # should the server repeat it
            text = text.replace(secret, b"***")
        return Reply.read(code, text)

    def _is_here(self) -> bool:
        peer = self._smtp.sock.getpeername() if self._smtp.sock is not None else None
        return isinstance(peer, tuple) and ipaddress.ip_address(peer[0].partition("%")[0]).is_loopback

    def _need(self, answer: tuple[int, bytes], step: str) -> None:
        reply = Reply.read(*answer)
        if reply.kind != 2:
            raise self._refused(reply, step)

    def _refused(self, reply: Reply, step: str) -> SetupError:
        return SetupError(self.describe(reply, step), reply.retry_after)

    def _broken(self, settings: Smtp, step: str, error: Exception) -> SetupError:
        if isinstance(error, ssl.SSLCertVerificationError):
            expected = f"one for {settings.host} that this system or ca_file trusts"
            reason = error.verify_message.rstrip(".")
            return SetupError(
                f"{self.server}: found a certificate that cannot be trusted ({reason}); expected {expected}"
            )
        if isinstance(error, ssl.SSLError):
            expected = f"TLS, as security = {settings.security!r} has it on this port"
            return SetupError(f"{self.server}: found no TLS ({_reason(error)}); expected {expected}")
        if isinstance(error, smtplib.SMTPResponseException):
            return self._refused(Reply.read(error.smtp_code, error.smtp_error), step)
        return SetupError(f"{self.server}: no connection, it ended at {step} ({_reason(error)})")

    def _reply(self, within: float | None = None) -> Reply:
        reply = Reply.read(*self._smtp.getreply(within))
        self._waiting = False
        return reply


def _context(settings: Smtp) -> ssl.SSLContext:
    context = ssl.create_default_context()  # checks the certificate and the name in it; TLS 1.2 at least
    if settings.ca_file is not None:
        try:
            context.load_verify_locations(settings.ca_file)
        except OSError as error:
            reason = "no certificate in it" if isinstance(error, ssl.SSLError) else error.strerror
            raise SetupError(f"ca_file: found {settings.ca_file} ({reason}); expected a PEM file") from error
    return context


def _reason(error: Exception) -> str:
    inner = error.__context__ if isinstance(error, smtplib.SMTPServerDisconnected) and error.__context__ else error
    if isinstance(inner, ssl.SSLError) and inner.reason:
        return inner.reason.lower().replace("_", " ")
    reason = re.sub(r"^_ssl\.c:\d+: (The (?=\w+ operation timed out))?", "", words(str(inner)))
    return getattr(inner, "strerror", None) or reason or in_words(inner)
