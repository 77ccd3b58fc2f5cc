"""The pages people see: sign in, look at calls, appointments and money.

Handlers are thin: read through the ports, in the scope of who is signed in, and hand facts
to a template. Nothing here decides a price or a right.
"""
