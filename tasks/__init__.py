"""The steps of the pipeline as plain functions; nothing here knows Prefect."""
