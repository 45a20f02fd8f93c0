-- one row per page of an announcement from a day on, with whether it was gone when it was last asked for
select
    sighting.source_id,
    sighting.url,
    bool_or(withdrawal.url is not null) as gone
from ledger.sighting as sighting
inner join ledger.announcement as announcement
    on sighting.announcement_id = announcement.announcement_id
left join ledger.withdrawal as withdrawal
    on sighting.source_id = withdrawal.source_id and sighting.url = withdrawal.url
where
    sighting.source_id in (select unnest($source_ids::json::varchar[]))
    and coalesce(
        announcement.published_on,
        sighting.published_on,
        announcement.signed_on,
        sighting.seen_at::date
    ) >= $since
group by sighting.source_id, sighting.url
order by sighting.source_id, sighting.url
