-- one row per announcement that is a share of one whole
select
    announcement_id,
    title,
    region,
    rows_read
from announcements
where part_of = $id
order by region
