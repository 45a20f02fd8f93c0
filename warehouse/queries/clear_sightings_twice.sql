-- where an announcement was seen that is absorbed: a place that the absorbing one has too is kept once
delete from ledger.sighting
where
    announcement_id = $former_id
    and exists (
        select 1
        from ledger.sighting as there
        where
            there.announcement_id = $now_id
            and there.source_id = sighting.source_id
            and there.url = sighting.url
    )
