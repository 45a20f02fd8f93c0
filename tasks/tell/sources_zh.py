"""The Chinese words about sources that fell ill or are back, one or many. Pure; what comes from outside is cleaned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from config.clock import CHINA
from tasks.health.words import must_wait
from tasks.tell.causes import quote_cause
from tasks.tell.clean import clean, clean_url
from tasks.tell.ill import IN_A_LIST, IN_FULL, Ward, count_states, wards_of
from tasks.tell.news import Note

STATES: Final = {
    "ok": "恢复正常", "silent": "长期没有新内容", "blocked": "被拦截", "changed": "页面结构已变",
    "failing": "无法访问", "disabled": "已停用",
}  # fmt: skip
TO_DO: Final = {
    "silent": "打开网页核对：已有更新则说明栏目迁移或识别有误；确无更新则在来源文件（expect）写明容许静默多久",
    "blocked": "用浏览器打开核对：能打开则在来源文件中开启一级访问方式并写明理由（docs/operations.md, Difficult sites）",
    "changed": "页面已改版：修改来源文件的 list，直到检查结果重新列出条目",
    "failing": "网站确已停机则等待或写明 maintenance；已迁移则修改 list.url",
    "disabled": "robots.txt 不允许读取列表：保持停用，或写明 robots: ignore 及理由",
}  # fmt: skip
WAIT: Final = "网站已说明何时之前不要再访问：等待即可，换访问方式无用；若常如此则加大 delay"


def write_source(note: Note) -> tuple[str, list[str]]:
    """Return title and lines of the note about one source: state, since when, what to do; then the reader's own words."""
    state, well = _state(note.state), note.state == "ok"
    title = f"【来源{'恢复' if well else '异常'}】{clean(note.title, 120)}：{state}"
    seen = _minute(note.at)
    if well:
        told = f"该来源已{state}（{seen}）" + (
            f"，此前异常始于 {_minute(note.since)}。" if note.since else "。"
        )
    else:
        told = (
            f"该来源{state}"
            + (f"，异常始于 {_minute(note.since)}" if note.since else "")
            + f"（{seen} 通知）。"
        )
    look = f"查看 mingdan sources {'list' if well else f'check {clean(note.about)}'}"
    to_do = _to_do(note)
    address = clean_url(note.url)
    why = quote_cause(note.reason, note.url, IN_FULL)
    return title, [
        told,
        *([f"处理 {to_do}"] if to_do else []),
        look,
        *([f"列表 {address}"] if address else []),
        *([f"详情（程序原话）“{why}”"] if why else []),
    ]


def write_sources(notes: Sequence[Note]) -> tuple[str, list[str]]:
    """Return title and lines of one message about several sources: each with state, since when and a short reason."""
    counts = count_states(notes)
    well = set(counts) == {"ok"}
    parts = "、".join(f"{_state(state)} {count} 个" for state, count in counts.items())
    title = f"【来源{'恢复' if well else '异常'}】{len(notes)} 个来源：{parts}"
    asked, hosts = max((note.asked, note.hosts) for note in notes)
    lines = [
        f"全部 {asked} 个来源（{hosts} 台主机）都无法访问，多半不是网站的问题：请先检查本机的网络、域名解析（DNS）、代理和时钟。"
    ] * bool(asked)
    for ward in wards_of(notes):
        lines += _ward(ward)
    return title, [
        *lines,
        f"时间 {_minute(max(note.at for note in notes))}",
        "查看 mingdan sources list" + ("" if well else " · 逐个检查 mingdan sources check ID"),
    ]


def _ward(ward: Ward) -> list[str]:
    """Return the lines of the sources in one state, what to do in front of them."""
    to_do = _to_do(ward.notes[0])
    head = f"── {_state(ward.state)} {len(ward.notes)} 个"
    return [
        f"{head}：{to_do}" if to_do else head,
        *(_one(note) for note in ward.shown),
        *([f"… 另 {ward.more} 个（mingdan sources list）"] if ward.more else []),
    ]


def _one(note: Note) -> str:
    """Return one source of many as a line."""
    before = "此前" if note.state == "ok" else ""
    since = f" {before}异常始于 {_minute(note.since)}" if note.since else ""
    why = quote_cause(note.reason, note.url, IN_A_LIST)
    return f"· {clean(note.title, 60)}（{clean(note.about)}）{since}{f'，详情“{why}”' if why else ''}"


def _state(state: str) -> str:
    """Return a state in words."""
    return STATES.get(state, clean(state))


def _to_do(note: Note) -> str:
    """Return what to do about a source that is not well; empty for one that is."""
    return WAIT if must_wait(note.state, note.reason) else TO_DO.get(note.state, "")


def _minute(at: datetime) -> str:
    """Return an instant as China's clock shows it."""
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
