"""Great Expectations at both borders: the seeds before dbt, the tables before they are published.

Importing Great Expectations takes seconds, so nothing here is imported by a command that can do
without; `run` pays for it once, in a child process beside dbt (see `worker`).
"""
