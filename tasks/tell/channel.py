"""Where a message goes: the target as the subscription writes it, resolved, and shown without its secrets.

The host of an Apprise URL is a token for most chat services (``tgram://<token>/``), so a host is shown only for the
schemes known to hold a real one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from config.errors import DeliveryError

Secrets = Callable[[str], str | None]
"""Gives the value behind a name in ``${...}``, or null: the environment, or a Secret block where a flow runs."""

_NAMED = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_./-]*)\}")
_HOST_IS_A_HOST = frozenset(
    {"json", "jsons", "xml", "xmls", "form", "forms", "mailto", "mailtos", "apprise", "apprises"}
)
_PIECES = re.compile(r"[/?&=,;:@#+]+")
HIDDEN = "***"


def from_environment(name: str) -> str | None:
    """Return an environment variable's value, or null where it is not set."""
    return os.environ.get(name)


def resolve(to: str, secrets: Secrets = from_environment) -> str:
    """Return the target with every ``${NAME}`` replaced.

    Raises:
        DeliveryError: A name has no value; says which, so that it can be set.
    """

    def value(match: re.Match[str]) -> str:
        found = (secrets(match[1]) or "").strip()
        if not found:
            raise DeliveryError(
                f"{match[1]} is not set: set it in the environment (or a Secret block) to the Apprise URL to send to"
            )
        return found

    return _NAMED.sub(value, to).strip()


def show_channel(to: str) -> str:
    """Return the target as it may be shown to anybody: ``scheme://host``, or only the scheme, or the variable's name.

    Args:
        to: A target as written in a subscription, or resolved.
    """
    named = _NAMED.fullmatch(to.strip())
    if named:
        return to.strip()
    scheme, found, _ = to.strip().partition("://")
    if not found or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme):
        return HIDDEN
    host = _host(to) if scheme.lower() in _HOST_IS_A_HOST else ""
    return f"{scheme.lower()}://{host or HIDDEN}"


def redact(text: str, to: str) -> str:
    """Return a text with every piece of the target taken out, its shown host apart.

    Args:
        text: A library's word about what went wrong.
        to: The resolved target whose user, password, path and parameters must not be seen.
    """
    shown = _host(to) if show_channel(to) != HIDDEN and not show_channel(to).endswith(HIDDEN) else ""
    scheme, _, rest = to.partition("://")
    pieces = {to, rest, unquote(rest)}
    pieces.update(_PIECES.split(rest), _PIECES.split(unquote(rest)))
    for piece in sorted(pieces - {"", scheme, shown}, key=len, reverse=True):
        # A short piece ("1", "a") would shred every word that holds it, so it is hidden only where it stands alone.
        pattern = re.escape(piece) if len(piece) > 3 else rf"(?<![\w]){re.escape(piece)}(?![\w])"
        text = re.sub(pattern, HIDDEN, text, flags=re.IGNORECASE)
    return text


def _host(to: str) -> str:
    """Return the host of a URL, or empty where there is none that can be read."""
    try:
        return urlsplit(to).hostname or ""
    except ValueError:
        return ""
