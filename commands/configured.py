"""What the configured sources say of themselves, read lightly.

A list of sources needs a few words of each file, not a checked configuration: a file that cannot be read costs its
words, nothing else (``mingdan doctor`` says what is wrong with it).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from config.errors import ConfigurationError
from config.lines import read_text
from config.regions import load_regions
from tasks.fetch.addresses import redact

_SWITCHED_OFF = "switched off in its file (enabled: false)"


def read_configured(folder: Path) -> list[dict[str, object]]:
    """Give each source file as a row of the view ``sources``, as far as a file can say it, and its ``maintenance``; by id.

    A folder that is not there gives nothing.
    """
    return [_row(path) for path in sorted(folder.glob("*.yaml"))]


def _row(path: Path) -> dict[str, object]:
    """Read one file; what is wrong in it is left out."""
    try:
        data = read_text(path, path).data
    except ConfigurationError:
        data = None
    said = data if isinstance(data, Mapping) else {}
    listed = said.get("list")
    page = listed if isinstance(listed, Mapping) else {}
    region = load_regions().named(_text(said, "region") or "全国")
    off = said.get("enabled") is False
    return {
        "source_id": path.stem,
        "title": _text(said, "title") or path.stem,
        "level": _text(said, "level"),
        "region": region.name if region else None,
        "region_code": _text(said, "region_code"),
        "confidence": _text(said, "confidence"),
        "kind": _text(page, "kind"),
        "url": redact(_text(page, "url") or "") or None,
        "state": "disabled" if off else None,
        "reason": _SWITCHED_OFF if off else None,
        "maintenance": said.get("maintenance"),
    }


def pause_at(stated: object, at: datetime) -> str:
    """Give in words the pause that a file states for an instant; empty where there is none, or it cannot be read.

    Args:
        stated: What the file says under ``maintenance``.
        at: The instant; aware.
    """
    if not isinstance(stated, list):
        return ""
    from pydantic import ValidationError  # few files state one, and the models cost a tenth of a second

    from config.models import Maintenance
    from tasks.health.words import pause_in_words

    for entry in stated:
        try:
            pause = Maintenance.model_validate(entry)
        except ValidationError:  # mingdan doctor says what is wrong with it
            continue
        if pause.since <= at <= pause.until:
            return pause_in_words(pause)
    return ""


def _text(said: Mapping[object, object], key: str) -> str | None:
    """Give a text, null where there is none."""
    value = said.get(key)
    return value if isinstance(value, str) and value else None
