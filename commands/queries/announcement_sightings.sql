-- one row per place where one announcement was seen, the original first
select * from sightings
where announcement_id = $id
order by case relation when 'original' then 0 when 'copy' then 1 when 'part' then 2 else 3 end, seen_at, url
