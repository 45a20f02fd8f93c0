"""review show writes what a person can look at, and the rows as a file that accept takes back."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from selectolax.lexbor import LexborHTMLParser

from commands.rows_file import MENDABLE
from commands.running import SavedPage, import_page
from commands.text import display_width
from config.places import Places
from tests.tasks.ingest.pages import clusters, final, page
from tests.tasks.ingest.test_ingest import issuerless
from tests.tasks.read.written_files import zip_of
from tests.tasks.test_settle import PROGRAMME, SOURCE, ask

NOW = datetime(2023, 1, 12, 2, 0, tzinfo=UTC)
TITLE = "工业和信息化部关于公布2022年度中小企业特色产业集群名单的通告"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A home without anything in it, that the command line then works on."""
    config = tmp_path / "config"
    for path, text in (("sources/shili.yaml", SOURCE), ("programmes/cn-sme-cluster.yaml", PROGRAMME)):
        (config / path).parent.mkdir(parents=True, exist_ok=True)
        (config / path).write_text(text, encoding="utf-8")
    return Places(tmp_path / "home", config)


def post(places: Places, html: str, *sheets: tuple[str, bytes]) -> None:
    """Import a page with attachments."""
    folder = places.home.parent
    files = []
    for name, body in (("page.html", html.encode()), *sheets):
        files.append(folder / name)
        files[-1].write_bytes(body)
    import_page(
        places, lambda: NOW, SavedPage(files[0], tuple(files[1:]), "https://shili.example/1.html", "shili")
    )


def workbook(*names: str) -> bytes:
    """A numbered list of clusters as xlsx."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for line in (("序号", "集群名称"), *enumerate(names, 1)):
        book.worksheets[0].append(line)
    book.save(out)
    return out.getvalue()


@pytest.fixture
def run(places: Places, mingdan):
    """Call the command line on the home."""
    return lambda *words: mingdan(*words, "--home", str(places.home), "--config", str(places.config))


def open_review(places: Places) -> str:
    ((review,),) = ask(places, "select review_id from reviews where decided_at is null")
    return str(review)


def test_a_held_page_gives_a_page_with_the_row_marked(places: Places, run) -> None:
    post(places, final("甲", "乙", stated=3))
    review = open_review(places)
    (told,) = run("review", "show", review, "--format", "json").json
    look = told["look"]
    assert Path(look["page"]) == places.home / "evidence" / review.replace(":", "-") / "evidence.html"
    tree = LexborHTMLParser(Path(look["page"]).read_text(encoding="utf-8"))
    assert clusters("乙")[0] in tree.css("tr.marked")[0].text() and "3 stated" in tree.css("h2")[0].text()
    assert (
        look["exhibits"][0]["where"] == "the page, table 1 row 3, HTML"
        and look["exhibits"][0]["picture"] is None
    )


def test_a_row_of_an_attachment_is_named_with_it(places: Places, run) -> None:
    html = page(TITLE, "现公布名单，共3个。", "工业和信息化部", "2023年1月10日", published="2023-01-11")
    post(places, html, ("附件1.xlsx", workbook(*clusters("甲", "乙"))))
    out = run("review", "show", open_review(places)).out
    assert "附件1.xlsx, sheet 1!B3, spreadsheet" in out and "evidence.html" in out
    assert ask(places, "select distinct document, read_by from list_rows") == [("附件1.xlsx", "spreadsheet")]


def pdf(*names: str) -> bytes:
    """A ruled and numbered list of clusters as PDF, drawn with a font that is not embedded."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, (595, 842))
    canvas.setFont("STSong-Light", 11)
    for at, (number, name) in enumerate(
        [("序号", "集群名称"), *((str(n), name) for n, name in enumerate(names, 1))]
    ):
        y = 700 - 24 * at
        for left, width, text in ((60, 60, number), (120, 400, name)):
            canvas.rect(left, y, width, 24)
            canvas.drawString(left + 6, y + 8, text)
    canvas.save()
    return out.getvalue()


def test_a_row_of_a_pdf_is_shown_as_a_picture(places: Places, run) -> None:
    html = page(TITLE, "现公布名单，共3个。", "工业和信息化部", "2023年1月10日", published="2023-01-11")
    post(places, html, ("附件.pdf", pdf(*clusters("甲", "乙"))))
    (told,) = run("review", "show", open_review(places), "--format", "json").json
    (exhibit,) = told["look"]["exhibits"]
    assert exhibit["where"] == "附件.pdf, page 1 table 1 row 3, PDF text"
    picture = Path(exhibit["picture"])
    assert picture.name == "01-page-1-table-1-row-3.png" and picture.read_bytes().startswith(b"\x89PNG")
    shown = LexborHTMLParser(Path(told["look"]["page"]).read_text(encoding="utf-8"))
    assert shown.css("img") and clusters("乙")[0] in shown.css("tr.marked")[0].text()


def test_a_page_that_cannot_be_placed_is_shown_from_its_beginning(places: Places, run) -> None:
    relay = SOURCE.replace("national", "relay").replace("工业和信息化部", "示例网")
    (places.config / "sources" / "shili.yaml").write_text(relay, encoding="utf-8")
    post(places, issuerless("甲", "乙"))
    (told,) = run("review", "show", open_review(places), "--format", "json").json
    assert told["kind"] == "page" and "p[1]" in told["look"]["exhibits"][0]["where"]


def test_evidence_is_written_where_it_is_asked_for_or_not_at_all(places: Places, run, tmp_path: Path) -> None:
    post(places, final("甲", "乙", stated=3))
    review = open_review(places)
    assert (
        str(tmp_path / "look" / "evidence.html")
        in run("review", "show", review, "--evidence", str(tmp_path / "look")).out
    )
    assert (tmp_path / "look" / "evidence.html").is_file()
    assert "evidence.html" not in run("review", "show", review, "--no-evidence").out
    assert not (places.home / "evidence").exists()


def test_what_the_archive_lost_is_said_and_the_review_is_shown(places: Places, run) -> None:
    post(places, final("甲", "乙", stated=3))
    review = open_review(places)
    (places.home / "archive").rename(places.home / "gone")
    ran = run("review", "show", review)
    assert ran.status == 0 and "nothing to look at: there is no archive" in ran.out and "3 stated" in ran.out


@pytest.mark.parametrize("name", ["rows.csv", "rows.xlsx"])
def test_rows_come_back_mended(places: Places, run, tmp_path: Path, name: str) -> None:
    post(places, final("甲", "错", stated=3))
    review, rows = open_review(places), tmp_path / name
    assert run("review", "show", review, "--rows-to", str(rows)).status == 0
    mend(rows, clusters("错")[0], clusters("乙")[0], clusters("丙")[0])
    assert run("review", "accept", review, "--rows", str(rows), "--by", "示例", "--why", "核对").status == 0
    found = ask(places, "select name, name_printed, locator, read_by from list_rows order by row_no")
    assert found[:2] == [
        (clusters("甲")[0], clusters("甲")[0], "table 1 row 2", "HTML"),
        (clusters("乙")[0], clusters("错")[0], "table 1 row 3", "by hand"),
    ]
    assert (found[2][0], found[2][3]) == (clusters("丙")[0], "by hand") and len(found) == 3
    assert ask(places, "select count(*) from designations where status = 'active'") == [(3,)]
    assert clusters("丙")[0] in next((places.config / "decisions").iterdir()).read_text(encoding="utf-8")


def test_a_list_of_which_nothing_was_read_takes_rows_filled_in_by_hand(
    places: Places, run, tmp_path: Path
) -> None:
    html = page(TITLE, "现公布名单，共1个。", "工业和信息化部", "2023年1月10日", published="2023-01-11")
    post(places, html, ("附件1.xlsx", workbook(*clusters("甲"))[:900]))
    review, rows = open_review(places), tmp_path / "rows.csv"
    out = run("review", "show", review, "--rows-to", str(rows)).out
    assert "names nobody" in out and "fill them in" in out and f"0 rows to mend are written to {rows}" in out
    assert rows.read_text(encoding="utf-8-sig").splitlines() == [",".join(MENDABLE)]
    rows.write_text(f"list_no,row_no,name\n1,1,{clusters('甲')[0]}\n", encoding="utf-8")
    assert run("review", "accept", review, "--rows", str(rows)).status == 0
    assert ask(places, "select name, read_by from list_rows") == [(clusters("甲")[0], "by hand")]


def test_the_file_inside_an_archive_is_named_once_and_cuts_no_place(places: Places, run) -> None:
    html = page(TITLE, "现公布名单，共3个。", "工业和信息化部", "2023年1月10日", published="2023-01-11")
    inner = f"{'示例名单' * 8}.xlsx"
    post(places, html, ("附件.zip", zip_of({inner: workbook(*clusters("甲", "乙"))})))
    out = run("review", "show", open_review(places)).out
    assert f"  from 附件.zip / {inner[:30]}" in out and max(map(display_width, out.splitlines()[:12])) <= 80
    assert clusters("乙")[0] in out and "  sheet 1!B3\n" in out


def test_a_page_that_cannot_be_placed_is_not_offered_for_accepting(
    places: Places, run, tmp_path: Path
) -> None:
    relay = SOURCE.replace("national", "relay").replace("工业和信息化部", "示例网")
    (places.config / "sources" / "shili.yaml").write_text(relay, encoding="utf-8")
    saved = tmp_path / "saved.html"
    saved.write_text(issuerless("甲", "乙"), encoding="utf-8")
    ran = run("import", str(saved), "--url", "https://shili.example/1.html", "--source", "shili")
    assert "Settle: mingdan review reject r:" in ran.err and "accept" not in ran.err


def mend(path: Path, wrong: str, right: str, missing: str) -> None:
    """Do what a person does: mend one cell, add the row that was cut, save; the remark says where to look."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        cell = next(
            cell for row in sheet.iter_rows() for cell in row if cell.value == wrong and cell.column == 3
        )
        assert any("3 stated" in str(cell.value) for row in sheet.iter_rows() for cell in row)
        cell.value = right
        sheet.append([1, 3, missing])
        book.save(path)
        return
    lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert "3 stated" in lines[2][lines[0].index("remark")]
    lines[2][lines[0].index("name")] = right
    lines.append(["1", "3", missing, *[""] * (len(lines[0]) - 3)])
    with path.open("w", encoding="gb18030", newline="") as file:  # as spreadsheet programs of China save it
        csv.writer(file).writerows(lines)


def test_a_question_of_endings_offers_no_rows_and_a_page_no_accept(mingdan, past_with) -> None:
    endings, held_page = past_with("endings"), past_with("page")
    out = mingdan("review", "show", "r:77", "--home", str(endings)).out
    assert "--rows" not in out and "let those titles end" in out
    out = mingdan("review", "show", "r:77", "--home", str(held_page)).out
    assert "review accept" not in out and "mingdan import" in out
    ran = mingdan("review", "show", "r:77", "--home", str(endings), "--rows-to", str(endings / "rows.csv"))
    assert ran.status == 2 and "about no list" in ran.err
