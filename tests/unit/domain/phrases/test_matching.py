"""Which service or colleague was meant."""

import pytest

from askpro.domain.phrases import Found, Named, Several, match

SERVICES = (
    Named("women", "Haarschnitt Damen", ("Damenschnitt",)),
    Named("men", "Haarschnitt Herren", ("Herrenschnitt", "Männerhaarschnitt")),
    Named("perm", "Dauerwelle"),
    Named("colour", "Färben", ("Coloration",)),
    Named("wash", "Waschen, Schneiden, Föhnen"),
    Named("beard", "Bart trimmen"),
)


@pytest.mark.parametrize(
    ("said", "service"),
    [
        ("Haarschnitt Herren", "men"),
        ("Haarschnitt für Herren", "men"),
        ("Herren-Haarschnitt", "men"),
        ("Herrenhaarschnitt", "men"),
        ("Herrenschnitt", "men"),
        ("den Haarschnitt Damen bitte", "women"),
        ("Damenhaarschnitt", "women"),
        ("Dauerwelle", "perm"),
        ("Dauerwele", "perm"),
        ("Daurewelle", "perm"),
        ("Faerben", "colour"),
        ("FÄRBEN", "colour"),
        ("Coloration", "colour"),
        ("Barttrimmen", "beard"),
        ("waschen schneiden und föhnen", "wash"),
    ],
)
def test_one_service_is_meant(said: str, service: str) -> None:
    found = match(said, SERVICES)

    assert isinstance(found, Found)
    assert found.id == service


def test_two_services_as_good_as_each_other_are_asked() -> None:
    found = match("Haarschnitt", SERVICES)

    assert isinstance(found, Several)
    assert found.ids == ("women", "men")


def test_a_perm_is_never_a_haircut() -> None:
    only_haircuts = [Named("men", "Herrenhaarschnitt"), Named("women", "Damenhaarschnitt")]

    assert match("Dauerwelle", only_haircuts) is None


@pytest.mark.parametrize("said", ["", "Massage", "bitte", "für die", "123"])
def test_without_a_likeness_nothing_is_chosen(said: str) -> None:
    assert match(said, SERVICES) is None


def test_a_name_within_a_longer_name_that_was_said_in_full_is_not_asked() -> None:
    options = [Named("short", "Haarschnitt"), Named("long", "Haarschnitt Herren")]

    assert match("einmal Haarschnitt Herren mit Wasser", options) == Found("long", 0.9)
    assert match("Haarschnitt", options) == Found("short", 1.0)


def test_a_colleague_is_known_by_the_first_name_unless_two_share_it() -> None:
    staff = [Named(1, "Mia Schulz"), Named(2, "Mia Weber"), Named(3, "Tom Weiß")]

    assert match("Tom", staff) == Found(3, 0.85)
    assert match("Mia", staff) == Several((1, 2), 0.85)
    assert match("Mia Weber", staff) == Found(2, 1.0)
    assert match("Pia", staff) is None
