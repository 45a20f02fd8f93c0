"""Columns of lists: which header word means what; every column is known, set aside by name, or a problem.

Source: headers seen in real lists (national single champions and clusters, Henan 2014, Jiangsu 2013, Guizhou 2023 with a
header cell broken by a blank, Shanghai 2024, Guangdong 2023).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from tasks.recognise.text import normal

_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST_HEADER, _LONGEST_PRINTED = 24, 60


class Role(Enum):
    """What a column holds; of NAME, APPLICANT, AWARDED and PRODUCT the first one there names the subject."""

    NUMBER = auto()
    NAME = auto()
    APPLICANT = auto()
    AWARDED = auto()
    FORMER = auto()
    REGION = auto()
    PRODUCT = auto()
    CATEGORY = auto()
    NOTE = auto()
    IGNORED = auto()


_WORDS: dict[Role, tuple[str, ...]] = {
    Role.NUMBER: ("序号", "编号", "序", "排名", "排序", "NO", "NO."),
    Role.NAME: (
        "名称", "集群名称", "产业集群名称", "企业名称", "单位名称", "公司名称", "企业", "集群", "产业集聚区名称", "示范区名称", "园区名称",
        "基地名称", "创新中心名称", "平台名称", "现名称", "更名后", "更名后名称", "变更后名称", "新名称", "企业名称现",
        "生产企业", "生产企业名称", "更名后企业名称", "变更后企业名称", "现企业名称", "工厂名称", "名单",
    ),
    Role.APPLICANT: ("申报单位", "申报主体", "申报企业", "申报单位名称", "企业单位"),
    Role.AWARDED: ("认定名称", "授予名称", "命名", "称号名称"),
    Role.FORMER: ("原名称", "原企业名称", "更名前", "更名前名称", "变更前名称", "曾用名", "更名前企业名称", "变更前企业名称"),
    Role.REGION: (
        "地区", "省份", "省", "省区市", "省市", "所在地", "所在地区", "所属地区", "所在省份", "所在省", "所在市", "所在城市", "城市", "地市",
        "市", "市州", "市县", "州市", "盟市", "所属市", "所属地市", "所属区县", "区县", "县区", "县市区", "区域", "属地", "所在区县",
        "设区市", "所属省份", "所属区域", "行政区划", "所在区", "所属市州", "省级行政区划名称", "注册地",
    ),
    Role.PRODUCT: ("主营产品", "产品名称", "产品", "单项冠军产品", "主导产品", "主要产品", "申报产品", "主营产品名称", "冠军产品"),
    Role.CATEGORY: (
        "类别", "类型", "企业类别", "企业类型", "申报类别", "认定类别", "称号", "拟认定和推荐", "拟认定", "认定类型", "单项冠军类别", "类",
        "批次", "认定批次",
    ),
    Role.NOTE: ("备注", "说明", "注", "原因", "撤销原因", "移出原因", "退出原因", "取消原因", "撤销理由", "理由", "情况说明"),
    Role.IGNORED: (
        "所属产业", "主导产业", "主要产业", "产业", "所属行业", "行业", "领域", "产业领域", "所属领域", "行业领域", "产业类别", "联系人",
        "联系电话", "电话", "地址", "通讯地址", "统一社会信用代码", "社会信用代码", "推荐单位", "推荐部门", "认定时间", "认定年份", "公布年份",
        "有效期", "证书编号", "得分", "分数", "运营管理机构", "运营主体", "主管部门", "核心区", "集群促进机构", "法定代表人", "细分领域",
        "细分行业", "所属细分领域", "有效期限", "推荐省市", "组织机构代码", "邮编", "结果", "审核结果", "复核结果",
    ),
}  # fmt: skip
_ROLE_OF = {word: role for role, words in _WORDS.items() for word in words}
_ENDINGS: tuple[tuple[str, Role], ...] = (
    ("产品名称", Role.PRODUCT), ("集群名称", Role.NAME), ("企业名称", Role.NAME), ("单位名称", Role.NAME), ("名称", Role.NAME),
)  # fmt: skip
_NAMING = (Role.NAME, Role.AWARDED, Role.APPLICANT, Role.PRODUCT)


@dataclass(frozen=True, slots=True)
class Columns:
    """The roles of a table's columns in order; ``unknown`` are the printed headers that no rule knows."""

    roles: tuple[Role | None, ...]
    printed: tuple[str, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headers without a role; an unnamed column is one too."""
        return tuple(text for text, role in zip(self.printed, self.roles, strict=True) if role is None)

    def groups(self) -> list[range]:
        """Give the columns of each half, where a table sets two lists side by side (序号 名称 序号 名称)."""
        starts = [at for at, role in enumerate(self.roles) if role is Role.NUMBER] or [0]
        borders = [0, *starts[1:], len(self.roles)]
        return [range(borders[at], borders[at + 1]) for at in range(len(borders) - 1)]


def header_key(text: str) -> str:
    """Give the form that headers are known by: no blanks, no brackets with remarks, no marks at the edges."""
    bare = normal(text).replace(" ", "")
    return (_BRACKETS.sub("", bare) or bare).strip("*:/|()、").replace("(", "").replace(")", "").upper()


def role_of(text: str) -> Role | None:
    """Give the role of one header cell; null when no rule knows it."""
    if len(text) > _LONGEST_PRINTED:
        return None
    key = header_key(text)
    whole = normal(text).replace(" ", "").replace("(", "").replace(")", "").replace("、", "")
    if key in _ROLE_OF or whole in _ROLE_OF:
        return _ROLE_OF.get(key) or _ROLE_OF[whole]
    if len(key) <= _LONGEST_HEADER and "原" not in key and "前" not in key:
        return next((role for ending, role in _ENDINGS if key.endswith(ending)), None)
    return None


def read_header(cells: Sequence[str]) -> Columns | None:
    """Read a row as a header; null when it is none.

    A header has a cell that names the subject, another known one (or is a single column), and no long cell. Its
    unknown cells are kept, to be reported.
    """
    if any(
        cell.isdigit() or len(cell) > _LONGEST_PRINTED or len(normal(cell)) > _LONGEST_HEADER
        for cell in cells
    ):
        return None
    roles = tuple(role_of(cell) for cell in cells)
    known = [role for role in roles if role is not None]
    distinct = {header_key(cell) for cell in cells}
    if not any(role in _NAMING for role in known) or len(distinct) < min(2, len(cells)):
        return None
    if len(cells) > 1 and (len(known) < 2 or len(known) * 2 < len([cell for cell in cells if cell.strip()])):
        return None
    return Columns(roles, tuple(normal(cell) for cell in cells))


def naming_role(columns: Columns) -> Role:
    """Give the role whose column names the subject in this table."""
    return next(
        role for role in (Role.NAME, Role.APPLICANT, Role.AWARDED, Role.PRODUCT) if role in columns.roles
    )
