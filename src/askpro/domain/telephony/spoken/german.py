"""What a caller hears in German. Sie-form, short, no exclamation marks."""

GERMAN = {
    # the conversation
    "greeting": "Guten Tag, {company}. Sie sprechen mit dem digitalen Terminassistenten. "
    "Wie kann ich Ihnen helfen?",
    "greeting_message_only": "Guten Tag, {company}. Sie sprechen mit dem digitalen Assistenten. "
    "Ich kann gerade keine Termine vergeben, nehme aber gern eine Nachricht auf.",
    "goodbye": "Vielen Dank für Ihren Anruf. Auf Wiederhören.",
    "not_heard": "Das habe ich leider nicht verstanden. Sagen Sie es bitte noch einmal.",
    "how_can_i_help": "Wie kann ich Ihnen helfen?",
    "offer_callback": "Ich habe Sie leider wieder nicht verstanden. Möchten Sie, dass wir Sie "
    "zurückrufen?",
    "ask_message": "Was darf ich ausrichten?",
    # what is missing
    "ask_service": "Welche Leistung möchten Sie buchen: {services}?",
    "ask_which_service": "Meinen Sie {services}?",
    "no_such_service": "Das bieten wir leider nicht an. Sie können {services} buchen.",
    "service_detail": "{name}, {minutes} Minuten, {price}",
    "ask_staff": "Meinen Sie {staff}?",
    "no_such_staff": "Bei uns arbeiten {staff}. Zu wem möchten Sie?",
    "ask_time": "Wann möchten Sie kommen?",
    "ask_which_time": "Meinen Sie {times}?",
    "time_unclear": "Den Zeitpunkt habe ich nicht verstanden. An welchem Tag und um wie viel Uhr "
    "möchten Sie kommen?",
    "time_impossible": "Diesen Zeitpunkt gibt es nicht. Wann möchten Sie kommen?",
    "ask_name": "Auf welchen Namen darf ich den Termin eintragen?",
    "ask_agreement": "Soll ich das so buchen?",
    # offers
    "free": "{time} ist {service} bei {staff} frei. Soll ich das so buchen?",
    "free_choice": "Frei ist {times}. Was passt Ihnen?",
    "not_free": "{reason} Frei ist {times}. Passt Ihnen davon etwas?",
    "nothing_free": "{reason} In den nächsten Wochen ist leider nichts frei. Möchten Sie, dass wir "
    "Sie zurückrufen?",
    "nothing_free_window": "In dieser Zeit ist leider nichts frei.",
    # results
    "booked": "Ihr Termin ist gebucht: {service} bei {staff}, {time}.",
    "booked_mail": "Ihr Termin ist gebucht: {service} bei {staff}, {time}. "
    "Die Bestätigung kommt per E-Mail.",
    "cancelled": "Ihr Termin {time} ist abgesagt.",
    "which_appointment": "Sie haben mehrere Termine: {times}. Welchen meinen Sie?",
    "no_appointment": "Unter Ihrer Nummer finde ich keinen kommenden Termin.",
    "callback_noted": "Ich habe Ihren Rückrufwunsch notiert. Wir melden uns spätestens {time}.",
    "ask_callback_number": "Unter welcher Nummer erreichen wir Sie?",
    "services": "Wir bieten {services}.",
    "opening_hours": "Unsere Öffnungszeiten: {hours}.",
    "open_on": "{day} von {start} bis {end} Uhr",
    "no_hours": "Unsere Öffnungszeiten liegen mir gerade nicht vor.",
    # refusals, by code
    "past_time": "Dieser Zeitpunkt ist schon vorbei.",
    "too_soon": "So kurzfristig geht es leider nicht.",
    "too_far": "So weit im Voraus kann ich noch nicht buchen.",
    "closed": "Zu dieser Zeit arbeitet bei uns niemand.",
    "off_grid": "Zu dieser Minute beginnen bei uns keine Termine.",
    "slot_taken": "Dieser Termin ist leider schon vergeben.",
    "staff_cannot": "{staff} macht das nicht. Es geht bei {able}.",
    "hold_gone": "Die Reservierung ist abgelaufen. Wann möchten Sie kommen?",
    "nothing_offered": "Wann möchten Sie kommen?",
    "choose_one": "Welche der Zeiten möchten Sie?",
    "name_needed": "Auf welchen Namen darf ich den Termin eintragen?",
    "already_over": "Dieser Termin ist bereits vorbei oder abgesagt.",
    "too_late_to_cancel": "So kurz vor dem Termin kann ich ihn nicht mehr absagen. "
    "Möchten Sie, dass wir Sie zurückrufen?",
    "number_withheld": "Ohne Ihre Rufnummer kann ich keine Termine ansehen oder ändern. "
    "Möchten Sie, dass wir Sie zurückrufen?",
    "messages_only": "Ich kann gerade keine Termine vergeben. Gern nehme ich eine Nachricht auf.",
    "unknown_number": "Unter dieser Nummer ist niemand erreichbar. Auf Wiederhören.",
    "unknown_function": "Das kann ich leider nicht. Möchten Sie einen Termin buchen?",
    "bad_arguments": "Das habe ich leider nicht verstanden. Sagen Sie es bitte noch einmal.",
    # the families
    "refused": "Das geht leider nicht. Kann ich Ihnen anders helfen?",
    "missing": "Das finde ich leider nicht. Kann ich Ihnen anders helfen?",
    "unavailable": "Ich erreiche gerade den Kalender nicht. Bitte versuchen Sie es gleich noch "
    "einmal, oder ich notiere einen Rückruf.",
}
