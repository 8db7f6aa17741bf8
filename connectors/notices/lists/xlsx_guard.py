"""Looks at a workbook before it is opened: what kind of file it is, how large, how deep.

Sizes are those of the zip's directory; Python reads no more of an entry than it says there.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from connectors.notices.lists.sheet_scan import SheetFacts, SheetScan
from connectors.notices.lists.table import LARGEST_FILE
from connectors.notices.text_file import OLE_MARK, ZIP_MARK, BadFileError

_LARGEST_TEXT = 32 * 1024 * 1024
"""Bytes of XML in all, unpacked."""

_LARGEST_OTHER = 4 * 1024 * 1024
"""Bytes of XML that is neither a sheet nor its texts: styles, names, links."""

_LARGEST_AREA = 3_000_000
"""Cells, empty ones between filled ones included, of all sheets."""

_MOST_PARTS = 1_000
_PIECE = 64 * 1024
_ENCRYPTED = 0x1
_LOCKED = "The workbook is locked with a password: save it without one and try again."
_OLD = "This is an .xls workbook of the old kind: save it as .xlsx or CSV and try again."
_DAMAGED = "The workbook is damaged: open it, save it as .xlsx again and try once more."
_HUGE = "The workbook unpacks to far more than a list holds, so it was not opened."
_OTHER_KINDS = {
    "word/document.xml": "This is a Word document and not a workbook: save the table as .xlsx.",
    "ppt/presentation.xml": "This is a PowerPoint file and not a workbook: save it as .xlsx.",
    "content.xml": "This is an OpenDocument file: save it as .xlsx or CSV and try again.",
    "xl/workbook.bin": "This is a binary .xlsb workbook: save it as .xlsx and try again.",
}


def checked_workbook(file: Path) -> dict[str, SheetFacts]:
    """What is to be known of each sheet by its part's name, once it is safe to open the file.

    Raises BadFileError where it is not, in one sentence that says what to do.
    """
    if file.stat().st_size > LARGEST_FILE:
        raise BadFileError(f"The file is larger than {LARGEST_FILE // 1024**2} MB: split it.")
    _check_kind(file)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = _checked_parts(archive)
            facts = {name: one for name in parts if (one := _scanned(archive, name))}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as fault:
        raise BadFileError(_DAMAGED) from fault
    except (ParseError, UnicodeError, LookupError) as fault:
        raise BadFileError(_DAMAGED) from fault
    except DefusedXmlException as fault:
        raise BadFileError("The workbook holds XML that no spreadsheet writes.") from fault
    if sum(one.last_row * one.last_column for one in facts.values()) > _LARGEST_AREA:
        raise BadFileError(_HUGE)
    return facts


def _check_kind(file: Path) -> None:
    content = file.read_bytes()
    if content.startswith(OLE_MARK):
        raise BadFileError(_LOCKED if "EncryptedPackage".encode("utf-16-le") in content else _OLD)
    if not content.startswith(ZIP_MARK):
        raise BadFileError("The file is named as a workbook and is none: save it as .xlsx again.")


def _checked_parts(archive: zipfile.ZipFile) -> list[str]:
    entries = archive.infolist()
    names = [one.filename for one in entries]
    other = next((said for name, said in _OTHER_KINDS.items() if name in names), None)
    if other:
        raise BadFileError(other)
    if any(one.flag_bits & _ENCRYPTED for one in entries):
        raise BadFileError(_LOCKED)
    if len(entries) > _MOST_PARTS or len(set(names)) < len(names):
        raise BadFileError(_HUGE)
    if "xl/workbook.xml" not in names:
        raise BadFileError("This is a zip file and not a workbook: unpack it and name the file.")
    texts = [one for one in entries if one.filename.endswith((".xml", ".rels", ".vml"))]
    aside = [one for one in texts if not _is_large_by_nature(one.filename)]
    unpacked, other_size = _size(texts), _size(aside)
    if unpacked > _LARGEST_TEXT or other_size > _LARGEST_OTHER:
        raise BadFileError(_HUGE)
    return [one.filename for one in texts]


def _is_large_by_nature(name: str) -> bool:
    return name.startswith("xl/worksheets/") or name == "xl/sharedStrings.xml"


def _size(entries: list[zipfile.ZipInfo]) -> int:
    return sum(one.file_size for one in entries)


def _scanned(archive: zipfile.ZipFile, name: str) -> SheetFacts | None:
    """The facts of a part that is a sheet; of any other only that its XML is harmless."""
    scan = SheetScan()
    parser = DefusedXMLParser(target=scan, forbid_dtd=True)
    with archive.open(name) as part:
        while piece := part.read(_PIECE):
            parser.feed(piece)
    parser.close()
    return scan.facts if scan.is_sheet else None
