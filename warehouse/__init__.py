"""The DuckDB side: one writer, its records and migrations, and the published snapshot."""

import logging

# The package says what it does to whoever listens (a flow run, a log file); with no listener, to nobody.
logging.getLogger(__name__).addHandler(logging.NullHandler())
