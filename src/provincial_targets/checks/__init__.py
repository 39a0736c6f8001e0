"""Great Expectations checks the seeds before dbt and the tables before they are published.

Importing Great Expectations takes seconds; only `judge` does it, for commands that check something.
"""
