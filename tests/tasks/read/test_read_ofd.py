"""OFD files, written by hand from GB/T 33190-2016: no file of a real producer was at hand when this was written."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from config.errors import Unreadable
from tasks.read.about import About, NeedsRoom
from tasks.read.document import Document, Paragraph, Table
from tasks.read.printed.ofd import read_ofd
from tests.tasks.read.ofd_writer import NAMESPACE, ofd_of, package, page_xml, stroke_xml, text_xml, zipped

TITLE = "示例省2025年度示例集群名单公示"
ROWS = [["序号", "集群名称", "地区"]] + [
    [str(n), f"示例县{n}号特色产业集群" + "精深加工产业园区" * (n % 4), "示例市"] for n in range(1, 71)
]


def refuse(body: bytes, about: About) -> tuple[Document, ...]:
    """A reader of inner files for an OFD file that has none."""
    raise AssertionError(about.label)


def read(body: bytes, *, large: bool = False) -> Document:
    [document] = read_ofd(body, About("0" * 64, name="示例.ofd", large=large), refuse)
    return document


def rows_of(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for table in document.tables for row in table.rows]


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def grid_xml(left: float, top: float, widths: list[float], height: float, rows: int) -> list[str]:
    """The lines of a table."""
    right, low = left + sum(widths), top + rows * height
    xs = [left + sum(widths[:number]) for number in range(len(widths) + 1)]
    return [stroke_xml(left, top + n * height, right, top + n * height) for n in range(rows + 1)] + [
        stroke_xml(x, top, x, low) for x in xs
    ]


def test_every_row_is_exact_over_several_pages() -> None:
    document = read(ofd_of(TITLE, ["经审核，现将名单公示如下。", ROWS, "特此公示。"]))
    assert rows_of(document) == ROWS
    assert texts(document) == [TITLE, "经审核，现将名单公示如下。", "特此公示。"]
    assert (document.title, document.media, document.read_by, document.unread) == (TITLE, "ofd", "OFD", ())


def test_a_row_names_its_page_and_its_place_there() -> None:
    tables = read(ofd_of(TITLE, [ROWS])).tables
    assert tables[0].rows[2][1].locator == "page 1 table 1 row 3"
    assert tables[1].locator == "page 2 table 1"


def test_steps_between_characters_are_read_in_their_short_form() -> None:
    short = text_xml("示例集群名单", 20, 20)
    assert 'DeltaX="g 5 3.5"' in short
    spread = short.replace("g 5 3.5", "3.5 g 3 3.5 9")
    assert texts(read(package([page_xml([spread])]))) == ["示例集群名 单"]


def test_text_is_placed_by_its_matrix() -> None:
    moved = text_xml("名称", 0, 0, more=' CTM="2 0 0 2 40 30"').replace("0 0 7", "20 20 7")
    words = read(package([page_xml([moved])])).paragraphs
    assert words[0].box is not None and (words[0].box.left, words[0].box.right) == (0.2857, 0.3524)


def test_a_template_gives_its_lines_and_text_to_each_page_that_names_it() -> None:
    template = page_xml(
        [*grid_xml(20, 40, [20, 60], 10, 2), text_xml("序号", 22, 42), text_xml("名称", 42, 42)]
    )
    use = '<ofd:Template TemplateID="7" ZOrder="Background"/>'
    pages = [
        page_xml([text_xml(str(n), 22, 52), text_xml(f"示例集群{n}", 42, 52)], before=use) for n in (1, 2)
    ]
    common = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    document = read(package(pages, {"Doc_0/Tpls/Tpl_0/Content.xml": template}, common=common))
    assert rows_of(document) == [["序号", "名称"], ["1", "示例集群1"], ["序号", "名称"], ["2", "示例集群2"]]


def test_text_in_a_composite_unit_is_read_where_the_unit_stands() -> None:
    unit = f'<ofd:CompositeGraphicUnit ID="9" Width="50" Height="9"><ofd:Content>{text_xml("示例集群", 1, 1)}'
    resource = (
        f"<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnits>{unit}</ofd:Content></ofd:CompositeGraphicUnit>"
    )
    members = {"Doc_0/PublicRes.xml": resource + "</ofd:CompositeGraphicUnits></ofd:Res>"}
    use = '<ofd:CompositeObject ID="5" ResourceID="9" Boundary="100 100 50 9"/>'
    common = "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
    [paragraph] = read(package([page_xml([use])], members, common=common)).paragraphs
    assert (
        paragraph.text == "示例集群"
        and paragraph.box is not None
        and paragraph.box.left == round(101 / 210, 4)
    )


def test_every_document_of_the_file_is_read_and_named_apart() -> None:
    body = "<ofd:DocBody><ofd:DocRoot>Doc_{0}/Document.xml</ofd:DocRoot></ofd:DocBody>"
    root = f"<ofd:OFD {NAMESPACE}>{body.format(0)}{body.format(1)}</ofd:OFD>"
    frame = (
        f'<ofd:Document {NAMESPACE}><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages></ofd:Document>'
    )
    members = {"OFD.xml": root}
    for number, text in enumerate(("示例甲", "示例乙")):
        members |= {
            f"Doc_{number}/Document.xml": frame,
            f"Doc_{number}/P.xml": page_xml([text_xml(text, 20, 20)]),
        }
    first, second = read_ofd(zipped(members), About("0" * 64), refuse)
    assert (first.inside, first.paragraphs[0].locator) == ("", "p[1]")
    assert (second.inside, second.paragraphs[0]) == (
        "document 2",
        Paragraph("示例乙", "document 2: p[1]", second.paragraphs[0].box),
    )


def test_an_attached_file_is_read_too() -> None:
    listing = f'<ofd:Attachments {NAMESPACE}><ofd:Attachment ID="1" Name="名单.txt"><ofd:FileLoc>a.txt</ofd:FileLoc>'
    members = {
        "Doc_0/Attachs/Attachments.xml": f"{listing}</ofd:Attachment></ofd:Attachments>",
        "Doc_0/Attachs/a.txt": "1.示例集群",
    }
    end = "<ofd:Attachments>/Doc_0/Attachs/Attachments.xml</ofd:Attachments>"
    seen: list[tuple[bytes, tuple[str, ...]]] = []

    def note(body: bytes, about: About) -> tuple[Document, ...]:
        seen.append((body, about.inside))
        return ()

    read_ofd(package([page_xml([])], members, end=end), About("0" * 64), note)
    assert seen == [("1.示例集群".encode(), ("名单.txt",))]


def test_hidden_and_white_text_is_left_out_and_said() -> None:
    white = text_xml("白字", 20, 40).replace(
        "<ofd:TextCode", '<ofd:FillColor Value="255 255 255"/><ofd:TextCode'
    )
    objects = [text_xml("示例", 20, 20), text_xml("不可见", 20, 60, more=' Visible="false"'), white]
    document = read(package([page_xml([*objects, text_xml("透明", 20, 80, more=' Alpha="0"')])]))
    assert texts(document) == ["示例"]
    assert set(document.warnings) == {
        "page 1: 2 characters white were left out",
        "page 1: 2 characters invisible were left out",
    }


def test_glyphs_without_characters_are_named_as_unread() -> None:
    bare = '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2"><ofd:Glyphs>31 77</ofd:Glyphs></ofd:CGTransform>'
    objects = [
        text_xml("  ", 20, 20).replace("<ofd:TextCode", f"{bare}<ofd:TextCode"),
        text_xml("示例", 20, 40),
    ]
    document = read(package([page_xml(objects)]))
    assert document.unread == ("page 1: 2 glyphs are drawn without the characters they stand for",)


def pictured(data: bytes) -> bytes:
    """A page that is one picture."""
    listing = f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="6" Type="Image"><ofd:MediaFile>i.png'
    members = {
        "Doc_0/DocumentRes.xml": f"{listing}</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
        "Doc_0/Res/i.png": data,
    }
    image = '<ofd:ImageObject ID="5" ResourceID="6" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'
    return package([page_xml([image])], members, common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>")


def test_a_page_that_is_a_picture_asks_for_the_large_child() -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 280), "white").save(out, "png")
    with pytest.raises(NeedsRoom):
        read(pictured(out.getvalue()))


def test_a_picture_of_an_unknown_form_is_named_as_unread() -> None:
    [said] = read(pictured(b"\x97JB2\r\n\x1a\n"), large=True).unread
    assert said.startswith("page 1: a picture that may be the list: Doc_0/Res/i.png: ")


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ({"OFD.xml": "<ofd:OFD"}, "its XML is broken"),
        ({"OFD.xml": f"<ofd:OFD {NAMESPACE}/>"}, "names no document"),
        ({"other.xml": "<x/>"}, "OFD.xml is missing"),
        ({"OFD.xml": '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'}, "declares entities"),
    ],
)
def test_a_broken_file_is_refused_with_the_reason(members: dict[str, str], why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read(zipped(members))


def test_a_page_missing_or_broken_is_named_and_the_others_are_read() -> None:
    good, bad = (
        page_xml([text_xml("示例", 20, 20)]),
        page_xml([text_xml("坏", 20, 20).replace("20 20 3.5", "x y 3.5")]),
    )
    document = read(package([good, "<broken", bad]))
    assert texts(document) == ["示例"]
    assert [line.split(":")[0] for line in document.unread] == [
        "page 2 cannot be read",
        "page 3 cannot be read",
    ]


def test_no_path_leads_out_of_the_package() -> None:
    frame = f'<ofd:Document {NAMESPACE}><ofd:Pages><ofd:Page ID="1" BaseLoc="../../../etc/passwd"/></ofd:Pages></ofd:Document>'
    with pytest.raises(Unreadable, match="its part etc/passwd is missing"):
        read(package([], {"Doc_0/Document.xml": frame}))


def test_pages_over_the_limit_are_named_as_unread() -> None:
    document = read(package([page_xml([text_xml("示例", 20, 20)])] * 203))
    assert document.unread == ("pages 201 to 203: at most 200 are read",)


def test_a_table_of_a_foreign_writer_without_steps_still_finds_its_cells() -> None:
    objects = [*grid_xml(20, 40, [20, 60], 10, 1), text_xml("1", 22, 42), text_xml("示例集群甲", 42, 42)]
    bare = re.sub(r' DeltaX="[^"]*"', "", page_xml(objects))
    [table] = [block for block in read(package([bare])).blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.rows[0]] == ["1", "示例集群甲"]
