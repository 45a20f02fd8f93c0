-- one row per thing that a sighting says otherwise than the announcement it belongs to
create or replace view findings as
with finding as (
    select * from ledger.finding
)

select
    finding_id,
    announcement_id,
    source_id,
    url,
    kind,
    said,
    believed,
    capture_sha256,
    found_at
from finding;

comment on view findings is 'Findings (出入, 另有说法): what a site says otherwise than the announcement it carries, and what is believed; one row each';
comment on column findings.finding_id is 'Id of the finding, the same on every machine';
comment on column findings.announcement_id is 'Id of the announcement (公告), the same on every machine';
comment on column findings.source_id is 'The source (来源) that says otherwise';
comment on column findings.url is 'Address of the page that says otherwise (链接)';
comment on column findings.kind is 'What differs (项目): rows_stated (条数), deadline (截止日期), window (公示期), doc_number (文号), signed_on (落款日期), cohort (批次, 年度) or name (名称)';
comment on column findings.said is 'What that page says (该处所载); empty for a name it leaves out';
comment on column findings.believed is 'What is believed on the word of the original (采信); empty for a name that stands on no list';
comment on column findings.capture_sha256 is 'SHA-256 of the bytes in the archive it was read from';
comment on column findings.found_at is 'When the difference was found (发现时间), UTC';
