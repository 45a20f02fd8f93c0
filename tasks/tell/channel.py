"""Where a message goes: the target with its secrets put in, and whatever is said about it with them taken out.

What may be shown of a target is decided in ``config/secrets.py``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from config.errors import ConfigurationError, DeliveryError
from config.secrets import SecretOf
from config.secrets import resolve as put_secrets
from tasks.tell.clean import clean

_PIECES = re.compile(r"[/?&=,;:@#+\s]+")
_A_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+|[0-9a-f]*:[0-9a-f:]+")
_PLAIN = frozenset({"smtp", "true", "false", "yes", "json", "html", "text", "http", "https"})
HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class Secrets:
    """Who knows the values behind ``${NAME}``: the environment, then, where a flow runs, its Secret blocks."""

    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    elsewhere: SecretOf | None = None

    def put_into(self, to: str) -> str:
        """Return a subscription's target with every ``${NAME}`` replaced.

        Raises:
            DeliveryError: A name has no value; says which and how to set it.
        """
        try:
            return put_secrets(to, self.environ, secret=self.elsewhere).strip()
        except ConfigurationError as error:
            raise DeliveryError(f"{error.problem}; {error.mend}") from error


def hide_target(text: str, to: str) -> str:
    """Return a text with every piece of a target taken out, its host apart.

    Args:
        text: A library's word about what went wrong.
        to: The resolved target whose user, password, path and parameters must not be seen.
    """
    pieces = {to}
    for part in (to, unquote(to)):
        pieces.update((part.partition("://")[2], *_PIECES.split(part)))
    shown = {"", *_place(to), *_PLAIN}
    if "://" in to:
        shown.add(to.partition("://")[0])
    for piece in sorted(pieces - shown, key=len, reverse=True):
        # A short piece ("1", "a") would shred every word that holds it, so it is hidden only where it stands alone.
        pattern = re.escape(piece) if len(piece) > 3 else rf"(?<!\w){re.escape(piece)}(?!\w)"
        text = re.sub(pattern, HIDDEN, text, flags=re.IGNORECASE)
    return clean(text, 300, unlink=False)


def _place(to: str) -> tuple[str, ...]:
    """Return host and port where the host is one (a name with a dot, an address, localhost), not a chat's token."""
    try:
        parts = urlsplit(to)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ()
    if host != "localhost" and not _A_HOST.fullmatch(host):
        return ()
    return (host, str(port or ""))
