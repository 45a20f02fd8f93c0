"""The parsers: argparse, with the house's voice, global options on every level, and commands loaded when called."""

from __future__ import annotations

import argparse
import re
from importlib import import_module
from typing import Any, NoReturn, TypeVar

from commands.catalogue import COMMANDS, GROUPS
from commands.misuse import Misuse, meant

T = TypeVar("T")

HEAD = """\
usage: mingdan [--home DIR] [--config DIR] [--now INSTANT] COMMAND ...

Watches China's published lists of industrial titles and tells who won, kept or lost one, on whose word.
"""
TAIL = """
Anywhere on the line:
  --home DIR       all state (MINGDAN_HOME; else var/ of the checkout, ./var of a wheel)
  --config DIR     sources, programmes, subscriptions, decisions (MINGDAN_CONFIG; else config/, ./config)
  --now INSTANT    take this ISO 8601 instant with offset for now (MINGDAN_NOW; else the system clock)
  --help           this, or after a command all about it
  --version        which version this is

Examples:
  mingdan demo                                    see it work, three minutes
  mingdan changes --since 2024-06 --region 山东
  mingdan show 示例股份有限公司
  mingdan sql "select programme_id, status, count(*) from designations group by all"

Exit status: 0 done; 1 something could not be done, said on stderr; 2 bad usage or configuration.
"""


class Parser(argparse.ArgumentParser):
    """A parser that complains in the house's voice and knows the global options."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("allow_abbrev", False)
        given.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**given)
        everywhere = self.add_argument_group("anywhere on the line")
        for name, metavar, text in (
            ("--home", "DIR", "all state"),
            ("--config", "DIR", "the configuration"),
            ("--now", "INSTANT", "an ISO 8601 instant with offset, taken for now"),
        ):
            everywhere.add_argument(name, metavar=metavar, default=argparse.SUPPRESS, help=text)

    def error(self, message: str) -> NoReturn:
        """Complain about a line that cannot be meant.

        Raises:
            Misuse: always, with a guess at what was meant and where help is.
        """
        raise Misuse(f"{_rephrased(message)}\n  {self.prog} --help says what there is.")

    def actions(self) -> argparse._SubParsersAction[Parser]:
        """Open the second level of a command (``review list``); which was called is ``options.action``."""
        return self.add_subparsers(
            dest="action", metavar="ACTION", required=True, title="actions", parser_class=Parser
        )


class CommandParser(Parser):
    """The parser of one command, filled from its module on first use."""

    def __init__(self, *, command: str, **given: Any) -> None:
        super().__init__(**given)
        self._command: str | None = command

    def parse_known_args(  # type: ignore[override]  # typeshed overloads this; one form is used here
        self, args: list[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Load the command's module, take its arguments, then parse as usual."""
        if self._command is not None:
            entry, self._command = COMMANDS[self._command], None
            module = import_module(f"commands.{entry.module}")
            self.description, self.epilog = module.ABOUT, module.EXAMPLES
            module.arguments(self)
            self.set_defaults(run=module.run)
        return super().parse_known_args(args, namespace)


class TopParser(Parser):
    """The parser of ``mingdan`` itself; its help is written by hand and grouped by use."""

    def __init__(self) -> None:
        super().__init__(prog="mingdan")
        self.add_argument("--version", action="store_true")
        chosen = self.add_subparsers(dest="command", metavar="COMMAND", parser_class=CommandParser)
        for name in COMMANDS:
            chosen.add_parser(name, command=name)

    def format_help(self) -> str:
        """Give the whole help as text."""
        groups = "".join(
            f"\n{title}:\n" + "".join(f"  {name:<16} {entry.summary}\n" for name, entry in entries.items())
            for title, entries in GROUPS.items()
        )
        return HEAD + groups + TAIL


def unknown_options(parser: TopParser, command: str, unknown: list[str]) -> NoReturn:
    """Complain about what no parser took.

    Raises:
        Misuse: always; with the option that was meant where one is near.
    """
    known = re.findall(r"--[a-z-]+", _command_help(parser, command))
    word = unknown[0].partition("=")[0]
    raise Misuse(
        f"{command} knows no {word!r}.{meant(word, known)}\n  mingdan {command} --help says what there is."
    )


def _command_help(parser: TopParser, command: str) -> str:
    """Give the help of one command, its actions' included."""
    found, text = _below(parser, command), ""
    waiting = [found] if found else []
    while waiting:
        one = waiting.pop()
        text += one.format_help()
        waiting += [below for action in one._actions for below in _choices(action)]
    return text


def _below(parser: argparse.ArgumentParser, name: str) -> argparse.ArgumentParser | None:
    """Find a command's parser."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return action.choices.get(name)
    return None


def _choices(action: argparse.Action) -> list[argparse.ArgumentParser]:
    """Give the parsers that an action chooses from, none where it is no such action."""
    return list(action.choices.values()) if isinstance(action, argparse._SubParsersAction) else []


def _rephrased(message: str) -> str:
    """Put argparse's complaint into our words where it is about a word that is none of a set."""
    if message.endswith("required: ACTION"):
        return "what should it do? An action is missing."
    message = message.removeprefix("argument ")
    wrong = re.match(r"([^:]+): invalid choice: '?(.*?)'? \(choose from (.*)\)", message, re.DOTALL)
    if not wrong:
        return message
    what, word, choices = wrong.groups()
    words = [one.strip(" '\"") for one in choices.split(",")]
    if what == "COMMAND":
        return f'there is no command "{word}".{meant(word, words)}'
    name = "there is no action" if what == "ACTION" else f"{what} cannot be"
    return f'{name} "{word}"; it must be one of\n  {", ".join(words)}.{meant(word, words)}'
