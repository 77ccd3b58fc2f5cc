"""How pages look and speak: templates, words, numbers, one style sheet. No rules live here."""

from askpro.entrypoints.http.pages.language import choose_language
from askpro.entrypoints.http.pages.render import Pages
from askpro.entrypoints.http.pages.style_sheet import STYLE_SHEET, StyleSheet

__all__ = ["STYLE_SHEET", "Pages", "StyleSheet", "choose_language"]
