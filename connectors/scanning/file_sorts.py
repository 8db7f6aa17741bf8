"""The FileSorts on puremagic: a file is what is in it, whatever it is called."""

from __future__ import annotations

import io
import zipfile

import puremagic

_OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MACROS = ("vbaproject.bin", "vbadata.xml")
_SURE = {"application/pdf", "image/jpeg", "image/png"}


class MagicSorts:
    """By magic numbers; Office files by the parts in their archive, without macros; plain text."""

    def of(self, content: bytes, name: str) -> str | None:
        """The media type of what is surely one of the sorts that are taken; None else."""
        if content.startswith(b"PK"):
            return _office(content)
        try:
            guesses = puremagic.magic_string(content, name)
        except (puremagic.PureError, ValueError):
            guesses = []
        # Whatever a name says, the first bytes must agree: a match by extension alone has none.
        sure = [one.mime_type for one in guesses if one.byte_match and one.mime_type in _SURE]
        if sure:
            return str(sure[0])
        return "text/plain" if name.lower().endswith(".txt") and _is_text(content) else None


def _office(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {one.lower() for one in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if any(name.endswith(_MACROS) for name in names):
        return None
    return next((sort for part, sort in _OFFICE.items() if part in names), None)


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
