"""Samples for the tests of telling. Names starting 示例 are invented; notices and other names are from public pages.

The 2023 list: 工信部企业函〔2023〕283号, 100 clusters. The fourth batch and the repeal: 工信部联产业函〔2019〕354号. The 2025
review of the 2022 clusters: news of 2025-11, 97 of 100 passed.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from config.models import Deliver, Match, Subscription
from tasks.tell.news import ChangeNews, Note, NoteKind
from warehouse.records import Announcement, Change, Delivery, ListRow, ProgrammeRecord, Subject, SubjectName

NOW = datetime(2023, 10, 19, 2, 12, tzinfo=UTC)
NOTICE_2023 = "工业和信息化部关于公布2023年度中小企业特色产业集群名单的通告"
FENGTAI = "北京市丰台区轨道交通智能控制产业集群"
URL = "https://www.miit.gov.cn/zwgk/example/art_1.html"

CLUSTER = ChangeNews(
    change_id="c:1",
    kind="designated",
    programme_id="cn-sme-cluster",
    programme_title="中小企业特色产业集群",
    programme_english="SME characteristic industry clusters",
    first_seen_at=NOW,
    subject_id="s:1",
    subject_kind="cluster",
    name=FENGTAI,
    region="北京市丰台区",
    cohort="2023年度",
    announcement_id="a:283",
    announcement_title=NOTICE_2023,
    doc_number="工信部企业函〔2023〕283号",
    issuer="工业和信息化部",
    stage="designation",
    url=URL,
    effective_on=date(2023, 10, 17),
    published_on=date(2023, 10, 18),
    locator="sheet 1!B7",
    listed=100,
)
CHAMPION = replace(
    CLUSTER,
    programme_id="cn-single-champion",
    programme_title="制造业单项冠军",
    programme_english="National manufacturing single champions",
    subject_kind="enterprise",
    cohort="第八批",
    announcement_id="a:8",
    announcement_title="示例：关于公布第八批制造业单项冠军企业名单的通知",
    doc_number="示例〔2024〕1号",
)


def change(number: int = 1, **fields: object) -> ChangeNews:
    """A designation of 2023; numbered so that changes and subjects differ."""
    return replace(CLUSTER, **{"change_id": f"c:{number}", "subject_id": f"s:{number}", **fields})


def champion(number: int, name: str, kind: str = "designated", **fields: object) -> ChangeNews:
    """A change of the single champions' eighth batch."""
    said = {"change_id": f"c:{number}", "subject_id": f"s:{number}", "name": name, "kind": kind, **fields}
    return replace(CHAMPION, **said)


def said(**detail: object) -> str:
    """A change's detail as the ledger writes it."""
    return json.dumps(detail, ensure_ascii=False)


def subscription(to: str = "json://127.0.0.1:9/hook", *, id: str = "team", **match: object) -> Subscription:
    """A subscription with one immediate target."""
    return Subscription(id=id, title="示例订阅", match=Match(**match), deliver=(Deliver(to=to),))


def note(kind: NoteKind = NoteKind.HELD, **fields: object) -> Note:
    """A note to the operator."""
    base = Note("k:1", kind, about="r:81", title="关于公布2025年度山东省特色产业集群名单的通知", at=NOW)
    return replace(base, **fields)


def ledger_rows() -> list[object]:
    """The rows behind ``CLUSTER``: one announcement, one subject under two names, one change."""
    return [
        announcement(),
        Subject("s:1", "cluster", FENGTAI, "北京市丰台区", "110106", NOW),
        SubjectName("s:1", FENGTAI, FENGTAI),
        SubjectName("s:1", "示例旧名产业集群", "示例旧名产业集群"),
        ListRow("a:283", 1, 6, FENGTAI, FENGTAI, None, "北京市", None, None, "s:1", "0" * 64, "sheet 1!B7"),
        ProgrammeRecord(
            "cn-sme-cluster", "中小企业特色产业集群", "SME characteristic industry clusters", "national", "全国",
            "review", "cluster",
        ),
        Change(
            "c:1", NOW, date(2023, 10, 17), "designated", "s:1", "cn-sme-cluster", "2023年度", None, None, "a:283",
            False, "{}",
        ),
    ]  # fmt: skip


def announcement(**fields: object) -> Announcement:
    """The 2023 designation as the ledger holds it."""
    base = Announcement(
        announcement_id="a:283", title=NOTICE_2023, doc_number="工信部企业函〔2023〕283号", issuer="工业和信息化部",
        level="national", region="全国", programme_id="cn-sme-cluster", stage="designation", cohort="2023年度",
        signed_on=date(2023, 10, 17), published_on=date(2023, 10, 18), effective_on=date(2023, 10, 17),
        window_from=None, window_to=None, deadline=None, url=URL, origin="official", part_of=None, part_region=None,
        rows_stated=100, rows_read=100, state="accepted", held_because=None, repealed_by=None, repeals=(),
        duties="[]", mentions=(), backfill=False, capture_sha256=(), first_seen_at=NOW,
    )  # fmt: skip
    return replace(base, **fields)


def delivery(number: int = 1, **fields: object) -> Delivery:
    """A waiting delivery of change ``c:1`` to the subscription ``team``."""
    base = Delivery(
        f"n:{number}", f"m:{number}", "team", 0, "json://127.0.0.1", "c:1", None, None, "waiting", 0, None, NOW,
        None, None, None,
    )  # fmt: skip
    return replace(base, **fields)
