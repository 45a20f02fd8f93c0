"""The one way out: a message through Apprise to one target. Redirects are never followed, secrets never shown.

Apprise says only whether a message went; why not it writes to its log, which is read here, stripped of every piece of
the target, and kept from all other logs while sending.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat
from apprise.common import OverflowMode
from apprise.utils.parse import parse_urls

from config.errors import DeliveryError
from config.secrets import redact
from tasks.tell.channel import hide_target
from tasks.tell.letter import Message

IDEMPOTENCY_HEADER = "Idempotency-Key"
_SECONDS = 15.0
"""Longest wait for a connection and for each piece of an answer, whatever the target's URL says."""
_LOUD = {"apprise": logging.DEBUG, "urllib3": logging.WARNING, "requests": logging.WARNING}
_CAUSE = "Socket Exception: "
_INNERMOST = re.compile(r"Caused by \w+\([\"']?(.*?)[\"']?\)+$")


class Sender(Protocol):
    """Whatever brings one message to one target."""

    def send(self, to: str, message: Message) -> None:
        """Send now, once.

        Args:
            to: The resolved target.
            message: What to say.

        Raises:
            DeliveryError: It did not leave, or nobody said that it arrived; without any secret of the target.
        """


class AppriseSender:
    """Sends through Apprise: chat, e-mail, webhooks, whatever has a URL there.

    The message's key goes along as header ``Idempotency-Key`` where the channel has headers (webhooks, e-mail). A
    target with several receivers is one delivery: if one of them fails, the next try reaches all of them again.
    """

    def __init__(self, seconds: float = _SECONDS) -> None:
        """Take the longest wait for a connection and for an answer."""
        self._seconds = seconds
        self._asset = AppriseAsset(
            app_id="mingdan",
            app_desc="mingdan",
            app_url="",
            http_redirects=False,
            async_mode=False,
            secure_logging=True,
            pgp_autogen=False,
            pem_autogen=False,
        )

    def send(self, to: str, message: Message) -> None:
        """Send now, once; see ``Sender``.

        Raises:
            DeliveryError: No Apprise URL, no connection, no answer in time, or one that is no success.
        """
        with _overheard() as said:
            service = Apprise(asset=self._asset)
            service.add([self._open(one, message.key) for one in _addresses(to)])
            gone = service.notify(body=message.body, title=message.title, body_format=NotifyFormat.TEXT)
        if not gone:
            why = hide_target("; ".join(said), to) or "the channel did not say why"
            raise DeliveryError(f"{redact(to)}: {why}")

    def _open(self, to: str, key: str) -> NotifyBase:
        """Return a channel with our limits set over what its URL says."""
        channel = Apprise.instantiate(to, asset=self._asset)
        if channel is None:
            raise DeliveryError(f"{redact(to)}: this is no Apprise URL; see the forms at appriseit.com")
        channel.redirects = False
        channel.socket_connect_timeout = channel.socket_read_timeout = self._seconds
        if channel.overflow_mode is OverflowMode.UPSTREAM:
            channel.overflow_mode = OverflowMode.SPLIT
        headers = getattr(channel, "headers", None)
        if isinstance(headers, dict):
            headers[IDEMPOTENCY_HEADER] = key
        return channel


def _addresses(to: str) -> list[str]:
    """Return the addresses of a target; what holds none is given back for the error to show."""
    found: list[str] = parse_urls(to)  # type: ignore[no-untyped-call]  # apprise annotates only in part
    return found or [to]


class _Ear(logging.Handler):
    """Keeps warnings, and the debug lines in which Apprise hides the cause of one."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        line = record.getMessage()
        if record.levelno >= logging.WARNING or line.startswith(_CAUSE):
            innermost = _INNERMOST.search(line)
            self.said.append(innermost[1] if innermost else line.removeprefix(_CAUSE))


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """Give what the sending libraries say went wrong, and keep all they say from every other log.

    Their debug lines hold whole URLs, so nothing is passed on.
    """
    ear = _Ear()
    loggers = [(logging.getLogger(name), level) for name, level in _LOUD.items()]
    before = [(logger, logger.propagate, logger.level, logger.handlers) for logger, _ in loggers]
    for logger, level in loggers:
        logger.propagate, logger.handlers = False, [ear]
        logger.setLevel(level)
    try:
        yield ear.said
    finally:
        for logger, propagate, level, handlers in before:
            logger.propagate, logger.handlers = propagate, handlers
            logger.setLevel(level)
