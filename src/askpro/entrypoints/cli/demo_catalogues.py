"""What the demo's companies offer, and who does it."""

from collections.abc import Callable, Mapping
from uuid import UUID

import attrs

from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.service import Catalogue, Service, StaffMember
from askpro.domain.ids import BranchId, OrganisationId, ServiceId, StaffId
from askpro.domain.money import Money
from askpro.domain.organisations.policy import Policy


@attrs.frozen
class Offered:
    """A service as the menu has it: minutes, euros, other words for it."""

    minutes: int
    euros: int
    synonyms: tuple[str, ...] = ()
    after_minutes: int = 0


@attrs.frozen
class Working:
    """A staff member: hours, and the services of the menu; none named means all."""

    hours: str
    does: tuple[str, ...] = ()


@attrs.frozen
class Menu:
    """One branch's opening hours, services and staff by name."""

    opening: str
    services: Mapping[str, Offered]
    staff: Mapping[str, Working]
    policy: Policy = Policy()


LADIES, MEN, BEARD = "Haarschnitt Damen", "Haarschnitt Herren", "Bartpflege"
COLOUR, PERM, ADVICE = "Färben & Föhnen", "Dauerwelle", "Beratung"

# "Haarschnitt" alone fits two services on purpose: the assistant asks which is meant.
SALON = Menu(
    opening="Tue-Fri 09:00-18:30, Sat 09:00-15:00",
    services={
        LADIES: Offered(45, 49, ("Damenhaarschnitt", "Damenschnitt", "women's haircut")),
        MEN: Offered(30, 32, ("Herrenhaarschnitt", "Herrenschnitt", "men's haircut")),
        BEARD: Offered(20, 18, ("Bart", "Bart schneiden", "Rasur", "beard trim")),
        COLOUR: Offered(120, 95, ("Färben", "Farbe", "Tönung", "colouring"), after_minutes=10),
        PERM: Offered(135, 110, ("Locken", "perm"), after_minutes=10),
        ADVICE: Offered(15, 0, ("Beratungsgespräch", "consultation")),
    },
    staff={
        "Ben": Working("Tue-Fri 09:00-17:00", (MEN, BEARD, ADVICE)),
        "Elif": Working("Tue-Fri 10:00-18:30, Sat 09:00-15:00"),
        "Mia": Working("Tue-Thu 09:00-16:00, Sat 09:00-15:00", (LADIES, MEN, COLOUR, PERM, ADVICE)),
        "Noah": Working("Wed-Fri 11:00-18:30, Sat 09:00-15:00", (LADIES, MEN, BEARD, ADVICE)),
    },
    policy=Policy(minimum_notice_minutes=30, cancel_notice_minutes=24 * 60),
)
PRACTICE = Menu(
    opening="Mon-Fri 08:00-12:00, Mon-Thu 14:00-18:00",
    services={
        "Sprechstunde": Offered(15, 0, ("Termin beim Arzt", "Untersuchung", "appointment")),
        "Impfung": Offered(10, 0, ("Impfen", "vaccination")),
        "Vorsorge": Offered(30, 0, ("Check-up", "Vorsorgeuntersuchung")),
    },
    staff={
        "Dr. Sommer": Working("Mon-Fri 08:00-12:00, Mon-Thu 14:00-18:00"),
        "Frau Lange": Working("Mon-Fri 08:00-12:00", ("Impfung",)),
    },
)
GARAGE = Menu(
    opening="Mon-Fri 07:30-17:30",
    services={
        "Inspektion": Offered(90, 189, ("Durchsicht", "service")),
        "Reifenwechsel": Offered(30, 45, ("Räderwechsel", "Winterreifen", "tyre change")),
        "Hauptuntersuchung": Offered(45, 140, ("TÜV", "HU")),
    },
    staff={
        "Jana": Working("Mon-Fri 07:30-16:00"),
        "Kemal": Working("Mon-Fri 09:00-17:30", ("Reifenwechsel", "Inspektion")),
    },
)
BARBERS = Menu(
    opening="Mon-Sat 09:00-19:00",
    services={
        "Haircut": Offered(30, 34, ("cut", "Haarschnitt")),
        "Beard trim": Offered(20, 18, ("beard", "Bartpflege")),
        "Hot towel shave": Offered(30, 28, ("shave", "Rasur")),
    },
    staff={
        "Oliver": Working("Mon-Fri 09:00-18:00"),
        "Priya": Working("Tue-Sat 10:00-19:00"),
    },
    policy=Policy(minimum_notice_minutes=30, cancel_notice_minutes=12 * 60),
)


def catalogue_of(
    menu: Menu, organisation_id: OrganisationId, branch_id: BranchId, named: Callable[[str], UUID]
) -> Catalogue:
    """The menu with identities; ``named`` gives each name its own."""
    services = {
        name: Service(
            id=ServiceId(named(f"service {name}")),
            organisation_id=organisation_id,
            name=name,
            length_minutes=offered.minutes,
            price=Money(offered.euros * 100),
            buffer_after_minutes=offered.after_minutes,
            synonyms=offered.synonyms,
        )
        for name, offered in menu.services.items()
    }
    staff = tuple(
        StaffMember(
            id=StaffId(named(f"staff {name}")),
            organisation_id=organisation_id,
            branch_id=branch_id,
            name=name,
            hours=WeeklyHours.parse(working.hours),
            service_ids=frozenset(services[one].id for one in working.does or services),
        )
        for name, working in menu.staff.items()
    )
    opening = WeeklyHours.parse(menu.opening)
    return Catalogue(opening, tuple(services.values()), staff, menu.policy)
