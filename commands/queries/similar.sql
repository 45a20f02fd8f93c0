-- one row per subject whose name is nearest to one that nobody has, at most 5
select
    name,
    region
from subjects
where jaro_winkler_similarity(name, $key) > 0.7
order by jaro_winkler_similarity(name, $key) desc, name
limit 5
