"""Take in the figures that a person typed: read a spreadsheet, judge it, show it, merge it.

The way of a file: `sheets` (cells as a person sees them; `workbooks` and `formats` for Excel,
`kinds` for what is neither that nor CSV) -> `tables` (rows under known columns; `wide` makes them
of a table with years as columns) -> `entries` (typed values) -> `proposals` (what is new, changed,
already there) -> `merging` (the seeds as they would be) -> `trial` (those judged as a whole) ->
`journal` (all files, or none). A table of sources goes by `corrections` instead of `entries` and
`proposals`.

Nothing here imports Great Expectations, dbt or openpyxl before it is needed.
"""
