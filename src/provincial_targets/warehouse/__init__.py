"""What is published, and how: files, records, the engines, earlier runs, the summary."""
