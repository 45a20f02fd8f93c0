"""What an announcement does (semantics, 6): read from the title, and from the body where a relay's headline hedges or errs.

The order of the rules is part of the rule: a 推荐名单公示 is a recommendation before it is a proposal.
Source: titles of the announcements in the tests; portals that headed a mere 公示 with 公布 (national single champions, 2019-10;
Fujian green lists, 2019-12-04).
"""

from __future__ import annotations

import re

from tasks.recognise.losses import LOSS, RENAMING
from tasks.recognise.notice import Stage

_SAYS_NOTHING = re.compile(
    r"解读|答记者问|培训|座谈|研讨|图解|一图读懂|政策问答|规范.{0,20}公示的函|摸底|调查表|调查问卷|问卷|调研|培育库|宣传|宣讲|典型案例"
    r"|讲话|致辞|走访|慰问|资金.{0,12}(?:公示|安排|计划|名单)|奖补|兑现|受理情况|现场评审|答辩|风采|事迹|综述|述评|专访|招标|采购|中标"
)
# what a title is about only where it names no list: a meeting may well have passed one
_HARDLY_SAYS = re.compile(r"会议|推进会|现场会|发布会|论坛|仪式|授牌|证书|牌匾")
_OPINIONS = re.compile(r"征求意见|征集意见")
_LIST = re.compile(r"名单")
_GIVES = re.compile(
    r"(?:公布|印发|认定|确定|授予|命名)[^,;]{0,80}(?:名单|企业|集群|批|年度)|(?<!未)通过(?:复核|复审|复评)|(?:复核|复审|复评)通过"
)
_JOINT = re.compile(r"以及|暨|及|和|与|并|、|,|;")
_HEDGE = re.compile(r"有望|或(?=再添|将|入选|新增|获|成为|跻身)")
_ONLY_PROPOSED = re.compile(r"公示|拟(?:撤销|取消|移出|除名|更名|变更|退出|终止|注销)")
_TITLE_RULES: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    (
        Stage.CORRECTION,
        re.compile(r"更正|勘误|订正|补充(?:公告|公示|通知|说明)|延长.{0,30}(?:时间|期限|日期|截止)|延期"),
    ),
    (Stage.CALL, re.compile(r"更名.{0,12}(?:审核|申请)工作")),
    (Stage.RENAMING, re.compile(RENAMING.pattern + r"|调整[^,]{0,24}名称")),
    (Stage.REPEAL, re.compile(r"关于废止|予以废止|关于宣布[^,]{0,20}(?:废止|失效)")),
    (Stage.REVOCATION, LOSS),
    (
        Stage.RECOMMENDATION,
        re.compile(r"拟推荐|拟申报|拟上报|推荐名单|(?:推荐|申报).{0,40}公示|建议推荐|推荐[^,]{0,40}名单"),
    ),
    (
        Stage.RULES,
        re.compile(
            r"(?:办法|细则|实施方案|行动方案|工作方案|专项行动方案|指导意见|管理规定)(?:》|\(|的通知|$|,)"
        ),
    ),
    (
        Stage.PROPOSAL,
        re.compile(
            r"公示|拟(?:认定|确定|公布|通过|入选|入围|命名|授予|评定|列入)|建议名单|名单\(?征求意见稿"
        ),
    ),
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
_QUOTED = re.compile(r"《[^》]{0,200}》")
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
# a sentence by which a notice does what it is for
ANNOUNCES = re.compile(
    r"现(?:将|予|公布|公示|对)|予以(?:公布|公示|认定)|决定(?:认定|公布|确定|授予|命名|撤销)|特此(?:公布|公示|通告)"
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
    """Tell whether a title is about an announcement without being one (解读, 培训, 征求意见, a survey's empty forms).

    Names put out for opinions (名单(征求意见稿)) are a proposal, rules put out for opinions are nothing yet.
    """
    if _SAYS_NOTHING.search(title):
        return True
    return bool(_HARDLY_SAYS.search(title) or _OPINIONS.search(title)) and not _LIST.search(title)


def title_stage(title: str) -> Stage | None:
    """Read the stage from a title in tight form; null when it names none."""
    if says_nothing(title):
        return None
    if _HEDGE.search(title):
        return Stage.PROPOSAL if "公示" in title or "拟" in title else None
    for stage, pattern in _TITLE_RULES:
        passed_over = (stage is Stage.CALL and _DONE_PUBLICLY.search(title)) or (
            stage is Stage.REVOCATION and _gives_before_it_takes(title)
        )
        if pattern.search(title) and not passed_over:
            return stage
    return None


def without_quotes(text: str) -> str:
    """Drop the titles in 《》 of tight text: what another document says is not this one's word."""
    return _QUOTED.sub("", text)


def _gives_before_it_takes(title: str) -> bool:
    """Tell whether a title names a list of titles given before one of titles lost (公布第五批…名单及撤销…称号)."""
    given = False
    for piece in _JOINT.split(without_quotes(title)):
        if LOSS.search(piece):
            return given
        given = given or bool(_GIVES.search(piece))
    return False


def is_only_proposed(title: str) -> bool:
    """Tell whether a title puts a loss or a new name up for objections only (拟撤销, …更名的公示)."""
    return bool(_ONLY_PROPOSED.search(title))


def speaks_of_publicity(body: str) -> bool:
    """Tell whether the text itself only puts names up for objections, whatever its title says."""
    return _is_proposal(body)


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
    if stage is None and _HEDGE.search(title):
        return Stage.PROPOSAL if _is_proposal(body) or "公示" in body else None
    if stage is Stage.DESIGNATION and (relayed or not _DONE_PUBLICLY.search(title)):
        return Stage.PROPOSAL if _is_proposal(body) else stage
    if stage is not None or says_nothing(title):
        return stage
    if _is_proposal(body):
        return Stage.PROPOSAL
    return next((found for found, pattern in _ACTS_BODY[1:] if pattern.search(body)), None)


def _is_proposal(body: str) -> bool:
    return bool(_PROPOSAL_BODY.search(body)) and not _SETTLED_BODY.search(body)
