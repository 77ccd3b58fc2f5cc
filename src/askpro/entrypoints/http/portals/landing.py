"""The first page, the list of the API's addresses, and what pages load."""

from collections.abc import Iterator, Mapping, Sequence

import attrs
from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.openapi.spec import OpenAPI, Operation
from litestar.params import FromPath

from askpro.entrypoints.http.pages.static_files import BY_NAME
from askpro.entrypoints.http.portals.dependencies import ThePortal
from askpro.entrypoints.http.portals.gate import seat_if_any
from askpro.entrypoints.http.portals.portal import AnyRequest, Page

METHODS = ("get", "post", "put", "patch", "delete")


@attrs.frozen
class Address:
    """One method of one path of the API."""

    method: str
    path: str
    says: str


@get("/", sync_to_thread=True)
def show_landing(request: AnyRequest, portal: ThePortal) -> Page:
    """What this is, and the way in."""
    return portal.page(request, "landing.html", seat=None, known=seat_if_any(request, portal))


@get("/api", sync_to_thread=True)
def show_api(request: AnyRequest, portal: ThePortal) -> Page:
    """The addresses of the OpenAPI document, by group."""
    known = seat_if_any(request, portal)
    return portal.page(request, "api.html", seat=known, groups=groups(request.app.openapi_schema))


def groups(document: OpenAPI) -> Mapping[str, Sequence[Address]]:
    """The document's addresses under their first tag."""
    found: dict[str, list[Address]] = {}
    for path, item in sorted((document.paths or {}).items()):
        operations: Iterator[tuple[str, Operation | None]] = (
            (method, getattr(item, method)) for method in METHODS
        )
        for method, operation in operations:
            if operation is None:
                continue
            says = (operation.summary or operation.description or "").partition(".")[0]
            group = (operation.tags or [""])[0]
            found.setdefault(group, []).append(Address(method.upper(), path, says))
    return found


@get("/static/{name:str}", sync_to_thread=False)
def give_static_file(name: FromPath[str]) -> Response[bytes]:
    """The address names the content, so it may be kept for ever."""
    file = BY_NAME.get(name)
    if file is None:
        raise NotFoundException
    return Response(
        file.content,
        media_type=file.media_type,
        headers={
            "Cache-Control": "public, max-age=31536000, immutable",
            "X-Content-Type-Options": "nosniff",
        },
    )
