"""A published past of whole lives, small enough to know every answer: the documents are real, who is on them is not (示例…).

Real are document numbers, titles, dates and terms of the champions of 2017, 2019 and 2022, of the clusters of 2022 to
2025, and of Shandong's lists of 2017, 2021 and 2024. Assumed are all members, how many they are, the list of 2023's day,
the revocation, the list open to objections, the relay's report and when mingdan saw what: the archive begins in 2022.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from tasks.ledger.ids import make_id
from tests.commands.conftest import BODY, announcement
from warehouse.records import (
    Announcement,
    Change,
    Coverage,
    Deadline,
    Finding,
    ListRecord,
    ListRow,
    ProgrammeRecord,
    Record,
    Review,
    Sighting,
    SourceRecord,
    Subject,
    SubjectName,
    Title,
)
from warehouse.snapshot import publish
from warehouse.store import Store

NOW = datetime(2026, 5, 20, 1, 0, tzinfo=UTC)
BEGAN = datetime(2022, 6, 1, 1, 0, tzinfo=UTC)
CHAMPION, CLUSTER, GIANT = "cn-single-champion", "cn-sme-cluster", "cn-little-giant"
SD_CHAMPION, SD_CLUSTER = "sd-single-champion", "sd-cluster"
MINISTRY, SHANDONG = "工业和信息化部", "山东省工业和信息化厅"

HEAVY, SENSOR, BEARING, LIGHT = "s:e00000000001", "s:e00000000002", "s:e00000000003", "s:e00000000004"
LASER, SEA, HANGZHOU, SUZHOU, NANTONG, ZIBO = (f"s:c0000000000{n}" for n in range(1, 7))
SUBJECTS = {
    HEAVY: ("enterprise", "示例重工股份有限公司", "山东省烟台市", "370600", ("示例重工有限公司",)),
    SENSOR: ("enterprise", "示例传感科技有限公司", "山东省潍坊市", "370700", ()),
    BEARING: ("enterprise", "示例轴承有限公司", "山东省济南市", "370100", ()),
    LIGHT: ("enterprise", "示例光电有限公司", "江苏省苏州市", "320500", ()),
    LASER: ("cluster", "济南市示例区激光示例产业集群", "山东省济南市", "370100", ("示例区激光示例产业集群",)),
    SEA: ("cluster", "青岛市示例区海洋示例产业集群", "山东省青岛市", "370200", ()),
    HANGZHOU: ("cluster", "杭州市示例区机器人示例产业集群", "浙江省杭州市", "330100", ()),
    SUZHOU: ("cluster", "苏州市示例区光电示例产业集群", "江苏省苏州市", "320500", ()),
    NANTONG: ("cluster", "南通市示例区家纺示例产业集群", "江苏省南通市", "320600", ()),
    ZIBO: ("cluster", "淄博市示例区陶瓷示例产业集群", "山东省淄博市", "370300", ()),
}
A = {name: make_id("a", name) for name in (
    "first", "fourth", "seventh", "eighth-proposal", "eighth", "giant", "sd-first", "sd-2021", "sd-2024", "sd-2025",
    "2022", "2023", "2024-proposal", "2024", "2025-call", "2025", "revoked", "2026-proposal", "relay",
)}  # fmt: skip


def at(day: str) -> datetime:
    """The instant at which mingdan learnt what came on a day: nine in the morning in China."""
    return datetime.combine(date.fromisoformat(day), time(1, 0), tzinfo=UTC)


def notice(key: str, title: str, day: str, **more: object) -> Announcement:
    """An accepted announcement of a day, seen that day or, as history, when the archive began."""
    on = date.fromisoformat(day) if day else None
    seen = max(at(day), BEGAN) if day else at("2025-12-15")
    usual: dict[str, object] = {
        "signed_on": on, "published_on": on, "effective_on": on, "first_seen_at": seen, "backfill": seen == BEGAN,
        "url": f"https://www.miit.gov.cn/{key}.html", "doc_number": None, "programme_id": CHAMPION, "cohort": "第一批",
    }  # fmt: skip
    if more.get("issuer") == SHANDONG:
        usual |= {"level": "province", "region": "山东省", "url": f"http://gxt.shandong.gov.cn/{key}.html"}
    return announcement(A[key], title, **{**usual, **more})


def notices() -> Iterator[Announcement]:
    """Every announcement."""
    sd = {"issuer": SHANDONG, "programme_id": SD_CLUSTER}
    cluster = {"programme_id": CLUSTER}
    yield notice("first", "关于公布第一批制造业单项冠军示范（培育）企业名单的通告", "2017-01-17", doc_number="工信部联产业函〔2017〕28号",
                 rows_read=2, rows_stated=2, repealed_by=A["fourth"])  # fmt: skip
    yield notice("fourth", "关于公布第四批制造业单项冠军企业（产品）及通过复核的第一批制造业单项冠军企业名单的通告", "2019-11-13",
                 doc_number="工信部联产业函〔2019〕354号", cohort="第四批", rows_read=2, repeals=("工信部联产业函〔2017〕28号",))  # fmt: skip
    yield notice("seventh", "关于印发第七批制造业单项冠军及通过复核的第一批、第四批制造业单项冠军企业（产品）名单的通知", "2022-12-26",
                 cohort="第七批", rows_read=3)  # fmt: skip
    yield notice("eighth-proposal", "关于第八批制造业单项冠军企业名单的公示", "2024-03-04", stage="proposal", cohort="第八批",
                 window_from=date(2024, 3, 4), window_to=date(2024, 3, 11), rows_read=2)  # fmt: skip
    yield notice("eighth", "第八批制造业单项冠军企业名单", "2024-06-12", cohort="第八批", rows_read=1)
    yield notice("giant", "关于公布第一批专精特新“小巨人”企业名单的通告", "2019-06-05", doc_number="工信部企业函〔2019〕153号",
                 programme_id=GIANT, rows_read=1, rows_stated=248)  # fmt: skip
    yield notice(
        "sd-first",
        "山东省首批制造业单项冠军企业名单",
        "2017-12-22",
        issuer=SHANDONG,
        programme_id=SD_CHAMPION,
        rows_read=1,
    )
    yield notice("sd-2021", "关于公布2021年度山东省特色产业集群名单的通知", "2021-07-14", doc_number="鲁工信非公〔2021〕147号",
                 cohort="2021年度", rows_read=1, rows_stated=25, **sd)  # fmt: skip
    yield notice(
        "sd-2024",
        "2024年度山东省特色产业集群名单",
        "2024-06-25",
        cohort="2024年度",
        rows_read=1,
        rows_stated=1,
        **sd,
    )
    yield notice("sd-2025", "关于公布2025年度山东省特色产业集群名单的通知", "2025-06-11", cohort="2025年度", rows_read=34,
                 rows_stated=35, state="held", held_because="35 stated, 34 read", **sd)  # fmt: skip
    yield notice("2022", "工业和信息化部关于公布2022年度中小企业特色产业集群名单的通告", "2023-01-11", cohort="2022年度",
                 rows_read=3, rows_stated=3, **cluster)  # fmt: skip
    yield notice("2023", "工业和信息化部关于公布2023年度中小企业特色产业集群名单的通告", "2023-10-09", cohort="2023年度",
                 doc_number="工信部企业函〔2023〕283号", rows_read=1, rows_stated=1, **cluster)  # fmt: skip
    yield notice("2024", "工业和信息化部关于2024年度中小企业特色产业集群名单的通告", "2024-09-19", cohort="2024年度",
                 doc_number="工信部企业函〔2024〕267号", rows_read=2, rows_stated=2, **cluster)  # fmt: skip
    yield notice("2025-call", "关于组织开展2025年度中小企业特色产业集群推荐和2022年度中小企业特色产业集群复核工作的通知",
                 "2025-03-04", doc_number="工信厅企业函〔2025〕77号", stage="call", cohort="2025年度", **cluster)  # fmt: skip
    yield notice("2025", "2022年度中小企业特色产业集群复核通过名单", "2025-11-07", stage="review", cohort="2022年度",
                 rows_read=2, rows_stated=2, **cluster)  # fmt: skip
    yield notice("revoked", "关于撤销示例传感科技有限公司制造业单项冠军称号的通告", "2026-05-06", doc_number="示例〔2026〕1号",
                 stage="revocation", cohort=None, rows_read=1)  # fmt: skip
    yield notice("2026-proposal", "2026年度中小企业特色产业集群公示名单", "2026-05-18", stage="proposal", cohort="2026年度",
                 window_from=date(2026, 5, 18), window_to=date(2026, 5, 24), rows_read=1, **cluster)  # fmt: skip
    yield notice("relay", "示例网：第九批山东省制造业单项冠军企业名单出炉", "", issuer=SHANDONG, programme_id=SD_CHAMPION,
                 cohort="第九批", origin="relay", rows_read=1, url="https://shili.example/sd9.html")  # fmt: skip


def rows() -> Iterator[Record]:
    """The lists and their rows: where each stands in which document."""
    for key, list_no, operation, cohort, category, names in (
        ("first", 1, "designation", "第一批", "培育企业", ("示例重工有限公司",)),
        ("first", 2, "designation", "第一批", "示范企业", ("示例传感科技有限公司",)),
        ("fourth", 1, "designation", "第四批", "示范企业", ("示例轴承有限公司",)),
        ("fourth", 2, "review", "第一批", "示范企业", ("示例重工有限公司",)),
        ("seventh", 1, "designation", "第七批", "单项冠军产品", ("示例轴承有限公司", "示例轴承有限公司")),
        ("seventh", 2, "review", "第一批", "示范企业", ("示例重工股份有限公司",)),
        ("giant", 1, "designation", "第一批", None, ("示例重工有限公司",)),
        ("sd-first", 1, "designation", "第一批", None, ("示例重工有限公司",)),
        ("sd-2021", 1, "designation", "2021年度", None, ("青岛市示例区海洋示例产业集群",)),
        ("sd-2024", 1, "designation", "2024年度", None, ("示例区激光示例产业集群",)),
        ("2022", 1, "designation", "2022年度", None, tuple(SUBJECTS[s][1] for s in (HANGZHOU, SUZHOU, NANTONG))),
        ("2023", 1, "designation", "2023年度", None, ("青岛市示例区海洋示例产业集群",)),
        ("2024", 1, "designation", "2024年度", None, ("济南市示例区激光示例产业集群", "淄博市示例区陶瓷示例产业集群")),
        ("2025", 1, "review", "2022年度", None, tuple(SUBJECTS[s][1] for s in (HANGZHOU, SUZHOU))),
        ("eighth-proposal", 1, "proposal", "第八批", None, ("示例传感科技有限公司", "示例光电有限公司")),
        ("eighth", 1, "designation", "第八批", None, ("示例传感科技有限公司",)),
        ("2026-proposal", 1, "proposal", "2026年度", None, ("苏州市示例区光电示例产业集群",)),
        ("revoked", 1, "revocation", None, None, ("示例传感科技有限公司",)),
        ("relay", 1, "designation", "第九批", None, ("示例重工股份有限公司",)),
    ):  # fmt: skip
        programme = next(one.programme_id for one in notices() if one.announcement_id == A[key])
        yield ListRecord(A[key], list_no, f"附件{list_no}", programme or "", operation, cohort, category, len(names), len(names),
                         "accepted", True, False, "撤销" if key == "revoked" else "", None, None, None)  # fmt: skip
        for row_no, name in enumerate(names, 1):
            product = ("示例轴承", "示例齿轮")[row_no - 1] if key == "seventh" and list_no == 1 else None
            yield ListRow(A[key], list_no, row_no, name, name, None, None, product, category, _called(name), BODY,
                          f"sheet 1!B{row_no + 2}", f"附件{list_no}.xlsx", "spreadsheet")  # fmt: skip


def _called(name: str) -> str:
    return next(one for one, (_, now, *_rest, former) in SUBJECTS.items() if name in (now, *former))


def title(subject_id: str, programme_id: str, cohort: str, terms: list[tuple[str, str, str, str, str]], **more: object) -> Iterator[Title]:  # fmt: skip
    """Beliefs about one title, each until the next: (learnt on, status, first day, last day, last announcement)."""
    since = A[terms[0][4]]
    for number, (learnt, status, first, last, word) in enumerate(terms):
        until = max(at(terms[number + 1][0]), BEGAN) if number + 1 < len(terms) else None
        one = Title(make_id("t", subject_id, programme_id, cohort, more.get("product")), subject_id, programme_id, cohort, None,
                    None, status, _day(first), _day(last), since, A[word], None, None, max(at(learnt), BEGAN), until)  # fmt: skip
        yield replace(one, **more)  # type: ignore[arg-type]  # the names are the record's own


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def titles() -> Iterator[Title]:
    """Every belief that was ever held about a title."""
    early = {"title_id": "t:early", "category": "培育企业"}
    yield from title(
        HEAVY, CHAMPION, "第一批", [("2022-06-01", "retitled", "2017-01-17", "2019-11-12", "first")], **early
    )
    yield from title(HEAVY, CHAMPION, "第一批", [
        ("2022-06-01", "active", "2019-11-13", "2022-11-12", "fourth"),
        ("2022-11-13", "expired", "2019-11-13", "2022-11-12", "fourth"),
        ("2022-12-26", "active", "2019-11-13", "2025-11-12", "seventh"),
        ("2025-11-13", "expired", "2019-11-13", "2025-11-12", "seventh"),
    ], category="示范企业", since_announcement_id=A["first"])  # fmt: skip
    yield from title(
        HEAVY, SD_CHAMPION, "第一批", [("2022-06-01", "expired", "2017-12-22", "2020-12-21", "sd-first")]
    )
    yield from title(HEAVY, GIANT, "第一批", [("2022-06-01", "active", "2019-06-05", "2022-06-04", "giant"),
                                             ("2022-06-05", "expired", "2019-06-05", "2022-06-04", "giant")])  # fmt: skip
    yield from title(HEAVY, SD_CHAMPION, "第九批", [("2025-12-15", "active", "", "", "relay")])
    yield from title(SENSOR, CHAMPION, "第八批", [
        ("2024-03-05", "proposed", "", "", "eighth-proposal"), ("2024-06-12", "active", "2024-06-12", "2027-06-11", "eighth"),
        ("2026-05-06", "revoked", "2024-06-12", "2026-05-05", "revoked")])  # fmt: skip
    yield from title(LIGHT, CHAMPION, "第八批", [("2024-03-05", "proposed", "", "", "eighth-proposal"),
                                                ("2024-06-12", "dropped", "", "", "eighth")])  # fmt: skip
    for product in ("示例轴承", "示例齿轮"):
        yield from title(BEARING, CHAMPION, "第七批", [("2022-12-26", "active", "2022-12-26", "2025-12-25", "seventh"),
                         ("2025-12-26", "expired", "2022-12-26", "2025-12-25", "seventh")], product=product, category="单项冠军产品")  # fmt: skip
    yield from title(SEA, SD_CLUSTER, "2021年度", [("2022-06-01", "active", "2021-07-14", "", "sd-2021")])
    yield from title(LASER, SD_CLUSTER, "2024年度", [("2024-06-25", "active", "2024-06-25", "", "sd-2024")])
    yield from title(SEA, CLUSTER, "2023年度", [("2023-10-19", "active", "2023-10-09", "2026-10-08", "2023")])
    yield from title(
        LASER, CLUSTER, "2024年度", [("2024-09-20", "active", "2024-09-19", "2027-09-18", "2024")]
    )
    yield from title(ZIBO, CLUSTER, "2024年度", [("2024-09-20", "active", "2024-09-19", "2026-09-18", "2024"),
                                                ("2024-10-08", "active", "2024-09-19", "2027-09-18", "2024")])  # fmt: skip
    for one in (HANGZHOU, SUZHOU):
        yield from title(one, CLUSTER, "2022年度", [("2023-01-11", "active", "2023-01-01", "2025-12-31", "2022"),
                                                   ("2025-11-07", "active", "2023-01-01", "2028-12-31", "2025")])  # fmt: skip
    yield from title(NANTONG, CLUSTER, "2022年度", [("2023-01-11", "active", "2023-01-01", "2025-12-31", "2022"),
                                                   ("2025-11-07", "lapsed", "2023-01-01", "2025-12-31", "2025")])  # fmt: skip
    yield from title(SUZHOU, CLUSTER, "2026年度", [("2026-05-18", "proposed", "", "", "2026-proposal")])


def changes() -> Iterator[Change]:
    """Every change, in the order of the days they took effect."""
    for day, learnt, kind, subject_id, programme_id, cohort, word, detail in (
        ("2017-01-17", "2022-06-01", "designated", HEAVY, CHAMPION, "第一批", "first", {}),
        ("2017-12-22", "2022-06-01", "designated", HEAVY, SD_CHAMPION, "第一批", "sd-first", {}),
        ("2019-06-05", "2022-06-01", "designated", HEAVY, GIANT, "第一批", "giant", {}),
        ("2019-11-13", "2022-06-01", "retitled", HEAVY, CHAMPION, "第一批", "fourth", {"before": "培育企业", "after": "示范企业"}),
        ("2019-11-13", "2022-06-01", "renewed", HEAVY, CHAMPION, "第一批", "fourth", {}),
        ("2020-12-22", "2022-06-01", "expired", HEAVY, SD_CHAMPION, "第一批", None, {}),
        ("2021-07-14", "2022-06-01", "designated", SEA, SD_CLUSTER, "2021年度", "sd-2021", {}),
        ("2022-06-05", "2022-06-05", "expired", HEAVY, GIANT, "第一批", None, {}),
        ("2022-11-13", "2022-11-13", "expired", HEAVY, CHAMPION, "第一批", None, {}),
        ("2022-12-26", "2022-12-26", "renewed", HEAVY, CHAMPION, "第一批", "seventh", {}),
        ("2022-12-26", "2022-12-26", "renamed", HEAVY, CHAMPION, None, "seventh", {"former": "示例重工有限公司"}),
        ("2022-12-26", "2022-12-26", "designated", BEARING, CHAMPION, "第七批", "seventh", {}),
        ("2023-01-01", "2023-01-11", "designated", HANGZHOU, CLUSTER, "2022年度", "2022", {}),
        ("2023-01-01", "2023-01-11", "designated", SUZHOU, CLUSTER, "2022年度", "2022", {}),
        ("2023-01-01", "2023-01-11", "designated", NANTONG, CLUSTER, "2022年度", "2022", {}),
        ("2023-10-09", "2023-10-19", "designated", SEA, CLUSTER, "2023年度", "2023", {}),
        ("2024-03-04", "2024-03-05", "proposed", SENSOR, CHAMPION, "第八批", "eighth-proposal", {}),
        ("2024-03-04", "2024-03-05", "proposed", LIGHT, CHAMPION, "第八批", "eighth-proposal", {}),
        ("2024-06-12", "2024-06-12", "designated", SENSOR, CHAMPION, "第八批", "eighth", {}),
        ("2024-06-12", "2024-06-12", "dropped", LIGHT, CHAMPION, "第八批", "eighth", {"proposed_on": "2024-03-04"}),
        ("2024-06-25", "2024-06-25", "designated", LASER, SD_CLUSTER, "2024年度", "sd-2024", {}),
        ("2024-09-19", "2024-09-20", "designated", LASER, CLUSTER, "2024年度", "2024", {}),
        ("2024-09-19", "2024-09-20", "designated", ZIBO, CLUSTER, "2024年度", "2024", {}),
        ("2024-09-19", "2024-10-08", "corrected", ZIBO, CLUSTER, "2024年度", "2024", {"before": "2026-09-18", "after": "2027-09-18"}),
        ("2025-03-04", "2025-03-05", "call", None, CLUSTER, "2025年度", "2025-call", {"deadline": "2025-04-30"}),
        ("2025-11-07", "2025-11-07", "renewed", HANGZHOU, CLUSTER, "2022年度", "2025", {}),
        ("2025-11-07", "2025-11-07", "renewed", SUZHOU, CLUSTER, "2022年度", "2025", {}),
        ("2025-11-13", "2025-11-13", "expired", HEAVY, CHAMPION, "第一批", None, {}),
        ("2025-12-26", "2025-12-26", "expired", BEARING, CHAMPION, "第七批", None, {}),
        ("2026-01-01", "2025-11-07", "lapsed", NANTONG, CLUSTER, "2022年度", "2025", {"verb": "未通过复核"}),
        ("", "2025-12-15", "designated", HEAVY, SD_CHAMPION, "第九批", "relay", {}),
        ("2026-05-06", "2026-05-06", "revoked", SENSOR, CHAMPION, "第八批", "revoked", {"verb": "撤销"}),
        ("2026-05-18", "2026-05-18", "proposed", SUZHOU, CLUSTER, "2026年度", "2026-proposal", {}),
    ):  # fmt: skip
        identity = make_id("c", day, kind, subject_id, programme_id, cohort)
        yield Change(identity, at(learnt), _day(day), kind, subject_id, programme_id, cohort, None, None,
                     A[word] if word else None, learnt == "2022-06-01", json.dumps(detail, ensure_ascii=False))  # fmt: skip


def beside() -> Iterator[Record]:
    """Programmes, coverage, days to keep, sightings, findings, questions and sources."""
    for programme_id, name, level, region, renewal, subject in (
        (CHAMPION, "制造业单项冠军", "national", "全国", "review", "enterprise"),
        (CLUSTER, "中小企业特色产业集群", "national", "全国", "review", "cluster"),
        (GIANT, "专精特新“小巨人”企业", "national", "全国", "review", "enterprise"),
        (SD_CHAMPION, "山东省制造业单项冠军", "province", "山东省", "review", "enterprise"),
        (SD_CLUSTER, "山东省特色产业集群", "province", "山东省", "term", "cluster"),
    ):
        yield ProgrammeRecord(programme_id, name, "", level, region, renewal, subject)
    for programme_id, cohort, stage, region, stated, known in (
        (CLUSTER, "2022年度", "designation", "全国", 3, 3), (CLUSTER, "2022年度", "review", "全国", 2, 2),
        (CLUSTER, "2023年度", "designation", "全国", 1, 1), (CLUSTER, "2024年度", "designation", "全国", 2, 2),
        (SD_CLUSTER, "2021年度", "designation", "山东省", 25, 1), (GIANT, "第一批", "designation", "全国", 248, 1),
    ):  # fmt: skip
        yield Coverage(programme_id, cohort, stage, region, stated, known, stated == known)
    for number, (kind, day, what, cohort, word, subjects) in enumerate((
        ("window", "2026-05-24", "公示期截止：2026年度中小企业特色产业集群公示名单", "2026年度", A["2026-proposal"], 1),
        ("expiry", "2026-10-08", "有效期截止：中小企业特色产业集群（2023年度）", "2023年度", None, 1),
        ("review", "2026-10-08", "复核年（预计，尚未见到通知）：中小企业特色产业集群（2023年度），有效期至 2026-10-08", "2023年度", None, 1),
        ("report", "2027-03-31", "上一年度发展情况报送：中小企业特色产业集群（2024年度）", "2024年度", None, 2),
        ("expiry", "2027-09-18", "有效期截止：中小企业特色产业集群（2024年度）", "2024年度", None, 2),
        ("review", "2027-09-18", "复核年（预计，尚未见到通知）：中小企业特色产业集群（2024年度），有效期至 2027-09-18", "2024年度", None, 2),
        ("expiry", "2028-12-31", "有效期截止：中小企业特色产业集群（2022年度）", "2022年度", None, 2),
        ("review", "2028-12-31", "复核年（预计，尚未见到通知）：中小企业特色产业集群（2022年度），有效期至 2028-12-31", "2022年度", None, 2),
    )):  # fmt: skip
        yield Deadline(
            f"d:{number}", CLUSTER, "全国", kind, date.fromisoformat(day), what, word, subjects, cohort
        )
    yield Sighting(A["relay"], "shili-relay", "relay", "第九批名单出炉", "https://shili.example/sd9.html", date(2025, 12, 15),
                   at("2025-12-15"), BODY)  # fmt: skip
    yield Finding("f:1", A["eighth-proposal"], "shili-relay", "https://shili.example/8.html", "name", "示例光电科技有限公司",
                  "示例光电有限公司", BODY, at("2024-03-06"))  # fmt: skip
    yield Review(
        "r:1", "list", A["sd-2025"], "35 stated, 34 read", "{}", (BODY,), at("2025-06-12"), None, None, None
    )
    for source_id, state, reason in (
        ("miit-wjfb", "ok", ""),
        ("sd-gxt-tz", "blocked", "521 since 2026-05-18"),
    ):
        yield SourceRecord(source_id, source_id, "national", "全国", state, reason, NOW, 0, BEGAN, NOW,
                           at("2026-05-18"), at("2026-05-18"), None, 20)  # fmt: skip


def lives() -> Iterator[Record]:
    """Everything, as records."""
    for subject_id, (kind, name, region, code, former) in SUBJECTS.items():
        yield Subject(subject_id, kind, name, region, code, BEGAN)
        yield from (SubjectName(subject_id, one, one) for one in (name, *former))
    for part in (notices(), rows(), titles(), changes(), beside()):
        yield from part


def publish_lives(folder: Path) -> Path:
    """Publish them in a home of their own, and return the file."""
    with Store(folder / "warehouse.duckdb", now=NOW) as store:
        store.merge(lives())
        return publish(store, folder / "published", version="0.1.0", now=NOW, clock="fixed")
