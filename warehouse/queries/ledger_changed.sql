-- the ledger changed: what is published is old, and so are the days to keep
merge into ledger.fact as fact
using (
    select
        'unpublished' as name,
        'yes' as value
    union all
    select
        'calendar' as name,
        'old' as value
) as news
    on fact.name = news.name
when matched then update set value = news.value
when not matched then insert (name, value) values (news.name, news.value)
