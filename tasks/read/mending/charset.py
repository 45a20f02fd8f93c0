"""Bytes to characters by what the bytes say; a page's own declaration is not believed.

Government pages declare gb2312 and use GBK, or declare nothing. GB18030 covers all three labels. Measured against
five detectors on 25 pages: this rule alone and one library were right on all.
"""

from __future__ import annotations

import codecs
import re

from config.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH = bytes(range(0x80))
_COMMON = re.compile(
    "[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "关十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平"
    "形相全表间样与各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题"
    "省市区县企业集群名单特色认定示公告关于制造冠军通知产业信息技术厅局"
    "這為個國時來們於對會發動說產種後過經關進著電現實點從業應開還與間樣線內數問條無變結質區縣單認製軍廳術]"
)
_WINDOW = 65_536


def read_characters(body: bytes, *, encoding: str | None = None) -> str:
    """Decode a body: byte order mark, else UTF-8, else GB18030, else Big5; undecodable bytes become U+FFFD.

    ``encoding`` overrides all but a byte order mark; gb2312 and gbk are read as GB18030, which contains them.

    Raises:
        Unreadable: ``encoding`` names no character set.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    if encoding is not None:
        return body.decode(_known(encoding), "replace")
    high = len(body.translate(None, _HIGH))
    text = body.decode("utf-8", "replace")
    if text.count("\ufffd") * 30 < high or not high:
        return text
    return body.decode("big5hkscs" if _is_big5(body[:_WINDOW]) else "gb18030", "replace")


def _known(encoding: str) -> str:
    """Return the codec to use for a label that a person wrote."""
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)  # a codec such as hex or zlib is no character set
    except LookupError as error:
        raise Unreadable(encoding, "no such character set: use utf-8, gb18030 or big5") from error
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(name, name)


def _is_big5(sample: bytes) -> bool:
    """Say whether Big5 reads the bytes with no more errors and more everyday characters than GB18030."""
    national, island = sample.decode("gb18030", "replace"), sample.decode("big5hkscs", "replace")
    no_worse = island.count("\ufffd") <= national.count("\ufffd")
    return no_worse and len(_COMMON.findall(island)) > len(_COMMON.findall(national))
