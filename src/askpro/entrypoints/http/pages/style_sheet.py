"""The one style sheet, under an address that names its content, so that it never goes stale."""

import hashlib
from pathlib import Path

import attrs

FOLDER = Path(__file__).parent / "static"


@attrs.frozen
class StyleSheet:
    """Its bytes and the name it is served under."""

    content: bytes = attrs.field(repr=False)
    name: str

    @classmethod
    def read(cls, path: Path = FOLDER / "askpro.css") -> "StyleSheet":
        content = path.read_bytes()
        return cls(content, f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}.css")


STYLE_SHEET = StyleSheet.read()
