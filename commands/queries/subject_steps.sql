-- one row per change of one subject, oldest first, with the rows of documents it was read from
with places as (
    select
        announcement_id,
        string_agg(
            concat_ws(
                ', ',
                case when document = '' then concat_ws(' ', list_title, locator) else concat(document, ', ', locator) end,
                nullif(read_by, '')
            ),
            '; '
            order by list_no, row_no
        ) as read_at
    from list_rows
    where subject_id = $id
    group by announcement_id
)

select
    changes.change_id,
    changes.effective_on,
    cast(changes.recorded_at at time zone 'Asia/Shanghai' as date) as recorded_on,
    changes.recorded_at,
    changes.kind,
    changes.programme_id,
    changes.cohort,
    changes.category,
    changes.product,
    changes.announcement_id,
    changes.doc_number,
    announcements.issuer,
    announcements.title,
    announcements.origin,
    changes.url,
    places.read_at,
    changes.detail
from changes
left join announcements on changes.announcement_id = announcements.announcement_id
left join places on changes.announcement_id = places.announcement_id
where changes.subject_id = $id
order by
    coalesce(changes.effective_on, recorded_on),
    -- the order of semantics within one notice
    list_position(['renamed', 'retitled', 'designated', 'renewed', 'revoked'], changes.kind) nulls last,
    changes.recorded_at,
    changes.kind
