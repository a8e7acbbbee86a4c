"""The page: a chat on the left, the report on the right, served from this machine alone."""

from reportqa.web.serving import create_app, listen, serve

__all__ = ["create_app", "listen", "serve"]
