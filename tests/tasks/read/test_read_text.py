"""A page saved as plain text: title, body and surroundings are told apart by words."""

from __future__ import annotations

from datetime import date

# the form of a trade site's page copied as text: navigation, title, body, rights, teasers with summaries, comments
PAGE = [
    "排行榜更多", "推荐企业更多",
    "重磅!示例部发布二三年度优势产业园区名单",
    "示例园区由许多示例企业组成，各有所长。", "本次发布的名单有甲县、乙县、丙县等90个园区。", "附表下载:",
    "版权与免责声明:1.凡本网注明“来源:示例设备网”的作品，转载须经许可。", "相关新闻", "-", "关于开展示例企业评选的通知",
    "示例部门发布了评选的要求。- 2021-11-09 08:00:01", "- 437", "-", "示例省园区名单揭晓", "示例省的园区共计若干家。- 2021-11-09 08:00:01", "- 12",
    "发表评论 登录后才能说话", "所有评论仅代表个人看法",
]  # fmt: skip


def test_a_copied_page_is_parted(read):
    document = read("\n".join(PAGE))
    assert document.media == "text" and document.title == PAGE[2]
    assert [p.text for p in document.paragraphs] == PAGE[3:6]
    assert document.paragraphs[0].locator == "p[1]"
    assert document.teasers == ("关于开展示例企业评选的通知", "示例省园区名单揭晓")


def test_neither_copyright_nor_teasers_give_source_or_date(read):
    document = read("\n".join(PAGE))
    assert document.source_line == "" and document.published_on is None


def test_the_same_page_garbled_is_read_the_same(read, garbled):
    document, clean = read("\n".join(map(garbled, PAGE))), read("\n".join(PAGE))
    assert (document.title, document.blocks, document.teasers) == (clean.title, clean.blocks, clean.teasers)
    assert document.garble.converted and document.garble.pinyin_removed > 20 and document.garble.score < 1.0


def test_an_official_text_keeps_issuer_number_and_signature(read):
    lines = [
        "示例省工业和信息化厅",
        "关于公布示例集群名单的通知",
        "示工信函〔2024〕12号",
        "各市示例局：",
        "现予公布。",
        "示例省工业和信息化厅",
        "2024年6月3日",
    ]
    document = read("\n".join(lines))
    assert document.title == "示例省工业和信息化厅关于公布示例集群名单的通知"
    assert [p.text for p in document.paragraphs] == lines[2:]


def test_the_line_of_source_and_date_under_the_title_is_no_body(read):
    document = read(
        "关于公布示例集群名单的通知\n来源：示例市工信局 发布时间：2024-06-05\n正文。\n截止日期：2024-09-09 见附件。"
    )
    assert document.source_line == "示例市工信局" and document.published_on == date(2024, 6, 5)
    assert [p.text for p in document.paragraphs] == ["正文。", "截止日期：2024-09-09 见附件。"]


def test_lines_with_tabs_are_a_table(read):
    document = read(
        "关于公布示例集群名单的通知\n名单如下：\n序号\t名称\t市\n1\t甲集群\t示例市\n2\t乙集群\n共2个。"
    )
    assert [[c.text for c in row] for row in document.tables[0].rows] == [
        ["序号", "名称", "市"],
        ["1", "甲集群", "示例市"],
        ["2", "乙集群", ""],
    ]
    assert document.tables[0].rows[2][1].locator == "table 1 row 3"
    assert [p.locator for p in document.paragraphs] == ["p[1]", "p[2]"]


def test_a_text_without_a_title_line_is_all_body(read):
    document = read("一。\n二。")
    assert document.title == "" and [p.text for p in document.paragraphs] == ["一。", "二。"]


def test_a_title_alone_is_warned_of(read):
    assert read("关于公布示例集群名单的通知").warnings == ("the page shows no body text",)


def test_a_row_whose_first_cell_is_empty_belongs_to_its_table_and_an_indented_line_to_none(read):
    document = read(
        "关于公布示例集群名单的通知\n\t现予公布。\n序号\t名称\n1\t示例甲\n\t有限公司\n2\t示例乙有限公司\n\t示例厅"
    )
    assert [[cell.text for cell in row] for row in document.tables[0].rows][2] == ["", "有限公司"]
    assert [p.text for p in document.paragraphs] == ["现予公布。"]


def test_columns_set_with_blanks_are_a_table(read):
    document = read(
        "关于公布示例集群名单的通知\n现予公布。\n序号    集群名称    产业\n1    甲 集群    机电\n2    乙集群    纺织\n示例厅"
    )
    assert [cell.text for cell in document.tables[0].rows[1]] == ["1", "甲 集群", "机电"]


def test_a_text_that_keeps_a_part_back_says_so(read):
    document = read("关于公布示例集群名单的通知\n现予公布。\n1.甲集群\n继续阅读(剩余53%)")
    assert "text is left" in document.unread[0] and document.read_by == "plain text"


def test_a_text_in_a_wrong_character_set_is_put_right(read):
    document = read("关于公布示例集群名单的通知\n现予公布，有效期三年。".encode().decode("latin-1"))
    assert document.title == "关于公布示例集群名单的通知" and document.garble.mojibake > 0
