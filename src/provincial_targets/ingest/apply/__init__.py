"""Change the seeds as proposed: in memory, judged as a whole, on disk all files or none."""
