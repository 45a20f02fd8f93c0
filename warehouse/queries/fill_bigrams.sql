-- the pairs of characters of all names and titles, in the order they are sought by; only the published file has them
insert into ledger.bigram
with named as (
    select
        subject_id as about_id,
        name as words
    from ledger.subject_name
    union all
    select
        announcement_id as about_id,
        title as words
    from ledger.announcement
),

pair_characters as (
    select
        about_id,
        unnest(bigrams_of(words)) as bigram
    from named
)

select distinct
    bigram,
    about_id
from pair_characters
order by bigram, about_id
