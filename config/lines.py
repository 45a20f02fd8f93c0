"""YAML with its line numbers: plain data, and the line on which each key stands.

Only plain data is read: no tags, no anchors and aliases (a short file could unfold into a huge one), no key twice.
Keys are taken as written (``on`` stays ``on``, ``2022`` stays ``"2022"``), values as YAML 1.1 has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml

from config.errors import ConfigurationError

Keys = tuple[str | int, ...]

MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 12
_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN: Final = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


@dataclass(slots=True)
class Text:
    """One YAML file as read: its data (null when it says nothing), and the line of each place in it."""

    path: Path
    data: object = None
    lines: dict[Keys, int] = field(default_factory=dict)

    def line(self, keys: Keys) -> int | None:
        """Return the line of a key, else of the nearest key above it; null for an empty file."""
        for end in range(len(keys), -1, -1):
            if keys[:end] in self.lines:
                return self.lines[keys[:end]]
        return None

    def known(self, keys: Keys) -> Keys:
        """Cut a path down to what the file really holds."""
        end = 0
        while end < len(keys) and keys[: end + 1] in self.lines:
            end += 1
        return keys[:end]


def read_text(path: Path, shown: Path) -> Text:
    """Read one YAML file.

    Args:
        path: the file.
        shown: its path as errors name it.

    Raises:
        ConfigurationError: the file cannot be opened, is too large, is no UTF-8, is no plain YAML, or has a key twice.
    """
    source = _load_source(path, shown)
    text = Text(shown)
    try:
        _refuse_tricks(source, shown)
        loader = _Loader(source)
        try:
            node = loader.get_single_node()
            if node is not None:
                text.data = _plain(loader, node, keys=(), text=text)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise _broken(shown, error) from error
    return text


def _load_source(path: Path, shown: Path) -> str:
    """Load a file's text, no more of it than is allowed."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigurationError(
            shown, None, f"cannot be read: {error.strerror}", "mend its rights or remove it"
        ) from error
    if len(body) > MAX_BYTES:
        raise ConfigurationError(
            shown, None, f"is larger than {MAX_BYTES:,} bytes", "split it into several files"
        )
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(shown, line, "is not UTF-8 text", "save it as UTF-8") from error


def _refuse_tricks(source: str, shown: Path) -> None:
    """Refuse anchors, aliases and deep nesting before anything is built from them."""
    depth = 0
    for event in yaml.parse(source, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark is not None else None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise ConfigurationError(
                shown,
                line,
                "anchors and aliases (&, *) are not read here",
                "write the value out; quote a text that starts with & or *",
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise ConfigurationError(
                shown, line, f"is nested deeper than {MAX_DEPTH} levels", "no setting needs that"
            )


def _plain(loader: yaml.SafeLoader, node: yaml.Node, *, keys: Keys, text: Text) -> object:
    """Turn a node into plain data and note the lines below it."""
    text.lines.setdefault(keys, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(loader, node, text.path)
    if node.tag not in _PLAIN:
        raise ConfigurationError(
            text.path,
            node.start_mark.line + 1,
            f"{node.tag} is not read here",
            "write plain values, without tags",
        )
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(loader, item, keys=(*keys, number), text=text) for number, item in enumerate(node.value)
        ]
    return {
        name: _plain(loader, value, keys=(*keys, name), text=text)
        for name, value in _pairs(node, keys=keys, text=text)
    }


def _pairs(node: yaml.Node, *, keys: Keys, text: Text) -> Iterator[tuple[str, yaml.Node]]:
    """Yield a mapping's keys as written, each once, with their nodes."""
    for name, value in node.value:
        line = name.start_mark.line + 1
        if not isinstance(name, yaml.ScalarNode):
            raise ConfigurationError(
                text.path, line, "a key must be a plain word", "write key: value; quote a text in { } or [ ]"
            )
        if (first := text.lines.get((*keys, name.value))) is not None:
            raise ConfigurationError(
                text.path,
                line,
                f'"{name.value}" stands here twice, first on line {first}',
                "keep one of the two",
            )
        text.lines[(*keys, name.value)] = line
        yield name.value, value


def _scalar(loader: yaml.SafeLoader, node: yaml.ScalarNode, shown: Path) -> object:
    """Read one value as YAML 1.1 has it.

    Raises:
        ConfigurationError: it has the form of a date or number but is none.
    """
    try:
        value: object = loader.construct_object(node)
    except (ValueError, OverflowError) as error:
        problem = f'"{node.value[:60]}" has the form of a date or number but is none'
        raise ConfigurationError(
            shown, node.start_mark.line + 1, problem, "mend it, or put it in quotes"
        ) from error
    return value


def _broken(shown: Path, error: yaml.YAMLError) -> ConfigurationError:
    """Say in one sentence where the YAML itself breaks."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be read"
    line = mark.line + 1 if mark is not None else None
    mend = "look at the indentation, brackets and quotes there; a value with ': ' or ' #' in it needs quotes"
    return ConfigurationError(shown, line, f"is no valid YAML: {problem}", mend)
