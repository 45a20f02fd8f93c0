-- the one announcement
select * from announcements
where announcement_id = $id
