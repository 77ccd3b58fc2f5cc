"""What the pages need from the house, and how a page leaves it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from zoneinfo import ZoneInfo

import attrs
from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.enums import MediaType
from litestar.response import Redirect

from askpro.application.billing.read_commission import ReadCommission
from askpro.application.booking.cancel_appointment import CancelAppointment
from askpro.application.organisations.sign_in import SignIn
from askpro.domain.organisations.actor import Actor
from askpro.domain.organisations.organisation import Kind, Language, Organisation
from askpro.domain.organisations.scope import Scope
from askpro.domain.organisations.visit import LASTS_AT_MOST
from askpro.entrypoints.http.pages import Pages, choose_language
from askpro.entrypoints.http.portals.attempts import Attempts
from askpro.ports.clock import Clock
from askpro.ports.jobs import JobQueue
from askpro.ports.storage import Storage
from askpro.ports.views import Views

AnyRequest = Request[Any, Any, Any]
Page = Response[str]

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Not no-referrer: with that, browsers send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Vary": "Cookie, Accept-Language",
}
LANGUAGE_COOKIE = "askpro-language"
ONE_YEAR_SECONDS = 365 * 24 * 3600


@attrs.frozen
class Seat:
    """Who is signed in, and how far they see: the operator sees the whole tree."""

    organisation: Organisation
    actor: Actor

    @property
    def scope(self) -> Scope:
        return Scope.everything() if self.operator else Scope.of(self.organisation.id)

    @property
    def operator(self) -> bool:
        return self.organisation.kind is Kind.PLATFORM

    @property
    def company(self) -> bool:
        return self.organisation.kind is Kind.COMPANY


@attrs.frozen
class Portal:
    """The ports and use cases behind the pages; ``zone`` is the clock of the lists."""

    storage: Storage
    views: Views
    queue: JobQueue
    clock: Clock
    sign_in: SignIn
    cancel_appointment: CancelAppointment
    read_commission: ReadCommission
    pages: Pages
    attempts: Attempts
    public_url: str
    zone: ZoneInfo

    @property
    def secure(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def origin(self) -> str:
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def cookie_name(self) -> str:
        """Browsers take ``__Host-`` only over TLS and for this very host."""
        return "__Host-askpro" if self.secure else "askpro"

    def page(
        self,
        request: AnyRequest,
        template: str,
        *,
        seat: Seat | None = None,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **facts: Any,
    ) -> Page:
        """The page in the reader's language, with the headers every page carries."""
        language = language_of(request)
        known = {
            "seat": seat, "status": status, "path": request.url.path, "zone": self.zone,
            "now": self.clock(),
            "switch": {one.value: _here(request, lang=one.value) for one in Language},
        }  # fmt: skip
        return Response(
            self.pages.write(template, language, {**known, **facts}),
            status_code=status,
            media_type=MediaType.HTML,
            headers={**HEADERS, **self._tls(), "Content-Language": language.value}
            | dict(headers or {}),
            cookies=self._kept_language(request),
        )

    def go(self, path: str, *, cookie: Cookie | None = None) -> Redirect:
        """Look there next, with GET."""
        return Redirect(
            path,
            status_code=303,
            headers={name: HEADERS[name] for name in ("Cache-Control", "Referrer-Policy")},
            cookies=[cookie] if cookie else None,
        )

    def signed_in(self, token: str) -> Cookie:
        return Cookie(
            key=self.cookie_name,
            value=token, path="/", httponly=True, samesite="lax", secure=self.secure,
            max_age=int(LASTS_AT_MOST.total_seconds()),
        )  # fmt: skip

    def signed_out(self) -> Cookie:
        return no_cookie(self.cookie_name, secure=self.secure)

    def _tls(self) -> Mapping[str, str]:
        return {"Strict-Transport-Security": "max-age=31536000"} if self.secure else {}

    def _kept_language(self, request: AnyRequest) -> list[Cookie]:
        asked = request.query_params.get("lang")
        if asked not in {language.value for language in Language}:
            return []
        return [
            Cookie(
                key=LANGUAGE_COOKIE,
                value=asked, path="/", samesite="lax", secure=self.secure,
                max_age=ONE_YEAR_SECONDS,
            )
        ]  # fmt: skip


def no_cookie(name: str, *, secure: bool) -> Cookie:
    """The cookie that takes a cookie away."""
    return Cookie(
        key=name,
        value="",
        path="/",
        httponly=True,
        samesite="lax",
        secure=secure,
        max_age=0,
        expires=0,
    )


def language_of(request: AnyRequest) -> Language:
    return choose_language(
        request.query_params.get("lang"),
        request.cookies.get(LANGUAGE_COOKIE),
        request.headers.get("accept-language"),
    )


def _here(request: AnyRequest, **changes: str) -> str:
    """This address with other words behind the question mark."""
    asked = {**dict(request.query_params.items()), **changes}
    return f"{quote(request.url.path)}?{urlencode(asked)}"
