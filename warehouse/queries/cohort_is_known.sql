-- a row where a title of a programme, and of a cohort where one is given, is known
select 1 as known
where exists (
    select 1
    from ledger.title
    where
        programme_id = $programme_id
        and recorded_to is null
        and ($cohort::varchar is null or cohort = $cohort)
)
