"""The Prefect server's API as ``mingdan up`` needs it: plain JSON over HTTP.

Prefect's own client would do as well, but is not loaded into a process that does nothing but watch for weeks.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from config.errors import MingdanError

_SECONDS = 15.0


class ServerError(MingdanError):
    """The Prefect server did not come up or a helper process ended by itself; prevents a run that nobody can see."""


@dataclass(frozen=True, slots=True)
class Api:
    """One Prefect API: its address, and what it wants to see of who asks."""

    url: str
    headers: Mapping[str, str]

    def healthy(self) -> bool:
        """Ask once whether the server is well."""
        try:
            return self.ask("GET", "/health") is True
        except ServerError:
            return False

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Ask the server and return its JSON; null where it answers without one, or that there is no such thing.

        Raises:
            ServerError: it does not answer, refuses, or answers something else than JSON.
        """
        data = json.dumps(body).encode() if body is not None else None
        headers = {**self.headers, "Content-Type": "application/json"}
        request = Request(f"{self.url}{path}", data=data, headers=headers, method=method)  # noqa: S310  # operator's own
        try:
            with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310  # the operator's own address
                text = answer.read()
            return json.loads(text) if text else None
        except HTTPError as error:
            if error.code == 404:
                return None
            raise ServerError(f"the Prefect server at {self.url} answers {error.code} to {path}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise ServerError(f"the Prefect server at {self.url} does not answer: {error}") from error


def api_of(environ: Mapping[str, str]) -> Api:
    """Return the API that an environment names with ``PREFECT_API_URL``, with its key or user where it has one."""
    headers = {}
    if key := environ.get("PREFECT_API_KEY"):
        headers["Authorization"] = f"Bearer {key}"
    elif user := environ.get("PREFECT_API_AUTH_STRING"):
        headers["Authorization"] = f"Basic {base64.b64encode(user.encode()).decode()}"
    return Api(environ["PREFECT_API_URL"].rstrip("/"), headers)
