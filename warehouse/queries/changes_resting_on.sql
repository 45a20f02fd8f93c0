-- one row per change that rests on one of some announcements, or whose id was made from one
select *
from ledger.change
where
    announcement_id in (select unnest($ids::json::varchar[]))
    or title_id in (select unnest($ids::json::varchar[]))
order by change_id
