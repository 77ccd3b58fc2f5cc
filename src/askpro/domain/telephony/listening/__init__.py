"""What the agent hears without knowing the catalogue: the caller's words, sorted.

The words about a service, a time or a colleague are passed on as they were said; the
functions understand them. Only what steers the conversation is understood here.
"""

from askpro.domain.telephony.listening.ear import Ear
from askpro.domain.telephony.listening.heard import Heard, Want, listen

__all__ = ["Ear", "Heard", "Want", "listen"]
