"""Keeps the page on this machine: a gate in front of Gradio that lets nothing call out.

Gradio's page names outside hosts (previews, fonts, a frame script) and its server has routes
that fetch from, or upload to, elsewhere. The gate serves only the routes that this page needs,
takes those names out of the HTML, and forbids the browser by a Content-Security-Policy to
contact any other host or to run any inline script that did not come with the page.
"""

import re
import secrets
from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PATHS: Final = frozenset(
    {
        "/",
        "/config",
        "/theme.css",
        "/favicon.ico",
        "/robots.txt",
        "/gradio_api/info",
        "/gradio_api/startup-events",
        "/gradio_api/app_id",
    }
)
_FOLDERS: Final = (
    "/assets/",
    "/static/",
    "/page/",  # the page's own files and data, and /page/library for changes
    "/gradio_api/call/",
    "/gradio_api/queue/",
    "/gradio_api/heartbeat/",
)

# Another site's page asks with OPTIONS whether it may post here; it may not.
_METHODS: Final = frozenset({"GET", "HEAD", "POST"})

# Gradio's HTML component compiles its template in the browser, hence 'unsafe-eval'; inline
# scripts need the nonce of this very response, so injected markup cannot run.
_POLICY: Final = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)

_FOREIGN: Final = re.compile(
    r"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>"  # previews made by other sites
    r"|<link\b[^>]*\brel=\"(?:manifest|preconnect|dns-prefetch)\"[^>]*>"
    r"|<(?:link|script)\b[^>]*\b(?:href|src)=\"(?:https?:)?//[^>]*>(?:\s*</script>)?"
)
_SCRIPT: Final = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)

_Headers = list[tuple[bytes, bytes]]


class OfflineGate:
    """ASGI middleware around the whole app; `head` is put into every page's `<head>`."""

    def __init__(self, app: ASGIApp, head: str) -> None:
        self._app = app
        self._head = head

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what the page needs, turn everything else away."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and _is_needed(_path(scope)) and scope["method"] in _METHODS:
            await self._app(scope, receive, _Rewriter(send, self._head))
        elif scope["type"] == "http":
            await PlainTextResponse("没有这个页面 (not found)", 404)(scope, receive, send)
        # Websockets are not used; leaving one unanswered makes the server refuse it.


class _Rewriter:
    """Passes a response on, with safe headers, and with HTML rewritten as a whole."""

    def __init__(self, send: Send, head: str) -> None:
        self._send = send
        self._head = head
        self._nonce = secrets.token_urlsafe(16)
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = _with_safe_headers(message["headers"], self._nonce)
            message = {**message, "headers": headers}
            if _value(headers, b"content-type").startswith(b"text/html"):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_html()
            return
        await self._send(message)

    async def _send_html(self) -> None:
        assert self._start is not None
        body = self._body
        if body:  # the answer to HEAD has none
            page = rewrite_html(body.decode(), self._head, self._nonce)
            body = bytearray(page.encode())
            headers = [h for h in self._start["headers"] if h[0].lower() != b"content-length"]
            headers.append((b"content-length", str(len(body)).encode()))
            self._start["headers"] = headers
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": bytes(body)})


def rewrite_html(html: str, head: str, nonce: str) -> str:
    """`html` in Chinese by default, with `head` added and no other host named in it."""
    html = _FOREIGN.sub("", html).replace("</head>", f"{head}</head>", 1)
    html = _SCRIPT.sub(lambda match: _script(match[1], match[2], nonce), html)
    html = re.sub(r'<html\s+lang="en"', '<html lang="zh-CN"', html, count=1)
    return html.replace("shrink-to-fit=no", "interactive-widget=resizes-content")


def _script(attributes: str, code: str, nonce: str) -> str:
    if "iframeResizer.contentWindow" in code or "window.iFrameResizer" in code:
        # They serve pages framed by other sites; what is left of them is this mode.
        is_mode = "data-gradio-mode" in attributes
        code = 'window.__gradio_mode__ = "app";' if is_mode else ""
        if not code:
            return ""
    return f'<script nonce="{nonce}"{attributes}>{code}</script>'


def _path(scope: Scope) -> str:
    """The path without the mount point that a proxy may have named."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "")) or "/"


def _is_needed(path: str) -> bool:
    return path in _PATHS or path.startswith(_FOLDERS)


def _with_safe_headers(headers: _Headers, nonce: str) -> _Headers:
    return [
        *headers,
        (b"content-security-policy", _POLICY.format(nonce=nonce).encode()),
        (b"referrer-policy", b"no-referrer"),
        (b"x-content-type-options", b"nosniff"),
        (b"x-dns-prefetch-control", b"off"),
    ]


def _value(headers: _Headers, name: bytes) -> bytes:
    return next((value for key, value in headers if key.lower() == name), b"")
