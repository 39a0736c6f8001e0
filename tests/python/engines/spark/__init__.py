"""The marts on Spark."""
