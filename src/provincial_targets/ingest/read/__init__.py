"""From a file to typed values: cells, rows under known columns, entries."""
