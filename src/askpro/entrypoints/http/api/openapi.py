"""The API's document at ``/api/openapi.json``: OpenAPI 3.1, complete, and no page from afar."""

import inspect
import re
from typing import Any

import msgspec
from litestar import Request, Router
from litestar.enums import MediaType
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.routes import BaseRoute
from litestar.types import ControllerRouterHandler

from askpro import __version__
from askpro.entrypoints.http.api.wire import Wire

_PAGE = re.compile(r"Page_[\w.]*\.(\w+?)(?:Item|Out)_")

OPEN_SHAPES = {"Problem"}
"""Shapes beside whose fields further ones may stand."""


class Document(JsonRenderPlugin):
    """Completed: the framework leaves out that a shape has no other fields."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return self.render_json(request, completed(openapi_schema))


class DocumentRouter(Router):
    """The document alone: no page of the framework's, and nothing at its own root."""

    def register(self, value: ControllerRouterHandler) -> list[BaseRoute]:
        if isinstance(value, HTTPRouteHandler) and value.media_type == MediaType.HTML:
            return []
        if isinstance(value, HTTPRouteHandler):
            value.paths.discard("/")  # people find a page of ours there
        return super().register(value)


def api_document() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="askpro",
        version=__version__,
        description=(
            "Calls, appointments and money of an organisation and everything below it. "
            "Lists are read page by page: pass `next` as `after`. Refusals are problems "
            "(RFC 9457) with a stable `code`."
        ),
        components=Components(
            security_schemes={
                "key": SecurityScheme(
                    type="http",
                    scheme="bearer",
                    bearer_format="ask_live_<8>_<43>",
                    description="An API key. It sees its organisation and everything below it.",
                )
            }
        ),
        security=[{"key": []}],
        use_handler_docstrings=True,
        openapi_router=DocumentRouter("/api", route_handlers=[], include_in_schema=False),
        render_plugins=[Document()],
    )


def completed(document: dict[str, Any]) -> dict[str, Any]:
    """The document with plain names for pages, and every shape and route described."""
    text = msgspec.json.encode(document).decode()
    whole: dict[str, Any] = msgspec.json.decode(_PAGE.sub(r"\1Page", text))
    described = {shape.__name__: inspect.getdoc(shape) for shape in Wire.__subclasses__()}
    for name, shape in whole["components"]["schemas"].items():
        if shape.get("type") == "object" and "properties" in shape:
            shape["additionalProperties"] = name in OPEN_SHAPES
        if described.get(name):
            shape.setdefault("description", described[name])
    for route in whole["paths"].values():
        for operation in route.values():
            operation["summary"] = operation["description"].partition(".")[0]
    return whole
