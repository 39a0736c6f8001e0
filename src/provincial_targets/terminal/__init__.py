"""Exit codes, logs and the encoding of the terminal, for all commands."""
