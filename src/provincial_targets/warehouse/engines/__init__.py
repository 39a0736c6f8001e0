"""One module per engine that can hold a warehouse, and their common base."""
