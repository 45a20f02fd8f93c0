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
    newest_on,
    ill_since,
    told_at,
    usual_entries,
    rhythm_days,
    patience_days,
    needs_person
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
comment on column sources.ill_since is 'Since when it is ill in one way or another (异常起始), UTC; null while it is well';
comment on column sources.told_at is 'When the operators were told that it is ill (告警时间), UTC; null once they were told that it is back';
comment on column sources.usual_entries is 'Entries that a page of its list usually has (每页通常条数); null before the first read';
comment on column sources.rhythm_days is 'Working days between two days with something new, usually (通常间隔，工作日); null before five such gaps are known';
comment on column sources.patience_days is 'Working days without anything new after which it counts as silent (容忍间隔，工作日); null where its file says within what time';
comment on column sources.needs_person is 'Whether it is ill for so long that a person must look (需人工处理)';
