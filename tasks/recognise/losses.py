"""The words by which a title ends; they differ in law, so the printed one is kept (semantics, 13).

Source: 移出 and 除名 of the green lists (工信厅节函〔2023〕64号), 撤销其认定 of the clusters' rules (工信部企业〔2022〕119号), 撤销称号 and
自动失效 of the little giants, 未通过复核 of review results.
"""

from __future__ import annotations

import re

_REVIEW = r"(?:复核|复审|复评)"
_WORD = re.compile(
    rf"期满自动失效|自动失效|{_REVIEW}(?:评价)?(?:结果)?(?:为)?(?:未|不)(?:通过|合格)|未通过{_REVIEW}|撤销|移出|除名|取消|退出|终止|注销|收回"
    r"|不再保留|不再具有|不再享有|期满|失效"
)
# what a title or heading says that gives new names, and one that takes titles away
RENAMING = re.compile(r"更名|变更[^,;。]{0,20}名称|名称变更|名称调整")
# what moves titles into another category or programme (培育企业 to 示范企业, 隐形冠军 into 单项冠军); semantics, 12
RETITLING = re.compile(
    r"(?:升级|晋级|晋升|升档|调整|变更|转|转入|划转|并入|并轨)(?:为|到|至)[^,;。]{0,20}(?:示范|企业|产品|培育|集群|对象|称号)"
    r"|(?:并入|转入|并轨)[^,;。]{0,20}(?:冠军|示范|企业|产品|集群|称号|序列)"
    r"|(?:类别|类型|称号)(?:调整|变更)|(?:调整|变更)(?:的)?(?:类别|类型|称号)"
)
LOSS = re.compile(
    rf"撤销|移出|除名|(?:取消|终止|注销|收回).{{0,30}}(?:称号|资格|认定|命名|名单)|退出.{{0,30}}(?:名单|称号|资格|序列)|(?:自愿|申请)退出"
    rf"|{_REVIEW}(?:评价)?(?:结果)?(?:未|不)(?:通过|合格)|未通过{_REVIEW}|不再(?:保留|具有|享有)|自动失效|(?:期满|到期).{{0,6}}(?:失效|终止)"
)


def ending_word(*texts: str) -> str:
    """Give the first word of an ending that is printed in the first text that has one; empty when none has."""
    return next((found[0] for text in texts if (found := _WORD.search(text))), "")
