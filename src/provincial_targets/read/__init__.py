"""Read documents: the figures that a report states become proposed rows for `ingest`.

The way of a document: `documents` (files, folders and archives, one by one, or why not) -> `texts`
(its paragraphs) -> `recognising` (province, year, kind) -> `sections` (what part speaks of which
years) -> `finding` (where a figure of an indicator stands, by the names in phrases.csv) ->
`proposals` (one row a figure, its number read by the project's own SQL) -> `report` and `workbook`.
`tasks` reads the order of the year's tasks and counts terms.

The reader only finds. What a wording means is said by macros/targets, as for a row that a person
typed.
"""
