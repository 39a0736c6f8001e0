"""Hand the published warehouse on: a Frictionless data package, and one workbook."""
