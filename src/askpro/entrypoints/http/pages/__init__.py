"""How pages look and speak: templates, words, numbers, one style sheet. No rules live here."""

from askpro.entrypoints.http.pages.language import choose_language
from askpro.entrypoints.http.pages.render import Pages

__all__ = ["Pages", "choose_language"]
