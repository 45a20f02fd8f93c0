-- one row per change that rests on one of some announcements, or whose id was made from one
select *
from ledger.change
where
    list_contains($ids::json::varchar[], announcement_id)
    or list_contains($ids::json::varchar[], title_id)
order by change_id
