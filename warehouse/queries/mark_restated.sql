-- changes found later in what was known before, by their ids or what their ids became; history where nobody is to hear
update ledger.change
set
    restated = true,
    backfill = backfill or not $told
where
    change_id in (select unnest($ids::json::varchar[]))
    or change_id in (
        select moved.now_id
        from ledger.former_id as moved
        where moved.former_id in (select unnest($ids::json::varchar[]))
    )
