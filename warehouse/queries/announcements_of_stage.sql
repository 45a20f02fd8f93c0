-- one row per announcement of a programme's stage that a notice may be: of its key, its document number or its address
select *
from ledger.announcement
where
    programme_id = $programme_id
    and stage = $stage
    and (
        doc_number = $doc_number
        or url = $url
        or (
            level = $level
            and region = $region
            and cohort is not distinct from $cohort
            and part_region is not distinct from $part_region
        )
    )
order by announcement_id
