-- one row per announcement
create or replace view announcements as
with announcement as (
    select * from ledger.announcement
)

select
    announcement_id,
    title,
    doc_number,
    issuer,
    level,
    region,
    programme_id,
    stage,
    cohort,
    signed_on,
    published_on,
    window_from,
    window_to,
    url,
    origin,
    part_of,
    rows_stated,
    rows_read,
    state,
    held_because,
    repealed_by,
    first_seen_at,
    effective_on,
    deadline,
    backfill,
    duties,
    mentions,
    corrects
from announcement;

comment on view announcements is 'Announcements (公告, 公示, 通知): one row per real-world notice, however many sites carry it';
comment on column announcements.announcement_id is 'Id of the announcement (公告), the same on every machine';
comment on column announcements.title is 'Title as the original prints it (标题)';
comment on column announcements.doc_number is 'Document number (文号) in its normal form, as 工信部企业函〔2023〕283号';
comment on column announcements.issuer is 'Who issued it (发文机关)';
comment on column announcements.level is 'Level of the issuer (层级): national, province, city or county';
comment on column announcements.region is 'Region of the issuer in full (地区), as 江苏省苏州市; 全国 for a ministry';
comment on column announcements.programme_id is 'The programme of its first list (专项); null where none was recognised';
comment on column announcements.stage is 'What the notice does (环节): call, proposal (公示), designation (公布), review (复核), revocation (撤销) and so on';
comment on column announcements.cohort is 'The set designated together (批次, 年度): YYYY年度, 第N批 or YYYY年度第N批';
comment on column announcements.signed_on is 'Date of the signature (落款日期)';
comment on column announcements.published_on is 'Date on the site (发布日期)';
comment on column announcements.window_from is 'First day of the publicity window (公示期)';
comment on column announcements.window_to is 'Last day of the publicity window (公示期), inclusive';
comment on column announcements.url is 'Address of the best original known (原文链接)';
comment on column announcements.origin is 'official, or relay while only reposts (转载) are known';
comment on column announcements.part_of is 'Id of the whole announcement that this one shows a share of (所属名单)';
comment on column announcements.rows_stated is 'How many rows the notice says it has (应有条数)';
comment on column announcements.rows_read is 'How many rows were read (实读条数)';
comment on column announcements.state is 'accepted, held (waits for a person, 待核) or ignored';
comment on column announcements.held_because is 'Why it is held (待核原因)';
comment on column announcements.repealed_by is 'Id of the announcement that abolished it (废止依据)';
comment on column announcements.first_seen_at is 'When mingdan first saw it (首次发现), UTC';
comment on column announcements.effective_on is 'Day from which it has effect (生效日期)';
comment on column announcements.deadline is 'Last day to apply or report (截止日期)';
comment on column announcements.backfill is 'True where it came in as history and alerted nobody (补录)';
comment on column announcements.duties is 'Yearly duties it states (义务), JSON: what, and the day due as MM-DD';
comment on column announcements.mentions is 'Names that news shows of a longer list (等): evidence, not rows';
comment on column announcements.corrects is 'What a correction notice corrects (更正对象): a document number, else a title; null for any other';
