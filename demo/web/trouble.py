"""The faults of real sites by name, where each strikes and how long. Seen on real sites up to 2026."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What can be wrong with a site."""

    FORBIDDEN_WITHOUT_AGENT = "403-without-agent"
    FORBIDDEN_WITHOUT_REFERER = "403-without-referer"
    FORBIDDEN = "403"
    RUISHU_412 = "412-javascript"
    JSL_521 = "521-javascript"
    FIREWALL_405 = "405-firewall"
    CHALLENGE_200 = "200-javascript"
    LOGIN_200 = "200-login"
    COOKIE_REDIRECT = "302-cookie"
    SOFT_404 = "200-not-found"
    GONE_404 = "404"
    BAD_GATEWAY = "502"
    TIMEOUT = "timeout"
    RESET = "reset"
    SLOW = "slow"
    TRUNCATED = "truncated"
    FORCED_GZIP = "forced-gzip"
    GBK = "gbk"
    REDESIGNED = "redesigned"
    SCHEMES_MIXED = "schemes-mixed"
    PROTOCOL_RELATIVE = "protocol-relative"
    UPWARD_LINKS = "upward-links"
    EMPTY = "empty"
    DUPLICATE_ROW = "duplicate-row"
    TITLE_EDITED = "title-edited"
    ITEM_DELETED = "item-deleted"
    REPUBLISHED = "republished"
    FUTURE_DATE = "future-date"
    STICKY = "sticky"
    PAGE_IGNORED = "page-ignored"
    STUB_PAGES = "stub-pages"
    SHELL_PAGES = "shell-pages"
    NO_BACK_PAGES = "no-back-pages"
    COOKIE_SHELL = "200-cookie-in-script"
    REFRESH_ROOT = "refresh-root"
    REDIRECT_LOOP = "redirect-loop"
    TOO_MANY_429 = "429-seconds"
    BUSY_503 = "503-date"
    MAINTENANCE_200 = "200-maintenance"
    ERROR_PAGE_200 = "200-error-page"
    UNSUCCESSFUL = "success-false"
    RAW_NEWLINE = "raw-newline"
    UTF8_AS_GBK = "utf-8-called-gbk"
    GBK_AS_UTF8 = "gbk-called-utf-8"
    LYING_VALIDATORS = "lying-validators"
    DRIP = "drip"
    DYNAMIC = "dynamic"
    ENDLESS = "endless"
    BODY_EDITED = "body-edited"
    FILE_EDITED = "file-edited"
    RENUMBERED = "renumbered"
    FILES_ELSEWHERE = "files-elsewhere"


class Where(StrEnum):
    """Which answers of a site a fault touches."""

    ALL = "all"
    LIST = "list"
    PAGE = "page"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault as set: where, for how many more requests (None: until cleared), and its seconds if it holds back."""

    fault: Fault
    where: Where = Where.ALL
    times: int | None = None
    seconds: float = 30.0

    def touches(self, where: Where) -> bool:
        """Tell whether an answer of this sort is touched."""
        return self.times != 0 and self.where in (Where.ALL, where)
