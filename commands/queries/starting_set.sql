-- what the starting set tells of each cohort; a list that an official page has replaced is not of it any more
select
    lists.programme_id,
    lists.cohort,
    lists.operation,
    sum(lists.rows_read)::int as known,
    max(lists.rows_stated)::int as stated
from lists
inner join announcements on lists.announcement_id = announcements.announcement_id
where announcements.url like 'mingdan:starting-set/%'
group by lists.programme_id, lists.cohort, lists.operation
order by lists.programme_id, lists.cohort, lists.operation
