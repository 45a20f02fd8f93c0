-- who held what on a day, as known at an instant: one row per title whose term covers the day. On such a day the title
-- was active, whatever became of it later; rows without a term (recommended, proposed, dropped) never appear
create or replace macro designations_as_of(on_date, known_at) as table
    select
        subject_id,
        name,
        kind,
        region,
        programme_id,
        level,
        cohort,
        category,
        product,
        'active' as status,
        valid_from,
        valid_to,
        since_announcement_id,
        last_announcement_id
    from designation_history
    where
        recorded_from <= known_at::timestamptz
        and (recorded_to is null or recorded_to > known_at::timestamptz)
        and valid_from <= on_date::date
        and (valid_to is null or valid_to >= on_date::date)
        and status not in ('recommended', 'proposed', 'dropped');
