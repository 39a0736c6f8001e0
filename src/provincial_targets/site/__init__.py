"""The static site: the published warehouse for people who would rather look than query."""
