"""The command line around the provincial targets warehouse: start, check, publish, show."""

__version__ = "0.1.0"
