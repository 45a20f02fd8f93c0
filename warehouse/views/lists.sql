-- one row per list of an announcement
create or replace view lists as
with list as (
    select * from ledger.list
)

select
    announcement_id,
    list_no,
    title,
    programme_id,
    operation,
    cohort,
    category,
    rows_stated,
    rows_read,
    state,
    validity_years,
    validity_first,
    validity_last,
    verb,
    from_programme_id
from list;

comment on view lists is 'Lists (名单) inside announcements: one row per list';
comment on column lists.announcement_id is 'Id of the announcement (公告), the same on every machine';
comment on column lists.list_no is 'Number of the list within its announcement (名单序号), from 1';
comment on column lists.title is 'Heading of the list (名单标题)';
comment on column lists.programme_id is 'The programme (专项): which kind of title';
comment on column lists.operation is 'What the list does to its rows (操作): a stage, or renaming (更名), retitling (转类), ending (终止)';
comment on column lists.cohort is 'The set designated together (批次, 年度): YYYY年度, 第N批 or YYYY年度第N批';
comment on column lists.category is 'Category inside the programme (类别), as 示范企业';
comment on column lists.rows_stated is 'How many rows the notice says the list has (应有条数)';
comment on column lists.rows_read is 'How many rows were read (实读条数)';
comment on column lists.state is 'accepted, held (待核) or ignored';
comment on column lists.validity_years is 'Term stated in whole years (有效期), null where none is stated';
comment on column lists.validity_first is 'First day of the term as stated (有效期起)';
comment on column lists.validity_last is 'Last day of the term as stated (有效期止), inclusive';
comment on column lists.verb is 'Printed word of an ending (撤销, 移出, 自动失效), empty where none';
comment on column lists.from_programme_id is 'Programme that a list of retitled rows takes titles from (原专项); empty for its own';
