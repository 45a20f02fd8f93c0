-- one row per page that a rule set aside, that names somebody on the lists of an announcement, and belongs to none yet
select a.*
from ledger.announcement as a
where
    a.state = 'ignored'
    and a.stage is null
    and a.programme_id = $programme_id
    and list_has_any(
        a.mentions,
        (
            select coalesce(list(r.name), [])
            from ledger.list_row as r
            where r.announcement_id = $announcement_id
        )
    )
    and a.announcement_id in (select s.announcement_id from ledger.sighting as s)
    and a.announcement_id not in (
        select asked.announcement_id
        from ledger.review as asked
        where asked.announcement_id is not null
    )
order by a.announcement_id
