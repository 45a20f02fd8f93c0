-- one row where the warehouse has migrations at all, none for a new file
select table_name
from duckdb_tables()
where
    database_name = current_database()
    and schema_name = 'ledger'
    and table_name = 'migration'
