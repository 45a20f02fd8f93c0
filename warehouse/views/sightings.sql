-- one row per place where an announcement was seen
create or replace view sightings as
with sighting as (
    select * from ledger.sighting
),

withdrawal as (
    select * from ledger.withdrawal
)

select
    sighting.announcement_id,
    sighting.source_id,
    sighting.relation,
    sighting.title,
    sighting.url,
    sighting.published_on,
    sighting.seen_at,
    sighting.capture_sha256,
    sighting.listed_as,
    withdrawal.gone_at
from sighting
left join withdrawal on sighting.source_id = withdrawal.source_id and sighting.url = withdrawal.url;

comment on view sightings is 'Sightings (出处, 转载): every place where an announcement was seen';
comment on column sightings.announcement_id is 'Id of the announcement (公告), the same on every machine';
comment on column sightings.source_id is 'The source (来源) that carries it';
comment on column sightings.relation is 'original (原文), copy (official copy), part (the share of one region) or relay (转载)';
comment on column sightings.title is 'Title as this place prints it (标题)';
comment on column sightings.url is 'Address at this place (链接)';
comment on column sightings.published_on is 'Date at this place (发布日期)';
comment on column sightings.seen_at is 'When mingdan saw it there (发现时间), UTC';
comment on column sightings.capture_sha256 is 'SHA-256 of the bytes in the archive it was read from';
comment on column sightings.listed_as is 'Time on the list there (列表日期), ISO 8601 in China time, as precise as printed: 2026-03-05T10:20, 2026-03, empty for none';
comment on column sightings.gone_at is 'When it was first seen to be withdrawn there (撤下时间), UTC; null while it stands';
