"""A file's name as a person gave it, made harmless without losing what it says."""

import re
import unicodedata

EXTENSIONS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "application/zip": ".zip",
}
MAX_BYTES = 180  # of UTF-8, before the extension: file systems end at 255
_PATH = re.compile(r"[/\\]")
_UNSAFE = re.compile(r'[<>:"|?*%]')
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")
# Names that Windows takes for devices, whatever follows the dot.
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)
# Control, format (bidirectional overrides, zero width), surrogate, line and paragraph separators.
_DROPPED = {"Cc", "Cf", "Cs", "Zl", "Zp", "Cn"}


def clean_name(name: str, content_type: str) -> str:
    """The last part of the path, visible characters only, with the extension of the real content."""
    last = _PATH.split(unicodedata.normalize("NFC", name or ""))[-1]
    visible = "".join(char for char in last if unicodedata.category(char) not in _DROPPED)
    stem = _EXTENSION.sub("", _UNSAFE.sub("_", visible).strip()).strip(" .")
    if not stem or _DEVICE.match(stem):
        stem = f"file_{stem}".rstrip("_")
    return _shortened(stem) + EXTENSIONS[content_type]


def _shortened(stem: str) -> str:
    """At most MAX_BYTES, never half a character, and within the column."""
    return stem[:100].encode()[:MAX_BYTES].decode(errors="ignore")
