"""Short official pages in the ministry's form, written for these tests; names are 示例, titles and numbers real."""

from __future__ import annotations

from collections.abc import Sequence


def page(title: str, *paragraphs: str, published: str, names: Sequence[str] = (), source: str = "") -> str:
    """Return a page with a body and, if there are names, a numbered table."""
    rows = "".join(f"<tr><td>{number}</td><td>{name}</td></tr>" for number, name in enumerate(names, 1))
    table = f"<table><tr><td>序号</td><td>集群名称</td></tr>{rows}</table>" if names else ""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f'<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{title}">'
        f'<meta name="PubDate" content="{published} 10:00"><title>{title}</title></head><body><h1>{title}</h1>'
        f'<div class="cinfo">来源：{source}</div><div id="con_con">{body}{table}</div></body></html>'
    )


def clusters(*marks: str) -> list[str]:
    """Return cluster names that look made up."""
    return [f"江苏省常熟市示例{mark}产业集群" for mark in marks]


PROPOSAL_2022 = "2022年度中小企业特色产业集群名单公示"
FINAL_2022 = "工业和信息化部关于公布2022年度中小企业特色产业集群名单的通告"
FINAL_2025 = (
    "工业和信息化部关于公布2025年度中小企业特色产业集群和通过复核的2022年度中小企业特色产业集群名单的通告"
)


def proposal(*marks: str) -> str:
    """Return the proposal of 2022, window 2022-12-29 to 2023-01-05."""
    text = f"现将拟认定的{len(marks)}个集群予以公示，公示期为2022年12月29日至2023年1月5日。"
    return page(
        PROPOSAL_2022,
        text,
        "工业和信息化部中小企业局",
        "2022年12月29日",
        published="2022-12-29",
        names=clusters(*marks),
    )


def final(*marks: str, stated: int | None = None) -> str:
    """Return the designation of 2022 (published 2023-01-11, valid 2023年至2025年)."""
    count = len(marks) if stated is None else stated
    texts = (
        f"现公布2022年度中小企业特色产业集群名单，共{count}个。",
        "集群有效期为2023年至2025年。",
        "工业和信息化部",
        "2023年1月10日",
    )
    return page(FINAL_2022, *texts, published="2023-01-11", names=clusters(*marks))


def review(*marks: str) -> str:
    """Return the review of the clusters of 2022 (published 2025-11-07, three years more for those who passed)."""
    texts = (
        f"2022年度中小企业特色产业集群通过复核{len(marks)}个，有效期延长三年。",
        "工业和信息化部",
        "2025年11月5日",
    )
    title = "工业和信息化部关于公布通过复核的2022年度中小企业特色产业集群名单的通告"
    return page(title, *texts, published="2025-11-07", names=clusters(*marks))


NO_PROGRAMME = page("关于召开示例会议的通知", "示例正文。", published="2026-02-01")
