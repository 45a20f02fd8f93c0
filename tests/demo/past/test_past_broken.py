"""A past that does not hold together is refused, with the file and what is wrong."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from demo.past.body import write_body
from demo.past.data import (
    Article,
    DayPlan,
    FilePlan,
    Filler,
    ListPlan,
    Made,
    PastBroken,
    Piece,
    SitePlan,
    read_past_file,
)
from demo.past.load import _days, _item
from demo.past.rows import Row, _derive, _fill, _known
from demo.past.sheet import write_cells
from demo.web.site import picture_name

WHOLE = (Row("真实企业", "山东省"), Row("示例甲", "山东省"), Row("示例乙", "山东省"))


def test_a_list_made_of_others_comes_after_them():
    with pytest.raises(PastBroken, match="must stand before"):
        _derive(ListPlan(of=("later",)), {})


def test_a_real_name_is_never_left_out():
    with pytest.raises(PastBroken, match="a real name must not be left out"):
        _derive(ListPlan(of=("whole",), drop_last={"whole": 3}), {"whole": WHOLE})


def test_a_derived_list_loses_its_last_rows_and_gains_one_within():
    plan = ListPlan.model_validate(
        {"of": ("whole",), "drop_last": {"whole": 1}, "with": {"name": "示例丙", "region": ""}}
    )
    assert [row.name for row in _derive(plan, {"whole": WHOLE})] == ["真实企业", "示例丙", "示例甲"]


def test_made_up_rows_fill_a_quota_first_and_say_that_they_are_made_up():
    plan = ListPlan(real="sd-cluster-2024", total=4, kind="enterprise", place="示例", quota={"山东省": 2})
    rows = _fill(plan, read_past_file("filler.yaml", Filler))
    assert [row.region for row in rows][:3] == ["山东省济南市", "山东省", "山东省"]
    assert all("示例" in row.name for row in rows[1:]) and rows[3].region != "山东省"


def test_rows_without_a_file_are_told():
    with pytest.raises(PastBroken, match=r"rows/nowhere\.csv"):
        _known("nowhere")


def test_an_attachment_of_no_list_is_told():
    sheet = {"name": "示例.xlsx", "heading": ["附件"], "list": "nowhere", "columns": {"序号": "number"}}
    article = Article.model_validate(
        {
            "site": "x",
            "published": "2024-01-01T00:00:00+08:00",
            "title": "示例",
            "body": [],
            "attachments": [sheet],
        }
    )
    with pytest.raises(PastBroken, match=r"announcements/shili\.yaml: no list is called 'nowhere'"):
        _item("shili", article, "示例厅", {})


def test_a_fault_on_an_unknown_site_is_told():
    with pytest.raises(PastBroken, match="a fault on an unknown site"):
        _days({"sd-gxt-gg": SitePlan(name="示例", form="jpage")})


def test_instants_without_an_offset_are_refused():
    with pytest.raises(ValidationError, match="timezone"):
        DayPlan.model_validate({"at": "2024-01-01T10:00:00", "note": "示例"})


@pytest.mark.parametrize("shape", [Piece, ListPlan, SitePlan, Made])
def test_unknown_keys_are_refused(shape):
    with pytest.raises(ValidationError, match="Extra inputs"):
        shape.model_validate({"nonsense": 1})


def test_pieces_are_written_as_editors_leave_them():
    pieces = ["一段<正文>", Piece(center="示例〔2024〕1号"), Piece(right="示例厅"), Piece(heading="示例名单")]
    lines = write_body(pieces, {}).split("\n")
    assert lines[0] == '<p style="text-indent: 2em">一段&lt;正文&gt;</p>'
    assert ["center" in lines[1], "right" in lines[2], "center" in lines[3]] == [True] * 3


def test_a_file_keeps_the_numbers_of_lost_rows_free():
    cells = write_cells(WHOLE, {"序号": "number", "名称": "name"}, lost=(2,))
    assert cells == [(1, "真实企业"), (3, "示例乙")]


def test_a_picture_names_no_more_than_itself():
    plan = FilePlan(name="示例.PNG", heading=(), list="whole", columns={})
    text = write_body([Piece(picture=plan)], {"whole": WHOLE}, key="shili")
    assert 'title="示例.PNG"' in text and f'src="{picture_name("shili", "示例.PNG")}"' in text
    assert picture_name("shili", "示例.PNG").endswith(".png") and "企业" not in text
