"""`provincial-targets export`."""

from __future__ import annotations

import click

from provincial_targets.cli.shared import Settings, shared


@click.command(
    epilog="""
\b
Exit codes: 0 written, 6 cannot write, 7 nothing is published.

\b
Examples:
  provincial-targets run && provincial-targets export
  frictionless validate warehouse/datapackage/datapackage.json
"""
)
@shared
def export(settings: Settings) -> None:
    """Write the published tables as a data package, a workbook and SDMX.

    warehouse/datapackage/ holds CSV and Parquet with their schemas, sources and licence
    (datapackage.json); warehouse/provincial_targets.xlsx the main tables with notes;
    warehouse/sdmx/ structure and data as statistical offices exchange them. All are of one run and
    replaced together.
    """
    from provincial_targets.export.exporting import export as write

    written = [str(path) for path in write(settings.warehouse)]
    settings.print_result({"written": written}, [f"written: {path}" for path in written])
