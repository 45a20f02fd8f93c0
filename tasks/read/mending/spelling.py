"""Traditional characters to simplified ones, with what cannot be known from the characters alone kept and named.

The converter's dictionary settles wrong variants (關係, 控製, 裡程) too. A few characters stand in names as they are and in
other words for another: 乾照光电 but 干燥. Known words settle them; elsewhere the character stays, and the text is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

# everyday characters that only traditional text has: enough to suspect a page, never to judge it
_SUSPECT = re.compile(
    "[國業產關於單會個們來時這說對開無與為點麼縣區電機東車長門問間見頭樣實現發動經過進還後從當應學書條種線結給統級組織設計認識議論證"
    "試語請謝讓買賣質貿費資賽贊輪輸運達遠遷選遺郵釋針鋼錄鐵鑄銷鏈隊陽際階險隨難雲電靈靜響頁項順須領題願類顯風飛養馬驗體齊龍"
    "廠廣廳歷壓參雙變號員園圖團場報塊處備復夠夢將專尋導層屬嶺幣師帶幫庫廢彈強歸戰戶擔據擊換揚損擁擇標樓權歡殘氣決況沒測濟滿漢"
    "營獎獨環產療監盤眾礎離積穩競筆築簡糧紀約級紅納純細終絡絕維綱網緊總績織繼續聯職聲膠興舉舊藝藥華萬葉蓋藍蘭處蟲補裝規視覺覽訂訓]"
)
_FEWEST = 3
_SHARE = 0.01
# by the character: the words in which it turns into the other, the names in which it stays (in simplified characters)
_SETTLED = {
    "乾": (
        "干",
        "燥 净 杯 果 货 粮 洗 旱 枯 涉 扰 预 部 线 道 流 细 法 式 冰 粉 混 电 酪 膜 热 湿 劲 活 支 群 骨 若 主 饼 烘 晒 风 豆 肉 笋 能 实 才 树 躯 苗",
        "照 县 安 坤 隆 元 陵 务 潭 景",
    ),
    "昇": ("升", "提 上 级 降 温 华 晋 学 压 值 跃 攀 档 推 直 回 爬", "维 辉 腾 思 毕 东"),
    "於": ("于", "关 对 位 属 由 至 用 基 处 便 利 服 适 有 等 大 小 高 低 终 在 过 勇 善 忠 鉴 急 年 月 日 源 立 列 来 限 置", "潜"),
}  # fmt: skip
_UNSETTLED = re.compile("[" + "".join(_SETTLED) + "]")


def looks_traditional(page: str) -> bool:
    """Say whether at least one in a hundred characters has another simplified form."""
    suspects = len(_SUSPECT.findall(page))
    if suspects < _FEWEST or suspects * 1000 < len(page):
        return False
    return sum(1 for char in page if simplified(char) != char) >= _SHARE * len(page)


def simplify(text: str) -> str:
    """Return a text in simplified characters; of those that may stand in a name, the ones no known word settles stay."""
    right = _converter()(text)
    if len(right) != len(text) or not _UNSETTLED.search(text):
        return right
    return "".join(
        _settle(right, at, char) if char in _SETTLED else right[at] for at, char in enumerate(text)
    )


def unsettled(text: str) -> str:
    """Return the characters of a simplified text that may stand for others there, each once; mostly none."""
    found = [
        char
        for at, char in enumerate(text)
        if char in _SETTLED and not _in_words(text, at, _SETTLED[char][2])
    ]
    return "".join(dict.fromkeys(found))


@cache
def simplified(char: str) -> str:
    """Return the simplified form of one character, itself where it has none."""
    return _converter()(char)


def _settle(right: str, at: int, char: str) -> str:
    """Return what a character that may stand in a name is at this place."""
    other, turning, staying = _SETTLED[char]
    if _in_words(right, at, staying):
        return char
    if char == "於" or _in_words(right, at, turning):
        return other
    return char


def _in_words(text: str, at: int, neighbours: str) -> bool:
    """Say whether one of the characters beside a place is among some."""
    beside = {text[at - 1] if at else "", text[at + 1] if at + 1 < len(text) else ""} - {"", " "}
    return bool(beside & set(neighbours))


@cache
def _converter() -> Callable[[str], str]:
    """Load the dictionary once."""
    from opencc import OpenCC  # heavy, and only garbled or traditional pages need it

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
