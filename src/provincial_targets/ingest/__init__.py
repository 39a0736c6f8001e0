"""Take in the figures that a person typed: read a spreadsheet, judge it, show it, merge it.

`pipeline` leads a file through the stages, each a folder: `read` (cells, rows under known columns,
typed values), `propose` (what is new, changed, already there; wordings that state something else),
`apply` (the seeds as they would be, judged as a whole; then all files or none). `reference` has the
seeds and the words that all stages share. `outcome` is what came of it, `report` shows it.

Nothing here imports Great Expectations, dbt or openpyxl before it is needed.
"""
