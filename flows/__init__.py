"""The only place that imports Prefect: one flow a file, each reads as the sentence it is."""
