"""Sign in at the pages, stay signed in, and sign out."""

from datetime import datetime, timedelta

import attrs

from askpro.domain.organisations.visit import (
    LINK_LASTS,
    EntryLink,
    Holder,
    KeyNotKnown,
    Visit,
    digest,
)
from askpro.ports.clock import Clock
from askpro.ports.visits import EntryLinks, KeyLives, NewToken, RecogniseKey, Visits

NOTE_USE_EVERY = timedelta(minutes=1)


@attrs.frozen
class SignIn:
    """Each sign-in makes a token nobody has had; what the browser brought along is not kept."""

    visits: Visits
    links: EntryLinks
    recognise_key: RecogniseKey
    key_lives: KeyLives
    new_token: NewToken
    clock: Clock

    def by_key(self, key: str) -> str:
        """The session's token. Raises ``KeyNotKnown``."""
        holder = self.recognise_key(key)
        if holder is None:
            raise KeyNotKnown
        return self._open(holder, self.clock())

    def by_link(self, token: str) -> str:
        """The session's token, for a link that is now spent. Raises ``LinkSpent``."""
        now = self.clock()
        return self._open(self.links.spend(digest(token), now).holder, now)

    def behind(self, token: str) -> Holder:
        """Whom the link would sign in; mail scanners may look, too. Raises ``LinkSpent``."""
        return self.links.find(digest(token), self.clock()).holder

    def invite(self, holder: Holder) -> str:
        """The token of a new link, good once and for fifteen minutes."""
        token = self.new_token()
        self.links.keep(EntryLink(digest(token), holder, self.clock() + LINK_LASTS))
        return token

    def visitor(self, token: str) -> Holder | None:
        """Who is signed in with this token; its use is noted once a minute at most.

        A key that is withdrawn ends what it opened.
        """
        now = self.clock()
        session = self.visits.find(digest(token))
        if session is None:
            return None
        withdrawn = session.holder.key is not None and not self.key_lives(session.holder)
        if withdrawn or not session.holds(now):
            self.visits.close(session.digest)
            return None
        if now - session.seen_at >= NOTE_USE_EVERY:
            self.visits.seen(session.digest, now)
        return session.holder

    def out(self, token: str) -> None:
        """End the session for good."""
        self.visits.close(digest(token))

    def _open(self, holder: Holder, now: datetime) -> str:
        token = self.new_token()
        self.visits.open(Visit(digest(token), holder, now, now))
        return token
