-- one row per term of titles believed now that have not ended, on the word of the same announcements: how many have it
select
    programme_id,
    cohort,
    valid_from,
    valid_to,
    since_announcement_id,
    last_announcement_id,
    ends_as is null as contested,
    count(*) as titles
from ledger.title
where recorded_to is null and status in ('active', 'expired')
group by all
order by all
