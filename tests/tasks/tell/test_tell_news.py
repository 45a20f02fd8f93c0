"""What a change's detail and an outbox note hold."""

from __future__ import annotations

import pytest

from config.errors import LedgerError
from tasks.tell.news import ChangeDetail, NoteKind, note_from_json, note_to_json, parse_detail
from tests.tasks.tell.tell_samples import NOW, change, note, said


def test_a_detail_is_read_and_what_no_message_tells_is_left_aside():
    text = said(verb="移出", former="示例旧名", renewal=True, valid_to="2028-12-31", something_else=[1])
    assert parse_detail(text) == ChangeDetail("移出", "示例旧名", renewal=True, valid_to="2028-12-31")


def test_an_empty_detail_says_nothing():
    assert change().said == ChangeDetail()


def test_null_is_nothing_and_a_structure_is_shown_as_one_line():
    detail = parse_detail(said(before={"b": 1, "a": "示例"}, after=None))
    assert (detail.before, detail.after) == ('{"a": "示例", "b": 1}', "")


def test_only_true_is_a_renewal():
    assert not parse_detail(said(renewal="no")).renewal


@pytest.mark.parametrize("text", ["", "null", "[]", "{", '"verb"'])
def test_what_the_ledger_did_not_write_is_an_error(text):
    with pytest.raises(LedgerError):
        parse_detail(text)


@pytest.mark.parametrize("kind", list(NoteKind))
def test_a_note_survives_its_json(kind):
    sent = note(kind, reason="原因", listed=100, cohort="2023年度", at=NOW)
    assert note_from_json(note_to_json(sent)) == sent


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "{}", '{"at": "x", "kind": "held"}', note_to_json(note()).replace("held", "else")],
)
def test_a_note_that_was_not_written_here_is_an_error(text):
    with pytest.raises(LedgerError):
        note_from_json(text)
