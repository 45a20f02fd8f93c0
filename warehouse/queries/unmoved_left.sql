-- one row per subject of a cohort that the rules must look at again; all others hold just what the one list gives them
-- $source: the list's announcement; $valid_from, $valid_to: the term it gives, an open end as the day 9999-12-31
with
-- a row counts 1 and a belief 1,000, so that a subject who stands once on each side and in the same words has 1,001;
-- what must be looked at counts so much that no other row can make it up
both_sides as (
    select
        r.subject_id,
        hash(coalesce(r.category, l.category), r.product) as said,
        case when r.put_off = '' and r.from_category is null then 1 else 1000000 end as place
    from ledger.list as l
    inner join ledger.list_row as r on l.announcement_id = r.announcement_id and l.list_no = r.list_no
    where
        l.programme_id = $programme_id
        and l.cohort = $cohort
        and l.state = 'accepted'
        and r.subject_id is not null
    union all
    select
        t.subject_id,
        hash(t.category, t.product) as said,
        case
            when
                t.status = 'active'
                and t.since_announcement_id = $source
                and t.last_announcement_id = $source
                and coalesce(t.valid_from, date '9999-12-31') = $valid_from
                and coalesce(t.valid_to, date '9999-12-31') = $valid_to
                and t.ends_on is null
                and t.ends_as is null
                and t.title_id = 't:' || left(sha256(concat_ws(chr(31), t.subject_id, $programme_id, $cohort, '')), 12)
                then 1000
            else 1000000
        end as place
    from ledger.title as t
    where t.programme_id = $programme_id and t.cohort = $cohort and t.recorded_to is null
),

moved as (
    select both_sides.subject_id
    from both_sides
    group by both_sides.subject_id
    having sum(both_sides.place) != 1001 or min(both_sides.said) != max(both_sides.said)
),

-- one is looked at in any case, so that the list still tells how many it is known to have, and one with a category or
-- product, so that a list which tells titles apart by them still does
first_listed as (
    select min(both_sides.subject_id) as subject_id
    from both_sides
    where both_sides.place = 1
    union all
    select min(both_sides.subject_id) as subject_id
    from both_sides
    where both_sides.place = 1 and both_sides.said != hash(null::varchar, null::varchar)
),

-- what was told without a day is told again with one once it is known

undated as (
    select c.subject_id
    from ledger.change as c
    where
        c.programme_id = $programme_id
        and c.cohort = $cohort
        and c.effective_on is null
        and c.subject_id is not null
)

select moved.subject_id from moved
union
select first_listed.subject_id from first_listed
where first_listed.subject_id is not null
union
select undated.subject_id from undated
