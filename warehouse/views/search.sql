-- subjects and announcements in whose names or titles at least a third of the words is found: one row each, best first.
-- A pair that many share (有限, 公司) weighs little; blanks part words, which may then stand anywhere.
create or replace macro search(words) as table
    with sought as (
        select unnest(
            list_distinct(
                flatten(
                    list_transform(regexp_split_to_array(words::varchar, '[\s\p{Z}]+'), lambda word: bigrams_of(word))
                )
            )
        ) as bigram
    ),

    find_pairs as (
        select
            bigram,
            about_id
        from ledger.bigram
        where bigram in (select sought.bigram from sought) and len(bigram) = 2
        union all
        select distinct
            sought.bigram,
            held.about_id
        from sought
        inner join ledger.bigram as held on len(sought.bigram) = 1 and contains(held.bigram, sought.bigram)
    ),

    count_things as (
        select (select count(*) from ledger.subject) + (select count(*) from ledger.announcement) as things
    ),

    weigh_pairs as (
        select
            sought.bigram,
            ln(1 + any_value(count_things.things) / greatest(count(find_pairs.about_id), 1)) as weight
        from sought
        cross join count_things
        left join find_pairs on sought.bigram = find_pairs.bigram
        group by sought.bigram
    ),

    rank_found as (
        select
            find_pairs.about_id,
            sum(weigh_pairs.weight) / (select sum(every.weight) from weigh_pairs as every) as score
        from find_pairs
        inner join weigh_pairs on find_pairs.bigram = weigh_pairs.bigram
        group by find_pairs.about_id
        having score >= 0.333
    ),

    name_found as (
        select
            rank_found.about_id,
            'subject' as kind,
            arg_max(named.name, jaro_winkler_similarity(named.name, words::varchar)) as text,
            any_value(rank_found.score) as score
        from rank_found
        inner join ledger.subject_name as named on rank_found.about_id = named.subject_id
        group by rank_found.about_id
        union all
        select
            rank_found.about_id,
            'announcement' as kind,
            announcement.title as text,
            rank_found.score
        from rank_found
        inner join ledger.announcement as announcement on rank_found.about_id = announcement.announcement_id
    )

    select
        about_id,
        kind,
        text,
        round(score, 3) as score
    from name_found
    order by score desc, len(text), text, about_id;
