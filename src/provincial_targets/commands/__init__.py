"""The commands, one module each; a module imports little until its command runs."""
