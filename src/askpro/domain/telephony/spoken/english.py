"""What a caller hears in English."""

ENGLISH = {
    # the conversation
    "greeting": "Hello, this is {company}. You are speaking with the digital booking assistant. "
    "How can I help you?",
    "greeting_message_only": "Hello, this is {company}. You are speaking with the digital "
    "assistant. I cannot book appointments right now, but I will gladly take a message.",
    "goodbye": "Thank you for calling. Goodbye.",
    "not_heard": "I am sorry, I did not understand that. Please say it again.",
    "how_can_i_help": "How can I help you?",
    "offer_callback": "I am sorry, I did not understand you again. Would you like us to call you "
    "back?",
    "ask_message": "What may I pass on?",
    # what is missing
    "ask_service": "Which service would you like to book: {services}?",
    "ask_which_service": "Do you mean {services}?",
    "no_such_service": "I am afraid we do not offer that. You can book {services}.",
    "service_detail": "{name}, {minutes} minutes, {price}",
    "ask_staff": "Do you mean {staff}?",
    "no_such_staff": "Our team is {staff}. Who would you like to see?",
    "ask_time": "When would you like to come?",
    "ask_which_time": "Do you mean {times}?",
    "time_unclear": "I did not understand the time. On which day and at what time would you "
    "like to come?",
    "time_impossible": "That time does not exist. When would you like to come?",
    "ask_name": "What name may I put the appointment under?",
    "ask_agreement": "Shall I book that?",
    # offers
    "free": "{time}, {service} with {staff} is free. Shall I book that?",
    "free_choice": "Free times are {times}. Which one suits you?",
    "not_free": "{reason} Free times are {times}. Does one of them suit you?",
    "nothing_free": "{reason} I am afraid nothing is free in the coming weeks. Would you like us "
    "to call you back?",
    "nothing_free_window": "I am afraid nothing is free then.",
    # results
    "booked": "Your appointment is booked: {service} with {staff}, {time}.",
    "booked_mail": "Your appointment is booked: {service} with {staff}, {time}. "
    "You will receive a confirmation by e-mail.",
    "cancelled": "Your appointment {time} is cancelled.",
    "which_appointment": "You have several appointments: {times}. Which one do you mean?",
    "no_appointment": "I cannot find an upcoming appointment under your number.",
    "callback_noted": "I have noted that you would like to be called back. You will hear from us "
    "by {time} at the latest.",
    "ask_callback_number": "What number can we reach you on?",
    "services": "We offer {services}.",
    "opening_hours": "Our opening hours: {hours}.",
    "open_on": "{day} from {start} to {end}",
    "no_hours": "I do not have our opening hours at hand.",
    # refusals, by code
    "past_time": "That time is already over.",
    "too_soon": "I am afraid that is too short notice.",
    "too_far": "I cannot book that far ahead yet.",
    "closed": "Nobody works here at that time.",
    "off_grid": "Our appointments do not start at that minute.",
    "slot_taken": "I am afraid that appointment is already taken.",
    "staff_cannot": "{staff} does not do that. You can have it with {able}.",
    "hold_gone": "The reservation has expired. When would you like to come?",
    "nothing_offered": "When would you like to come?",
    "choose_one": "Which of the times would you like?",
    "name_needed": "What name may I put the appointment under?",
    "already_over": "That appointment is already over or cancelled.",
    "too_late_to_cancel": "I cannot cancel it this close to the appointment. Would you like us to "
    "call you back?",
    "number_withheld": "Without your number I cannot look at or change appointments. Would you "
    "like us to call you back?",
    "messages_only": "I cannot book appointments right now. I will gladly take a message.",
    "unknown_number": "Nobody can be reached under this number. Goodbye.",
    "unknown_function": "I am afraid I cannot do that. Would you like to book an appointment?",
    "bad_arguments": "I am sorry, I did not understand that. Please say it again.",
    # the families
    "refused": "I am afraid that is not possible. Can I help you in another way?",
    "missing": "I am afraid I cannot find that. Can I help you in another way?",
    "unavailable": "I cannot reach the calendar right now. Please try again in a moment, or I "
    "can note a callback.",
}
