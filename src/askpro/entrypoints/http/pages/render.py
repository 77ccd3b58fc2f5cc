"""Templates become pages. One environment for each language.

An overlay would share the i18n extension, and the last catalogue would win for all.
"""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from askpro.domain.organisations.organisation import Language
from askpro.entrypoints.http.pages.formats import Formats
from askpro.entrypoints.http.pages.language import words_of
from askpro.entrypoints.http.pages.static_files import ICON, STYLE_SHEET
from askpro.ports.clock import Clock

FOLDER = Path(__file__).parent / "templates"


class Pages:
    """Writes pages in every language; templates and words are read once."""

    def __init__(self, clock: Clock) -> None:
        self._environments = {language: _environment(language, clock) for language in Language}

    def write(self, template: str, language: Language, facts: Mapping[str, object]) -> str:
        """The finished page; an unknown name in a template is our mistake and raises."""
        return self._environments[language].get_template(template).render(facts)


def _environment(language: Language, clock: Clock) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    words = words_of(language)
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(Formats(language, clock).filters())
    environment.globals["language"] = language.value
    environment.globals["style_sheet"] = STYLE_SHEET.name
    environment.globals["icon_file"] = ICON.name
    environment.globals["languages"] = {"de": "Deutsch", "en": "English"}
    return environment
