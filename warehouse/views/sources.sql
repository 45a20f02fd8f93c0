-- one row per source that was ever configured
create or replace view sources as
with source as (
    select * from ledger.source
)

select
    source_id,
    title,
    level,
    region,
    state,
    reason,
    last_attempt_at,
    last_ok_at,
    last_new_at,
    entries_seen,
    kind,
    url,
    region_code,
    confidence,
    state_since,
    failures,
    newest_on
from source;

comment on view sources is 'Sources (来源): what is watched, and how it fares';
comment on column sources.source_id is 'Id of the source';
comment on column sources.title is 'Name of the source (名称)';
comment on column sources.level is 'national, province, city, county or relay (层级)';
comment on column sources.region is 'Region it answers for in full (地区)';
comment on column sources.state is 'ok, silent (久无更新), blocked (被拦截), changed (改版), failing (故障) or disabled (停用); null before the first poll';
comment on column sources.reason is 'Why it is in this state (原因)';
comment on column sources.last_attempt_at is 'Last poll (最近尝试), UTC; may be a day old';
comment on column sources.last_ok_at is 'Last poll that went well (最近正常), UTC';
comment on column sources.last_new_at is 'Last poll that brought something new (最近更新), UTC';
comment on column sources.entries_seen is 'How many entries its list showed so far (条目数)';
comment on column sources.kind is 'How its list is read (类型): feed, html, json, trs, jpage, jpaas, miit-search, gkmlpt, ucap';
comment on column sources.url is 'Address of its list (链接)';
comment on column sources.region_code is 'Six digits of its region (行政区划代码), GB/T 2260';
comment on column sources.confidence is 'How sure the address of its list is (可信度): high, medium, low; null where its file does not say';
comment on column sources.state_since is 'Since when it is in this state (状态起始), UTC';
comment on column sources.failures is 'Polls in a row that did not go well (连续失败次数)';
comment on column sources.newest_on is 'Newest day on its list (最新日期)';
