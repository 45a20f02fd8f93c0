"""The steps of the pipeline as plain functions; nothing here knows Prefect."""

import logging

# The package says what it does to whoever listens (a flow run, a log file); with no listener, to nobody.
logging.getLogger(__name__).addHandler(logging.NullHandler())
