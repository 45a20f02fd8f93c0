-- one row: how much is known, and what waits
select
    (select count(*) from announcements) as announcements,
    (select count(*) from subjects) as subjects,
    (select count(*) from designations) as titles,
    (
        select count(*) from reviews
        where decided_at is null
    ) as waiting,
    (
        select count(*) from alerts
        where state in ('failed', 'given up')
    ) as undelivered
