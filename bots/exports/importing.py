"""A file that a user hands in: a workbook or a CSV, told apart by its first bytes."""

from __future__ import annotations

from assistant.coach.worksheet import Worksheet
from bots.exports.csv_import import read_csv
from bots.exports.excel_import import read_excel
from bots.exports.reading import Imported

_ZIP = b"PK\x03\x04"


def imported(sheet: Worksheet, content: bytes) -> Imported:
    """What `content` changes in `sheet`, with a report about every row.

    Raises:
        UsageError: it is neither a workbook nor CSV text.
    """
    return read_excel(sheet, content) if content.startswith(_ZIP) else read_csv(sheet, content)
