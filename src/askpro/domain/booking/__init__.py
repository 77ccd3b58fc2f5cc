"""Services, staff, hours; what is bookable, held and booked."""
