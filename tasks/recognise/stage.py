"""What an announcement does (semantics, 6): read from the title, and from the body where a relay's headline hedges or errs.

The order of the rules is part of the rule: a 推荐名单公示 is a recommendation before it is a proposal.
Source: titles of the announcements in the tests; portals that headed a mere 公示 with 公布 (national single champions, 2019-10;
Fujian green lists, 2019-12-04).
"""

from __future__ import annotations

import re

from tasks.recognise.notice import Stage

_SAYS_NOTHING = re.compile(
    r"解读|答记者问|培训|座谈|研讨|征求意见|征集意见|图解|一图读懂|政策问答|规范.{0,20}公示的函|摸底|调研|培育库|宣传|典型案例"
)
_TITLE_RULES: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    (Stage.CORRECTION, re.compile(r"更正|勘误")),
    (Stage.CALL, re.compile(r"更名.{0,12}(?:审核|申请)工作")),
    (Stage.RENAMING, re.compile(r"更名|名称变更|变更名称|变更企业名称")),
    (Stage.REPEAL, re.compile(r"关于废止|予以废止|关于宣布[^,]{0,20}(?:废止|失效)")),
    (Stage.REVOCATION, re.compile(r"撤销|取消.{0,30}(?:称号|资格|认定)|移出|除名")),
    (Stage.RECOMMENDATION, re.compile(r"拟推荐|拟申报|拟上报|推荐名单|(?:推荐|申报).{0,40}公示|建议推荐")),
    (
        Stage.RULES,
        re.compile(
            r"(?:办法|细则|实施方案|行动方案|工作方案|专项行动方案|指导意见|管理规定)(?:》|\(|的通知|$|,)"
        ),
    ),
    (Stage.PROPOSAL, re.compile(r"公示|拟认定|拟确定|拟公布|拟通过|拟入选|建议名单|或再添|有望")),
    (
        Stage.CALL,
        re.compile(
            r"组织推荐|组织申报|申报工作|推荐工作|申报(?:的)?(?:预)?通知|开始申报|启动申报|申报启动|遴选|征集"
            r"|(?:复核|复审|复评|培育|认定)(?:评价|申报|推荐|管理)?(?:等)?(?:有关|相关)?工作|组织开展|开展.{0,40}(?:申报|推荐|复核|认定)"
        ),
    ),
    (
        Stage.DESIGNATION,
        re.compile(r"公布|认定|确认|命名|名单|入选|上榜|获评|新增|批复|授予|出炉|再添|通过复核|复核通过"),
    ),
)
_DONE_PUBLICLY = re.compile(r"公布|印发.{0,60}名单")
_PROPOSAL_BODY = re.compile(
    r"(?:现|特此|进行|予以|正在|开展|面向社会|向社会)公示|公示(?:期|时间|日期)(?!满|结束|间|内|已|无)|现将.{0,80}公示|公示如下|公示名单"
    r"|拟(?:认定|公布|确定|入选|通过)|如有异议|有异议的?"
)
_SETTLED_BODY = re.compile(
    r"现予(?:以)?公布|予以公布|决定(?:认定|公布|确定|授予|命名|撤销)|公示(?:等程序|等环节|无异议|期满|结束)|通告如下|最终入选|同时废止"
)
_ACTS_BODY: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    (Stage.PROPOSAL, _PROPOSAL_BODY),
    (
        Stage.DESIGNATION,
        re.compile(r"公布了|公布.{0,60}名单|认定了|认定.{0,60}为|确定.{0,80}为|现予|予以公布"),
    ),
    (Stage.CALL, re.compile(r"组织推荐|组织申报|申报工作|推荐工作|组织开展")),
)
REVIEW_OF = {
    Stage.CALL: Stage.REVIEW_CALL,
    Stage.PROPOSAL: Stage.REVIEW_PROPOSAL,
    Stage.DESIGNATION: Stage.REVIEW,
}
LISTING = frozenset(
    {
        Stage.RECOMMENDATION, Stage.PROPOSAL, Stage.DESIGNATION, Stage.REVIEW_PROPOSAL, Stage.REVIEW,
        Stage.REVOCATION, Stage.RENAMING, Stage.CORRECTION,
    }
)  # fmt: skip


def says_nothing(title: str) -> bool:
    """Tell whether a title is about an announcement without being one (解读, 培训, 征求意见, a survey's empty forms)."""
    return bool(_SAYS_NOTHING.search(title))


def title_stage(title: str) -> Stage | None:
    """Read the stage from a title in tight form; null when it names none."""
    if says_nothing(title):
        return None
    for stage, pattern in _TITLE_RULES:
        if pattern.search(title) and not (stage is Stage.CALL and _DONE_PUBLICLY.search(title)):
            return stage
    return None


def find_stage(title: str, body: str, *, relayed: bool) -> Stage | None:
    """Read the stage of an announcement.

    Args:
        title: the title in tight form.
        body: the running text.
        relayed: the page is not the issuer's own, so that its headline proves less than the text.

    Returns:
        Null when neither title nor text announces anything.
    """
    stage = title_stage(title)
    if stage is Stage.DESIGNATION and (relayed or not _DONE_PUBLICLY.search(title)):
        return Stage.PROPOSAL if _is_proposal(body) else stage
    if stage is not None or says_nothing(title):
        return stage
    if _is_proposal(body):
        return Stage.PROPOSAL
    return next((found for found, pattern in _ACTS_BODY[1:] if pattern.search(body)), None)


def _is_proposal(body: str) -> bool:
    return bool(_PROPOSAL_BODY.search(body)) and not _SETTLED_BODY.search(body)
