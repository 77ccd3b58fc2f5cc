"""The repository's own files, for tests about how it is written."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "askpro"
NOT_OURS = {".git", ".venv", "var", "dist", "node_modules", "__pycache__"}


@cache
def tracked_files() -> tuple[Path, ...]:
    """What git knows or would add; outside a clone, everything that is not installed or built."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        found = (path for path in ROOT.rglob("*") if not NOT_OURS & set(path.parts))
    else:
        found = (ROOT / name for name in names.split("\0") if name)
    return tuple(sorted(path for path in found if path.is_file()))


def texts() -> dict[str, str]:
    """Every text file by its path within the repository."""
    found = {}
    for path in tracked_files():
        try:
            found[str(path.relative_to(ROOT))] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
    return found


def trees(folder: Path) -> dict[Path, ast.Module]:
    """The syntax tree of every Python file in a folder and below."""
    return {path: ast.parse(path.read_bytes()) for path in sorted(folder.rglob("*.py"))}
