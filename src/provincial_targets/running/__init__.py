"""Build a candidate with dbt, check it and publish it."""
