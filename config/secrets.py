"""Where a message goes, and the secrets in that: taken from the environment, never from a file, never shown.

A ``to`` names its secrets as ``${NAME}``. What an address looks like is Apprise's own matter; only what is safe to
write in a file and to show is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from config.errors import ConfigurationError

SecretOf = Callable[[str], str | None]

_NAME: Final = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_ANY: Final = re.compile(r"\$\{[^}]*\}?")
_SEVERAL: Final = re.compile(r"[\s,;]+(?=[A-Za-z][A-Za-z0-9+.-]*://)")
# these carry a host and no token of their own; in every other scheme of Apprise the host or path is the token
_OPEN_SCHEMES: Final = frozenset(
    {"json", "jsons", "xml", "xmls", "form", "forms", "mailto", "mailtos", "syslog"}
)
_WEB: Final = frozenset({"http", "https"})
_SECRET_QUERY: Final = re.compile(r"token|key|pass|secret|sign|auth", re.IGNORECASE)


def resolve(
    to: str,
    environ: Mapping[str, str],
    *,
    file: Path | str = "deliver.to",
    line: int | None = None,
    secret: SecretOf | None = None,
) -> str:
    """Put what the environment holds in place of each ``${NAME}``.

    Args:
        to: ``deliver.to`` as it stands in the file.
        environ: the environment.
        file: the subscription's file, for the error.
        line: the line of ``to`` in it, where known.
        secret: looks a name up elsewhere (a Secret block) when the environment lacks it; null when not there either.

    Raises:
        ConfigurationError: a name has no value; or a ``${`` is not closed.
    """

    def value(match: re.Match[str]) -> str:
        name = match[1]
        found = environ.get(name) or (secret(name) if secret else None)
        if not found:
            mend = f"set it: export {name}='<an Apprise URL>' (or a Prefect Secret block of that name), then mingdan alerts test"
            raise ConfigurationError(file, line, f"the environment variable {name} is not set", mend)
        return found

    if _ANY.sub("", _NAME.sub("", to)) != _NAME.sub("", to):
        raise ConfigurationError(
            file, line, "a ${...} in deliver.to is not well formed", "write ${NAME}, of letters, digits and _"
        )
    return _NAME.sub(value, to)


def names_in(to: str) -> tuple[str, ...]:
    """Return the names that a ``to`` needs values for, in order; empty where it needs none."""
    return tuple(_NAME.findall(to))


def holds_secret(to: str) -> bool:
    """Tell whether a ``to``, as written in a file, holds a secret itself instead of naming one."""
    return any(_one_holds_secret(one) for one in _SEVERAL.split(to.strip()))


def redact(url: str) -> str:
    """Return a channel as it may be shown: scheme and host, no user, token, path or query.

    A name such as ``${NAME}`` is shown as it is; what is no address at all is not shown.
    """
    return ", ".join(_redact_one(one) for one in _SEVERAL.split(url.strip()))


def _one_holds_secret(to: str) -> bool:
    """Judge one address."""
    literal = _ANY.sub("", to)
    parts = _split(literal)
    if parts is None:
        return False
    scheme, netloc, path, query = parts
    userinfo = netloc.rpartition("@")[0]
    if userinfo.partition(":")[2] or any(
        value and _SECRET_QUERY.search(name) for name, value in parse_qsl(query)
    ):
        return True
    if scheme in _OPEN_SCHEMES:
        return False
    return literal == to and bool(netloc or path.strip("/"))


def _redact_one(url: str) -> str:
    """Show one address."""
    if _NAME.fullmatch(url):
        return url
    parts = _split(url)
    if parts is None:
        return "(no address)"
    scheme, netloc, _, _ = parts
    host = _ANY.sub("…", netloc.rpartition("@")[2])
    return f"{scheme}://{host if scheme in _OPEN_SCHEMES | _WEB else '…'}"


def _split(url: str) -> tuple[str, str, str, str] | None:
    """Cut an address into scheme, place, path and query; null where it is none."""
    if "://" not in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:  # broken brackets in the host: nothing of it may be taken for safe
        return url.partition("://")[0].lower(), ":?@…", "", ""
    return parts.scheme.lower() or "?", parts.netloc, parts.path, parts.query
