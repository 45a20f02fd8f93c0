-- one row per announcement that only relays tell of, of an issuer and of some operations
select *
from ledger.announcement
where
    origin != 'official'
    and part_region is null
    and level = $level
    and region = $region
    and list_contains($programmes::json::varchar[], programme_id)
    and list_contains($stages::json::varchar[], stage)
order by announcement_id
