-- one row per list of one announcement
select * from lists
where announcement_id = $id
order by list_no
