"""What every command says to the shell and its user: exit codes, logs, the encoding."""
