-- one row per missing program: how many captures wait for it, and the title of the newest held announcement among them
select
    wanting.program,
    count(distinct wanting.capture_id) as captures,
    arg_max(announcements.title, wanting.seq) as newest
from ledger.wanting as wanting
inner join ledger.capture as captures on wanting.capture_id = captures.capture_id
left join announcements on captures.announcement_id = announcements.announcement_id
group by wanting.program
order by wanting.program
