"""Great Expectations at both borders: the seeds before dbt, the tables before they are published.

Importing Great Expectations takes seconds; only `judge` does it, for commands that check something.
"""
