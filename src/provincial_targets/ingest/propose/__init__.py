"""Compare a file's entries with the seeds: what is new, changed, already there, in conflict."""
