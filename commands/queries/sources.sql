-- one row per source that was ever configured
select * from sources
order by level, source_id
