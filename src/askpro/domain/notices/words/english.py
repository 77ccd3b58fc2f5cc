"""Letters in English."""

ENGLISH = {
    "weekdays": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "months": "January February March April May June July August September October November "
    "December",
    "written_time": "{weekday}, {at.day} {month} {at.year}, {at:%H:%M}",
    "number_withheld": "number withheld",
    "confirmed_customer_subject": "Your appointment at {company}: {when}",
    "confirmed_customer_text": "Hello {customer},\n\n"
    "your appointment is confirmed.\n\n"
    "{when}\n{service} with {staff}\n{place}\n\n"
    "A calendar file is attached. If you cannot come, please call us in good time.\n\n"
    "See you soon\n{company}",
    "confirmed_branch_subject": "New appointment: {customer}, {when}",
    "confirmed_branch_text": "An appointment was booked on the phone.\n\n"
    "{when}\n{service} with {staff}\n{customer}, {phone}",
    "cancelled_customer_subject": "Your appointment on {when} is cancelled",
    "cancelled_customer_text": "Hello {customer},\n\n"
    "this appointment is cancelled:\n\n"
    "{when}\n{service} with {staff}\n\n"
    "If you would like a new one, please call us.\n\n"
    "Your team at {company}",
    "cancelled_branch_subject": "Cancelled: {customer}, {when}",
    "cancelled_branch_text": "This appointment is cancelled, its time is free again.\n\n"
    "{when}\n{service} with {staff}\n{customer}, {phone}",
    "callback_subject": "{name} would like to be called back",
    "callback_text": "{name} asks to be called back by {until}.\n\n{phone}\n\n{message}",
    "callback_nameless_subject": "Somebody would like to be called back",
    "callback_nameless_text": "Somebody who left no name asks to be called back by {until}."
    "\n\n{phone}\n\n{message}",
    "decimal_mark": ".",
    "low_balance_subject": "Credit of {owner}: {funds} left",
    "low_balance_text": "Hello,\n\nthe credit of {owner} is down to {funds}, below the threshold "
    "of {threshold}.\n\nOnce it is used up, the assistant takes messages only and books nothing. "
    "Please top up in good time.",
    "auto_top_up_off_subject": "Automatic top-up of {owner} has stopped",
    "auto_top_up_off_text": "Hello,\n\n{amount} could not be collected three times in a row. "
    "We will not try again.\n\nPlease check the means of payment, then switch the automatic "
    "top-up on again.",
    "alert_subject": "askpro: please have a look",
}
