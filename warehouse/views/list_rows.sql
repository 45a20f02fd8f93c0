-- one row per row of a list, held lists too
create or replace view list_rows as
with list_row as (
    select * from ledger.list_row
),

list as (
    select * from ledger.list
)

select
    list_row.announcement_id,
    list_row.list_no,
    list.title as list_title,
    list_row.row_no,
    list_row.name,
    list_row.name_printed,
    list_row.former_name,
    list_row.region,
    list_row.product,
    list_row.category,
    list_row.capture_sha256,
    list_row.locator,
    list_row.subject_id,
    list_row.document,
    list_row.read_by,
    list_row.code,
    list_row.from_category,
    list_row.put_off
from list_row
left join list
    on
        list_row.announcement_id = list.announcement_id
        and list_row.list_no = list.list_no;

comment on view list_rows is 'Rows of lists (名单条目) with the place each was read from; rows of held lists too';
comment on column list_rows.announcement_id is 'Id of the announcement (公告), the same on every machine';
comment on column list_rows.list_no is 'Number of the list within its announcement (名单序号)';
comment on column list_rows.list_title is 'Heading of the list (名单标题)';
comment on column list_rows.row_no is 'Number of the row within its list (序号)';
comment on column list_rows.name is 'Name as it is meant (名称), prefix and suffix restored';
comment on column list_rows.name_printed is 'Name as it is printed (原文名称)';
comment on column list_rows.former_name is 'Former name given beside it (原名称)';
comment on column list_rows.region is 'Region in full (地区); null where it cannot be told';
comment on column list_rows.product is 'Product named beside the subject (产品), as printed; never compared as identity';
comment on column list_rows.category is 'Category inside the programme (类别), as 示范企业';
comment on column list_rows.capture_sha256 is 'SHA-256 of the bytes in the archive it was read from';
comment on column list_rows.locator is 'Where in the document it stands (位置): sheet 1!B7, page 2 table 1 row 5, p[14]';
comment on column list_rows.subject_id is 'Id of the subject it was taken for; null while its list is held';
comment on column list_rows.document is 'Printed name of the attachment it stands in (附件); empty for the page itself';
comment on column list_rows.read_by is 'How it was read (读取方式): HTML, plain text, spreadsheet, Word, PDF text, OCR, LibreOffice; by hand where a person mended it';
comment on column list_rows.code is 'Unified social credit code as printed (统一社会信用代码); null where the list prints none';
comment on column list_rows.from_category is 'Category that a retitled row comes from (原类别); null for any other row';
comment on column list_rows.put_off is 'Word by which the outcome of this row waits (整改, 暂缓); empty where it does not';
