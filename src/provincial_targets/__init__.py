"""The command line around the provincial targets warehouse: start, check, publish, show."""
