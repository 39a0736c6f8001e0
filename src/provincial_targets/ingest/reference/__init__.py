"""The seeds, and the words that a person may use for their columns and codes."""
