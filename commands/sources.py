"""``mingdan sources list|check|new``: what is watched and how it fares, each action in a module of its own."""

from __future__ import annotations

from importlib import import_module

from commands.call import Call
from commands.parser import Parser

ABOUT = """\
What is watched and how it fares: ok, silent (works, but nothing new for longer than its rhythm), blocked, changed
(the page was redesigned), failing, disabled; no state before the first poll."""
EXAMPLES = """\
examples:
  mingdan sources list
  mingdan sources list --state blocked --state changed
  mingdan sources list --format json"""
_ACTIONS = ("list", "check", "new")  # commands/sources_<action>.py


def arguments(parser: Parser) -> None:
    """Add the actions and their options."""
    actions = parser.actions()
    for action in _ACTIONS:
        import_module(f"commands.sources_{action}").arguments(actions)


def run(call: Call) -> int:
    """Do the action that was asked for."""
    status: int = import_module(f"commands.sources_{call.options.action}").run(call)
    return status
