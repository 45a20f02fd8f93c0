"""The DuckDB side: one writer, its records and migrations, and the published snapshot."""
