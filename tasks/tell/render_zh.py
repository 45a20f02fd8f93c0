"""The Chinese words of a message. Pure; whatever comes from outside passes ``clean``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from config.clock import CHINA
from tasks.tell.clean import clean, clean_url
from tasks.tell.letter import Group, Letter, place_within
from tasks.tell.news import ChangeNews, Differing, Note, NoteKind
from tasks.tell.places import Place, places_of
from tasks.tell.sources_zh import write_source

MARKS: Final = {
    "call": "▶", "rules": "§", "repeal": "⊘", "renamed": "✎", "retitled": "⇄", "designated": "✚", "renewed": "↻",
    "recommended": "△", "proposed": "○", "dropped": "✖", "lapsed": "✖", "revoked": "⊘", "expired": "⌛", "corrected": "✱",
}  # fmt: skip
KINDS: Final = {
    "call": "申报通知", "rules": "管理办法", "repeal": "文件废止", "renamed": "更名", "retitled": "类别调整",
    "designated": "新认定", "renewed": "复核通过", "recommended": "获推荐", "proposed": "公示", "dropped": "未入选",
    "lapsed": "资格终止", "revoked": "称号撤销", "expired": "有效期届满", "corrected": "更正",
}  # fmt: skip
MEANINGS: Final = {
    "recommended": "仅为推荐，尚未认定", "proposed": "公示名单，尚未决定", "dropped": "公示在列，公布不在",
    "lapsed": "复核结果未列其名", "expired": "尚未见到复核结果", "corrected": "同一公告前后不一致，以后者为准",
}  # fmt: skip
STAGES: Final = {
    "rules": "办法", "call": "申报", "recommendation": "推荐", "proposal": "公示", "designation": "公布",
    "review-call": "复核通知", "review-proposal": "复核公示", "review": "复核结果", "revocation": "撤销",
    "renaming": "更名", "correction": "更正", "repeal": "废止",
}  # fmt: skip
STATUSES: Final = {
    "proposed": "公示中", "active": "有效", "expired": "已届满", "lapsed": "已终止", "revoked": "已撤销",
    "dropped": "未入选", "retitled": "已转类",
}  # fmt: skip
FACTS: Final = {
    "rows_stated": "条数", "deadline": "截止日期", "window": "公示期", "doc_number": "文号", "cohort": "批次", "signed_on": "落款日期",
    "name": "名称",
}  # fmt: skip
_MOST_DIFFERING: Final = 12
READ_BY: Final = {
    "spreadsheet": "电子表格", "CSV": "CSV 表", "HTML": "网页", "plain text": "纯文本", "Word": "Word 文档",
    "LibreOffice": "经 LibreOffice 转换", "PDF text": "PDF 文字", "OCR": "图片文字识别", "OFD": "OFD 版式文件",
    "by hand": "人工订正",
}  # fmt: skip
_UNITS: Final = {"enterprise": "家", "": "家"}
_LOCATORS: Final = (
    (re.compile(r"\bsheet (\S+?)!([\w–]+(?:, [\w–]+)*)"), r"工作表 \1 的 \2 格"),
    (re.compile(r"\bpage (\d+)"), r"第 \1 页"),
    (re.compile(r"\bsheet (\S+)"), r"工作表 \1"),
    (re.compile(r"\btable (\d+)"), r"表 \1"),
    (re.compile(r"\brow ([\d–, ]*\d)"), r"第 \1 行"),
    (re.compile(r"\bp\[(\d+)\]"), r"正文第 \1 段"),
)


def write_title(letter: Letter) -> str:
    """Return the line a reader sees first: where, how many of what."""
    mark = "·未证实" if letter.unconfirmed else "·重述" if letter.is_restated else ""
    head = f"【名单变动{mark}】"
    counts = "、".join(_count(group) for group in letter.groups)
    whole = f"（名单共 {letter.listed} {_unit(letter.lead)}）" if letter.listed else ""
    where = f"{letter.province} " if letter.province else ""
    return f"{head}{where}{clean(letter.lead.programme_title, 40)}：{counts}{whole}"


def write_lines(letter: Letter) -> list[str]:
    """Return the lines of a message about changes."""
    lead = letter.lead
    lines = [_heading(letter), *(_group(group, letter) for group in letter.groups)]
    if lead.announcement_title:
        lines.append(f"{'依据' if letter.is_term_end else '公告'} 《{clean(lead.announcement_title, 120)}》")
    if lead.doc_number:
        lines.append(f"文号 {clean(lead.doc_number, 60)}")
    lines.append(_dates(letter))
    lines += _where(letter.places)
    if letter.unconfirmed:
        lines.append(
            f"未证实：目前只见于{clean(lead.source_title, 40) or '转载网站'}，尚无官方原文；官方名单与此不同才会再次通知。"
        )
    if letter.is_restated:
        lines.append("重述：并非新公告；重新识别以前的公告（或按新的决定、规则）才得出，当时没有通知。")
    return [*lines, *_links(letter)]


def write_note(note: Note) -> tuple[str, list[str]]:
    """Return title and lines of a note."""
    title, reason, seen = clean(note.title, 120), clean(note.reason, 400), _minute(note.at)
    why = [f"原因 {reason}"] if reason else []
    match note.kind:
        case NoteKind.HELD:
            return f"【待核】{title}", [
                *why,
                *_where(places_of(note.places)),
                f"名单未核对通过，台账没有任何改动（{seen}）。",
                *_page(note),
                _settle(note),
            ]
        case NoteKind.SOURCE:
            return write_source(note)
        case NoteKind.DELIVERY:
            return f"【投递失败】{title} → {note.state}", [
                *why,
                f"已停止重试（{seen}）。",
                "查看 mingdan alerts status · 重发 mingdan alerts retry",
            ]
        case NoteKind.RELAYED:
            return _relayed(note, seen)
        case NoteKind.CORRECTED:
            return _told_wrong(note)


def write_test(title: str, channel: str) -> tuple[str, list[str]]:
    """Return title and lines of a test message."""
    return f"【测试】{clean(title)}", [f"这是 mingdan 发往 {channel} 的测试消息；收到即表示投递正常。"]


def _page(note: Note) -> list[str]:
    """Give the address of what is held; nothing where it has none."""
    address = clean_url(note.url)
    return [f"原文 {address}"] if address else []


def _settle(note: Note) -> str:
    """Say how to look at what is held and how to settle it; a page that cannot be placed can only be left out."""
    about = note.about
    if not about.startswith("r:"):
        return f"查看 mingdan show {about} · 处理 mingdan review list"
    accept = "" if note.state == "page" else f"accept {about} 或 "
    return f"查看 mingdan review show {about} · 处理 mingdan review {accept}reject {about}"


def _relayed(note: Note, seen: str) -> tuple[str, list[str]]:
    """Say that a relay tells of an announcement whose list nobody has shown yet."""
    title = f"【名单动态·未证实】{clean(note.programme_title, 40)}{_cohort(note.cohort)}：{STAGES.get(note.stage, '新公告')}"
    listed = f"，称共 {note.listed} 个" if note.listed else ""
    source = clean(note.source_title, 40) or "转载网站"
    lines = [
        f"{source}报道《{clean(note.title, 120)}》{listed}",
        f"首见 {seen}；尚无官方原文，名单待官方公布后另行通知。",
    ]
    address = clean_url(note.url)
    return title, [*lines, f"转载页面 {address}"] if address else lines


def _told_wrong(note: Note) -> tuple[str, list[str]]:
    """Say what was told on a relay's word, and what the original says."""
    title = f"【更正·官方原文】{clean(note.programme_title, 40)}{_cohort(note.cohort)}：{STAGES.get(note.stage, '公告')}"
    source = clean(note.source_title, 40) or "转载网站"
    lines = [
        f"此前据{source}发出的消息与官方原文不一致，以官方为准：",
        *(_differing(one) for one in note.differs[:_MOST_DIFFERING]),
    ]
    more = len(note.differs) - _MOST_DIFFERING
    lines += [f"… 另 {more} 处（mingdan show {note.about}）"] if more > 0 else []
    lines.append(f"公告 《{clean(note.title, 120)}》")
    address = clean_url(note.url)
    return title, [
        *lines,
        *([f"官方原文 {address}"] if address else []),
        f"全部内容 mingdan show {note.about}",
    ]


def _differing(one: Differing) -> str:
    """Return one thing that was told otherwise than it is."""
    said, true = (clean(side, 80).replace(" to ", " 至 ") for side in (one.said, one.true))
    if one.kind == "name":
        return f"✱ {said} → {true}" if true else f"✱ {said}：官方名单没有此名"
    return f"✱ {FACTS.get(one.kind, one.kind)}：转载称 {said}，官方为 {true}"


def _heading(letter: Letter) -> str:
    """Say which title, at which stage, on whose word, of which day."""
    lead = letter.lead
    stage = "有效期届满" if letter.is_term_end else STAGES.get(lead.stage, "")
    day = lead.effective_on or lead.published_on
    name = f"{clean(lead.programme_title, 40)}{_cohort(letter.groups[0].cohort)}"
    return " · ".join(
        part for part in (name, stage, clean(lead.issuer, 60), day.isoformat() if day else "") if part
    )


def _count(group: Group) -> str:
    """Say how many of a group, or when the notice must be answered."""
    if not group.items[0].name:
        due = group.items[0].deadline
        return KINDS[group.kind] + (f"（{due.isoformat()} 截止）" if due and group.kind == "call" else "")
    return f"{_kind(group)} {len(group.items)} {_unit(group.items[0])}"


def _kind(group: Group) -> str:
    """Say what happened to a group."""
    if group.also_renewed:
        return "复核通过并调整类别"
    return "公示拟通过复核" if group.renewal else KINDS[group.kind]


def _meaning(group: Group) -> str:
    """Say what that is worth: the day a publicity window ends, the state of a re-evaluation, what the list shows."""
    item = group.items[0]
    if item.kind == "proposed" and item.window_to:
        return f"（公示至 {item.window_to.isoformat()}，尚未决定）"
    if item.kind == "expired" and item.said.open_review:
        return f"（复核进行中：《{clean(item.said.open_review, 80)}》）"
    return f"（{MEANINGS[group.kind]}）" if group.kind in MEANINGS else ""


def _group(group: Group, letter: Letter) -> str:
    """Return the line of one group: mark, what happened, to whom."""
    item = group.items[0]
    if not item.name:
        beside = "、".join(said for found in group.items if (said := _of_notice(found)))
        return f"{MARKS[group.kind]} {_count(group)}{f'：{beside}' if beside else ''}"
    about = [
        clean(group.cohort, 30) if group.cohort != letter.groups[0].cohort else "",
        clean(group.category, 30),
        f"自 {since.isoformat()} 起" if (since := group.since(letter.lead)) else "",
        f"原文用语“{clean(group.verb, 30)}”" if group.verb else "",
    ]
    beside = "，".join(part for part in about if part)
    names = "、".join(_name(found) for found in group.shown)
    more = f"… 另 {group.more} {_unit(item)}（mingdan show {_show_id(item)}）" if group.more else ""
    said = f"（{beside}）" if beside else ""
    return f"{MARKS[group.kind]} {_count(group)}{said}：{names}{more}{_meaning(group)}"


def _of_notice(item: ChangeNews) -> str:
    """Return what a change of the announcement itself says: what it abolishes, or what was corrected in it."""
    said = item.said
    if item.kind == "corrected":
        return (
            f"{FACTS.get(said.what, clean(said.what, 30))} {clean(said.before, 80)} → {clean(said.after, 80)}"
        )
    return clean(said.repealed, 60)


def _name(item: ChangeNews) -> str:
    """Return a subject with its place and product, and what became of its name or category."""
    said, name = item.said, clean(item.name)
    if item.kind == "renamed" and said.former:
        name = f"{clean(said.former)} → {name}"
    beside = "，".join(
        part
        for part in (
            clean(place_within(item.region)),
            clean(item.product, 40),
            _moved(item),
            f"有效期至 {clean(said.valid_to)}"
            if said.valid_to and item.kind in ("renewed", "retitled")
            else "",
        )
        if part
    )
    return f"{name}（{beside}）" if beside else name


def _moved(item: ChangeNews) -> str:
    """Return what a retitling or a correction moved; a row struck from a corrected list or added to it says so."""
    before, after = item.said.before, item.said.after
    if not before and not after:
        return ""
    if item.kind == "corrected" and not after:
        return "更正后的名单已无此名"
    if item.kind == "corrected" and not before:
        return "更正后的名单补列此名"
    return f"{STATUSES.get(before, clean(before))} → {STATUSES.get(after, clean(after))}"


def _dates(letter: Letter) -> str:
    """Return the three dates; one that is not known says so."""
    lead = letter.lead
    first = "到期次日" if letter.is_term_end else "生效"
    return f"{first} {_day(lead.effective_on)} · 发布 {_day(lead.published_on)} · 首见 {_minute(lead.first_seen_at)}"


def _links(letter: Letter) -> list[str]:
    """Return where to look: the original and the whole list."""
    lead, lines = letter.lead, []
    address = clean_url(lead.url)
    if address:
        lines.append(f"{'转载页面' if letter.unconfirmed else '官方原文'} {address}")
    if lead.announcement_id:
        size = f" {letter.listed} {_unit(lead)}" if letter.listed else "内容"
        lines.append(f"全部{size} mingdan show {lead.announcement_id}")
    return lines


def _show_id(item: ChangeNews) -> str:
    return item.announcement_id or item.programme_id


def _cohort(cohort: str | None) -> str:
    return f"（{clean(cohort, 30)}）" if cohort else ""


def _unit(item: ChangeNews) -> str:
    return _UNITS.get(item.subject_kind, "个")


def _where(places: Sequence[Place]) -> list[str]:
    """Return the line that says where rows stood; none where it is not known."""
    return [f"出处 {'；'.join(_place(place) for place in places)}"] if places else []


def _place(place: Place) -> str:
    """Return where rows stood: document, place in it and how it was read; a place left out is an ellipsis."""
    where = place.where or "…"
    for form, words in _LOCATORS:
        where = form.sub(words, where)
    before = f"此前列于《{place.earlier}》 " if place.earlier else ""
    document = f"{place.document} " if place.document else ""
    ways = "、".join(READ_BY.get(way, way) for way in place.read_by.split(" and "))
    read_by = f"（{ways}）" if ways else ""
    return f"{before}{document}{where.replace(', ', '、')}{read_by}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "未知"


def _minute(at: datetime) -> str:
    """Return an instant as China's clock shows it."""
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
