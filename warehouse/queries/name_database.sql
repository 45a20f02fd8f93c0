-- one row: what DuckDB calls the open warehouse
select current_database() as name
