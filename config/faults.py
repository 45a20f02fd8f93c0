"""What is wrong in a configuration file, said so that it can be mended: the key, its value, what would be right."""

from __future__ import annotations

import difflib
import json
import re
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from config.errors import ConfigurationError
from config.lines import Keys, Text

_WANTED: Final[dict[str, str]] = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list, such as [a, b]",
    "dict_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "datetime_type": "an instant, such as 2025-06-01T09:00:00+08:00",
    "datetime_parsing": "an instant, such as 2025-06-01T09:00:00+08:00",
    "datetime_from_date_parsing": "an instant, such as 2025-06-01T09:00:00+08:00",
    "finite_number": "a finite number",
}
_LISTS: Final = {
    "maintenance": "- {since: 2026-12-01, until: 2026-12-03, why: 系统升级}",
    "deliver": '- {to: "${MINGDAN_ALERT_TEAM}", when: immediate}',
    "categories": "- {name: 示例类, until: 2024年度}",
}
"""An item of each list whose items are no single words, by its key."""
_BOUNDS: Final = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}
_PATTERNS: Final = (
    ("(0[1-9]", 'a day of the year as MM-DD in quotes, such as "04-30"'),
    ("^[a-z0-9]", "small letters, digits and hyphens"),
)
_SECRET_KEYS: Final = frozenset({"to", "headers", "heartbeat_url"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: where, what, and what would be right (may be empty)."""

    keys: Keys
    problem: str
    mend: str = ""

    def error(self, text: Text) -> ConfigurationError:
        """Return it as the error of a file, with the line."""
        return ConfigurationError(text.path, text.line(self.keys), self.problem, self.mend)


def dotted(keys: Keys) -> str:
    """Write a path as a person would: ``list.kind``, ``deliver[0].to``."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")


def did_you_mean(said: object, right: Iterable[str]) -> str:
    """Return `` Did you mean "x"?`` with the nearest right word, or nothing where none is near."""
    near = _nearest(said, right)
    return f'  Did you mean "{near[0]}"?' if near else ""


def _nearest(said: object, right: Iterable[str]) -> list[str]:
    """Return the one right word that is near, or none."""
    return difflib.get_close_matches(str(said), sorted(right), n=1, cutoff=0.6)


def one_of(keys: Keys, said: object, *, right: Sequence[str]) -> Fault:
    """Say that a value is none of a closed set."""
    mend = f"{', '.join(right)}.{did_you_mean(said, right)}"
    return Fault(keys, f"{dotted(keys)} is {shown(keys, said)}; it must be one of", mend)


def shown(keys: Keys, value: object) -> str:
    """Show a value in a message, cut short; what may hold a secret is not shown."""
    if _SECRET_KEYS & set(keys):
        return "not right"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "empty"
    if isinstance(value, str | bool | int | float):
        text = json.dumps(value, ensure_ascii=False)
        return text if len(text) <= 60 else text[:57] + '..."'
    return str(value)


def model_faults(
    error: ValidationError, model: type[BaseModel], *, data: object, text: Text, above: Keys = ()
) -> Iterator[Fault]:
    """Turn what pydantic found into faults, one per place; a value of several types is one place.

    Args:
        error: what pydantic found.
        model: the model that was asked for.
        data: what it was asked to read.
        text: the file, for which keys really stand in it.
        above: where in the file ``data`` stands.
    """
    grouped: dict[Keys, list[Any]] = {}
    for found in error.errors(include_url=False, include_context=True):
        full = (*above, *found["loc"])
        keys = full if found["type"] == "missing" else text.known(full)
        grouped.setdefault(keys, []).append(found)
    misspelt = {
        (*keys[:-1], *_nearest(keys[-1], _fields_at(model, keys[len(above) : -1])))
        for keys, founds in grouped.items()
        if founds[0]["type"] == "extra_forbidden"
    }
    for keys, founds in grouped.items():
        if founds[0]["type"] == "missing" and keys in misspelt:
            continue  # the misspelt key's own message says it, at its line
        yield _fault(keys, founds, model=model, value=_value(data, keys[len(above) :]), above=above)


def _fault(keys: Keys, founds: Sequence[Any], *, model: type[BaseModel], value: object, above: Keys) -> Fault:
    """Say one fault in the words of the house."""
    found, name = founds[0], dotted(keys)
    kind, context = found["type"], found.get("ctx", {})
    if kind == "extra_forbidden":
        return unknown_key(keys, sorted(_fields_at(model, keys[len(above) : -1])))
    if kind == "missing":
        return Fault(keys, f"{name} is missing", "add it; see the shipped files beside for its form")
    if kind == "literal_error":
        return one_of(keys, value, right=re.findall(r"'([^']*)'", context["expected"]))
    if kind in _BOUNDS:
        bound, word = _BOUNDS[kind]
        return Fault(keys, f"{name} is {shown(keys, value)}; it must be {word} {context[bound]:g}")
    if kind == "string_pattern_mismatch":
        wanted = next(words for mark, words in _PATTERNS if mark in context["pattern"])
        return Fault(keys, f"{name} is {shown(keys, value)}; it must be {wanted}")
    if kind == "tuple_type" and (item := _LISTS.get(str(keys[-1]) if keys else "")):
        return Fault(
            keys, f"{name} is {shown(keys, value)}; it must be a list, each item with a dash, such as", item
        )
    wants = list(dict.fromkeys(_WANTED.get(each["type"], each["msg"]) for each in founds))
    hint = "put it in quotes" if wants == ["text"] and not isinstance(value, dict | list | None) else ""
    return Fault(
        keys, f"{name or 'this file'} is {shown(keys, value)}; it must be {' or '.join(wants)}", hint
    )


def unknown_key(keys: Keys, right: Sequence[str]) -> Fault:
    """Say that a key is none of those that may stand there."""
    where = f" in {dotted(keys[:-1])}" if len(keys) > 1 else ""
    listed = f"{', '.join(right)}.{did_you_mean(keys[-1], right)}" if right else "nothing: leave it out."
    return Fault(keys, f'"{keys[-1]}" is no key{where}; what may stand there is', listed)


def _fields_at(model: type[BaseModel], keys: Keys) -> set[str]:
    """Name the keys that a model knows at a place inside it."""
    here: type[BaseModel] = model
    for key in keys:
        if isinstance(key, str) and key in here.model_fields:
            here = next(_models_in(here.model_fields[key].annotation), here)
    return set(here.model_fields)


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield the models inside a type, such as that of ``tuple[Deliver, ...]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from _models_in(inner)


def _value(data: object, keys: Keys) -> object:
    """Return what stands at a place, or null where nothing does."""
    for key in keys:
        if isinstance(data, Mapping):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    return data
