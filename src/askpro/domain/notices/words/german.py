"""Letters in German."""

GERMAN = {
    "weekdays": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "months": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "written_time": "{weekday}, {at.day}. {month} {at.year}, {at:%H:%M} Uhr",
    "number_withheld": "ohne Rufnummer",
    "confirmed_customer_subject": "Ihr Termin bei {company}: {when}",
    "confirmed_customer_text": "Guten Tag {customer},\n\n"
    "Ihr Termin ist bestätigt.\n\n"
    "{when}\n{service} bei {staff}\n{place}\n\n"
    "Der Termin liegt als Kalenderdatei bei. Wenn Sie nicht kommen können, rufen Sie uns bitte "
    "rechtzeitig an.\n\n"
    "Bis bald\n{company}",
    "confirmed_branch_subject": "Neuer Termin: {customer}, {when}",
    "confirmed_branch_text": "Am Telefon wurde ein Termin gebucht.\n\n"
    "{when}\n{service} bei {staff}\n{customer}, {phone}",
    "cancelled_customer_subject": "Ihr Termin am {when} ist abgesagt",
    "cancelled_customer_text": "Guten Tag {customer},\n\n"
    "dieser Termin ist abgesagt:\n\n"
    "{when}\n{service} bei {staff}\n\n"
    "Wenn Sie einen neuen Termin möchten, rufen Sie uns gern an.\n\n"
    "Ihr Team von {company}",
    "cancelled_branch_subject": "Abgesagt: {customer}, {when}",
    "cancelled_branch_text": "Dieser Termin ist abgesagt, die Zeit ist wieder frei.\n\n"
    "{when}\n{service} bei {staff}\n{customer}, {phone}",
    "callback_subject": "Rückrufwunsch: {name}",
    "callback_text": "Jemand bittet um einen Rückruf bis {until}.\n\n{name}, {phone}\n\n{message}",
    "callback_nameless_subject": "Rückrufwunsch ohne Namen",
    "callback_nameless_text": "Jemand bittet um einen Rückruf bis {until} und hat keinen Namen "
    "genannt.\n\n{phone}\n\n{message}",
    "decimal_mark": ",",
    "low_balance_subject": "Guthaben von {owner}: noch {funds}",
    "low_balance_text": "Guten Tag,\n\ndas Guthaben von {owner} liegt mit {funds} unter der "
    "Schwelle von {threshold}.\n\nIst es aufgebraucht, nimmt der Assistent statt Terminen nur noch "
    "Nachrichten an. Bitte laden Sie rechtzeitig auf.",
    "auto_top_up_off_subject": "Automatische Aufladung von {owner} ist ausgesetzt",
    "auto_top_up_off_text": "Guten Tag,\n\ndreimal hintereinander konnten {amount} nicht "
    "eingezogen werden. Wir versuchen es nicht weiter.\n\nBitte prüfen Sie das Zahlungsmittel "
    "und schalten Sie die automatische Aufladung danach wieder ein.",
    "alert_subject": "askpro: bitte ansehen",
}
