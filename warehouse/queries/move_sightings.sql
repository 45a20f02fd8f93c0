-- where a page was seen that waited belongs to an announcement now; a place seen again since is there already
update ledger.sighting
set announcement_id = $announcement_id
where
    announcement_id = $page_id
    and not exists (
        select 1
        from ledger.sighting as there
        where
            there.announcement_id = $announcement_id
            and there.source_id = sighting.source_id
            and there.url = sighting.url
    )
