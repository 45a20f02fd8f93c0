-- one row per row of the lists of one announcement
select * from list_rows
where announcement_id = $id
order by list_no, row_no
