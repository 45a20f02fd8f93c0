-- one row per kind of news with how often it was recorded so far; announcements count as a kind
select
    'announcement' as kind,
    count(*) as recorded
from announcements
union all
select
    kind,
    count(*) as recorded
from changes
group by kind
order by kind
