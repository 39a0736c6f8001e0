"""The same marts on every engine: what each builds, and how two are compared."""
