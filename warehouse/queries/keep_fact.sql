-- one fact about the warehouse, replacing its earlier value
merge into ledger.fact as fact
using (
    select
        $name as name,
        $value as value
) as news
    on fact.name = news.name
when matched then update set value = news.value
when not matched then insert (name, value) values (news.name, news.value)
