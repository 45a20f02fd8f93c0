-- one row per view of the warehouse, in the order of their names
select view_name as name
from duckdb_views()
where
    database_name = current_database()
    and schema_name = 'main'
    and not internal
order by view_name
