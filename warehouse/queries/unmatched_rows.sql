-- one row per row of an announcement that takes, moves or renames by name, and of whom no title is known that it may mean;
-- official lists that count alone
select
    r.list_no,
    r.row_no,
    r.name,
    l.operation,
    l.programme_id,
    l.cohort
from ledger.list_row as r
inner join ledger.list as l on r.announcement_id = l.announcement_id and r.list_no = l.list_no
inner join ledger.announcement as a on r.announcement_id = a.announcement_id
where
    r.announcement_id = $announcement_id
    and a.origin = 'official'
    and a.part_of is null
    and l.state = 'accepted'
    and l.operation in ('revocation', 'retitling', 'renaming')
    and r.subject_id is not null
    and r.put_off = ''
    and not exists (
        select 1
        from ledger.title as t
        where
            t.subject_id = r.subject_id
            and t.recorded_to is null
            and (
                l.operation = 'renaming'
                or (
                    t.programme_id in (l.programme_id, l.from_programme_id)
                    and (l.cohort is null or t.cohort = l.cohort or l.from_programme_id <> '')
                    and t.status <> 'proposed'
                )
            )
    )
order by r.list_no, r.row_no
