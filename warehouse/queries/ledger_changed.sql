-- the ledger changed: what is published is old, and so are the days to keep
merge into ledger.fact as fact
using (
    select unnest([
        {'name': 'unpublished', 'value': 'yes'},
        {'name': 'calendar', 'value': 'old'}
    ], recursive := true)
) as news
    on fact.name = news.name
when matched then update set value = news.value
when not matched then insert (name, value) values (news.name, news.value)
