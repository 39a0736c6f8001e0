"""The marts on a Postgres server: built beside what is published, checked, then switched to in one
transaction.
"""
