"""Export the published warehouse as a Frictionless data package, one workbook and SDMX messages."""
