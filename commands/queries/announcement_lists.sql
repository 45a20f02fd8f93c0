-- one row per list of one announcement, with the first and last of its rows and what they were read from
with rows as (
    select
        list_no,
        array_to_string(list_sort(list(distinct nullif(document, ''))), ', ') as documents,
        array_to_string(list_sort(list(distinct nullif(read_by, ''))), ', ') as read_by,
        arg_min(locator, row_no) as first_at,
        arg_max(locator, row_no) as last_at
    from list_rows
    where announcement_id = $id
    group by list_no
)

select
    lists.*,
    rows.documents,
    rows.read_by,
    rows.first_at,
    rows.last_at
from lists
left join rows on lists.list_no = rows.list_no
where lists.announcement_id = $id
order by lists.list_no
