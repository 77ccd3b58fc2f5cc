"""What the README shows is what happens."""

import contextlib
import io
import re

from tests.source import ROOT


def test_the_library_example_prints_what_its_comments_say() -> None:
    (example,) = re.findall(
        r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
    said = re.findall(r"print\(.*\)\s+# (.+)", example)
    printed = io.StringIO()

    with contextlib.redirect_stdout(printed):
        exec(example, {})  # noqa: S102 - our own text

    assert printed.getvalue().splitlines() == said
