"""Whether a name can be what was printed, whoever read it: signs that never stand in names, brackets left open.

What only an uncertain reader gets wrong (OCR) is doubted only there: 口 stands in 海口, X in X射线.
"""

from __future__ import annotations

import re

from tasks.recognise.text import balanced, normal

_NEVER = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\U000f0000-\U0010ffff]")
_QUERY = re.compile(r"\?")
_MASKED = re.compile(r"(?<=[\u4e00-\u9fff])(?:\*+|[×xX]{2,}|○+|#+)(?=[\u4e00-\u9fff])")
_LONE_LATIN = re.compile(r"(?<=[\u4e00-\u9fff])[A-Za-z](?=[\u4e00-\u9fff])")
_STROKES = re.compile(r"[|_~^`\\<>{}\[\]=□■]")
_MOUTH = re.compile(r"口")
_WITH_MOUTH = re.compile(
    r"[海周营河港汕湖溪坝庙林峡水渡岭山家江出进入接窗人门端道路关浦汉龙张坑洞沙石板虎牛胶谷盆]口|口(?:腔|岸|服|罩|径|味|子|镇|区|县|市|香)"
)


def why_odd(name: str, *, uncertain: bool) -> str:
    """Say in words why a name cannot be as printed; empty where nothing speaks against it.

    Args:
        name: the name as read.
        uncertain: the reader may take one sign for another (OCR).
    """
    text = normal(name)
    if found := _NEVER.search(name):
        return f"it holds a sign that stands for none (U+{ord(found[0]):04X})"
    if _QUERY.search(text):
        return "a question mark stands for a lost character"
    if found := _MASKED.search(text):
        return f"{found[0]} hides characters of the name"
    if not uncertain:
        return ""
    if not balanced(text):
        return "a bracket is left open"
    if found := _STROKES.search(text):
        return f"the sign {found[0]} does not stand in names"
    if found := _LONE_LATIN.search(text):
        return f"the letter {found[0]} stands alone among Chinese characters"
    if any(not _known_mouth(text, one.start()) for one in _MOUTH.finditer(text)):
        return "口 may stand for a character that was not read"
    return ""


def _known_mouth(text: str, at: int) -> bool:
    return _WITH_MOUTH.search(text[max(0, at - 1) : at + 2]) is not None
