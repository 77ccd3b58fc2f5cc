"""The words of letters, one table per language, with the same keys."""

from askpro.domain.notices.words.english import ENGLISH
from askpro.domain.notices.words.german import GERMAN
from askpro.domain.organisations.organisation import Language

WORDS = {Language.GERMAN: GERMAN, Language.ENGLISH: ENGLISH}
