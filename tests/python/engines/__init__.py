"""The same marts on every engine: a build on each, and the comparison."""
