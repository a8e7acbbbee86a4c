"""Which names this server answers to.

A page on the internet can let its own name point to 127.0.0.1 after it was loaded (DNS
rebinding); its scripts then count as of the same origin as this server, could read the reports
and, with uploads allowed, change them. What such a page cannot do is send another name than its
own in `Host`. So a server that only this machine can reach answers under the names of this
machine alone, as Jupyter does, and under those that its owner gives.
"""

import re
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_TURNED_AWAY: Final = (
    "这个服务没有用这个名称开放。要通过域名或反向代理访问，请这样启动：reportqa serve "
    "--allow-host 名称\n"
    "This server does not go by this name. To reach it under a domain or behind a proxy, start "
    "it with: reportqa serve --allow-host NAME\n"
)
_HOST: Final = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]]*)(?::\d*)?")


class HostGate:
    """ASGI middleware that turns away whatever asks under a name that is not in `names`.

    Addresses in digits and `localhost` are always answered to: nobody can make them point
    elsewhere.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self._app = app
        self._names = frozenset(name.lower().rstrip(".") for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is meant for this server."""
        # HTTP/1.0 names none; browsers always name one.
        hosts = Headers(scope=scope).getlist("host") if scope["type"] == "http" else []
        if all(map(self._is_ours, hosts)):
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse(_TURNED_AWAY, 421)(scope, receive, send)

    def _is_ours(self, host: str) -> bool:
        match = _HOST.fullmatch(host)
        if match is None:
            return False
        name = match[1].strip("[]").lower().rstrip(".")
        return name == "localhost" or name in self._names or _is_address(name)


def names_to_answer_to(host: str, given: Iterable[str]) -> frozenset[str] | None:
    """The names for a server that listens at `host`, or None where every name will do.

    Every name will do only where other machines may ask, under names that we cannot know, and
    none is `given`.
    """
    names = frozenset(given)
    if not names and not _is_this_machine_only(host):
        return None
    return names | {host}


def _is_this_machine_only(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
