"""Every start that can be booked, for one question: hours, people, limits and the grid.

    a person's free time  =  schedule − what keeps the person busy, buffers included − full periods
    the team's free time  =  everybody (collective), or one of each group (round robin)
    starts                =  the grid restarted in each free stretch
                             − others' holds, within the restriction and the booking window

One question is answered by one list, which is both what is offered and what is granted.
"""
