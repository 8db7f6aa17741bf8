"""Tells how a text file is encoded, and refuses what is no text, without holding it in memory."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

ZIP_MARK, OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What workbooks begin with, which are no text: newer ones, and older ones."""

_PIECE = 1024 * 1024
_UTF8, _WINDOWS = "utf-8-sig", "cp1252"
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_TEXT = (
    "The file is not plain text in an encoding that can be told: save the file as UTF-8"
    ' ("CSV UTF-8" in Excel) and try again.'
)


class BadFileError(ValueError):
    """A file that cannot be read at all; the message is the sentence that refuses it."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """Python's name for an encoding, and people's where it is not the UTF-8 that was asked for."""

    codec: str
    instead: str | None = None


def encoding_of(file: Path) -> Encoding:
    """UTF-8, else UTF-16 with its mark, else Windows-1252, as Excel on Windows saves.

    Raises BadFileError for what is none of them, or holds the NUL that no text has.
    """
    with file.open("rb") as source:
        mark = source.read(2)
    if mark in _UTF16_MARKS:
        if not _decodes(file, "utf-16"):
            raise BadFileError(_NOT_TEXT)
        return Encoding("utf-16", "UTF-16")
    if _decodes(file, _UTF8):
        return Encoding(_UTF8)
    if _decodes(file, _WINDOWS):
        return Encoding(_WINDOWS, "Windows-1252")
    raise BadFileError(_NOT_TEXT)


def _decodes(file: Path, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    with file.open("rb") as source:
        try:
            while piece := source.read(_PIECE):
                if "\0" in decoder.decode(piece):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
