"""Style sheet and icon, under addresses that name their content, so that they never go stale."""

import hashlib
from pathlib import Path

import attrs

FOLDER = Path(__file__).parent / "static"
_MEDIA_TYPES = {".css": "text/css", ".svg": "image/svg+xml"}


@attrs.frozen
class StaticFile:
    """Its bytes, and the name it is served under."""

    content: bytes = attrs.field(repr=False)
    name: str
    media_type: str

    @classmethod
    def read(cls, path: Path) -> "StaticFile":
        content = path.read_bytes()
        name = f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
        return cls(content, name, _MEDIA_TYPES[path.suffix])


STYLE_SHEET = StaticFile.read(FOLDER / "askpro.css")
ICON = StaticFile.read(FOLDER / "askpro.svg")
BY_NAME = {file.name: file for file in (STYLE_SHEET, ICON)}
