"""Export the published warehouse as a Frictionless data package and as one workbook."""
