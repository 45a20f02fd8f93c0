"""The one way out: a message through Apprise to one target. Redirects are never followed, secrets never shown.

Apprise says only whether a message went; why not it writes to its log, which is read here, stripped of every piece of
the target, and kept from all other logs while sending.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat
from apprise.common import OverflowMode

from config.errors import DeliveryError
from tasks.tell.channel import redact, show_channel
from tasks.tell.clean import clean
from tasks.tell.letter import Message

IDEMPOTENCY_HEADER = "Idempotency-Key"
_SECONDS = 15.0
"""Longest wait for a connection and for each piece of an answer, whatever the target's URL says."""
_LOUD = {"apprise": logging.DEBUG, "urllib3": logging.WARNING, "requests": logging.WARNING}
_CAUSE = "Socket Exception: "


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
            channel = self._open(to, message.key)
            if channel is None:
                raise DeliveryError(
                    f"{show_channel(to)}: no Apprise URL that could be used; see the URL forms at appriseit.com"
                )
            service = Apprise(asset=self._asset)
            service.add(channel)
            gone = service.notify(body=message.body, title=message.title, body_format=NotifyFormat.TEXT)
        if not gone:
            why = clean(redact("; ".join(said), to), 300) or "the channel did not say why"
            raise DeliveryError(f"{show_channel(to)}: {why}")

    def _open(self, to: str, key: str) -> NotifyBase | None:
        """Return the channel with our limits set over what the target's URL says; null where it is no such URL."""
        channel = Apprise.instantiate(to, asset=self._asset)
        if channel is None:
            return None
        channel.redirects = False
        channel.socket_connect_timeout = channel.socket_read_timeout = self._seconds
        if channel.overflow_mode is OverflowMode.UPSTREAM:
            channel.overflow_mode = OverflowMode.SPLIT
        headers = getattr(channel, "headers", None)
        if isinstance(headers, dict):
            headers[IDEMPOTENCY_HEADER] = key
        return channel


class _Ear(logging.Handler):
    """Keeps warnings, and the debug lines in which Apprise hides the cause of one."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        line = record.getMessage()
        if record.levelno >= logging.WARNING or line.startswith(_CAUSE):
            self.said.append(line.removeprefix(_CAUSE))


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
