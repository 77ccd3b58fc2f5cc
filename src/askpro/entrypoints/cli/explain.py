"""``askpro explain``: every cent of a charge in sentences."""

from typing import Literal


def explain(charge: str, *, language: Literal["de", "en"] = "de") -> None:
    """Tell how a charge came about: rule, seconds, rounding, who keeps what, the entries.

    Parameters
    ----------
    charge
        The charge's id, or the source key of its call such as call:abc.
    language
        The language of the sentences.
    """
    from askpro.domain.organisations.organisation import Language
    from askpro.entrypoints.cli.house import OPERATOR, opened
    from askpro.entrypoints.cli.lookup import charges

    with opened() as container:
        ids = charges(container, charge)
        for id in ids:
            told = container.explain_charge()(id, by=OPERATOR, language=Language(language))
            print("\n".join(told))
