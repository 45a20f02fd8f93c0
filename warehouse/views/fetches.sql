-- one row per request ever made
create or replace view fetches as
with request as (
    select * from ledger.request
)

select
    fetch_id,
    source_id,
    url,
    started_at,
    seconds,
    status,
    outcome,
    capture_sha256,
    bytes,
    error,
    access
from request;

comment on view fetches is 'Requests made to the outside (抓取记录); may be a day old';
comment on column fetches.fetch_id is 'Id of the request';
comment on column fetches.source_id is 'The source (来源) it was made for';
comment on column fetches.url is 'Address asked (链接)';
comment on column fetches.started_at is 'When it began (开始时间), UTC';
comment on column fetches.seconds is 'How long it took (耗时), in seconds';
comment on column fetches.status is 'HTTP status (状态码); null without an answer';
comment on column fetches.outcome is 'new (新), same (相同), not modified (未修改), blocked (被拦截) or error (出错)';
comment on column fetches.capture_sha256 is 'SHA-256 of the bytes in the archive; null where there are none';
comment on column fetches.bytes is 'Size of the body (字节数)';
comment on column fetches.error is 'What went wrong (错误)';
comment on column fetches.access is 'The rungs it was made with (访问方式): browser, cookies, legacy tls, http, proxy, chromium; empty for a plain one';
