"""The running page, and people who visit it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from reportqa.web import create_app

from . import fakes
from .person import EXAMPLES, Person, Visit, browser


@pytest.fixture(scope="package")
def address() -> Iterator[str]:
    app = create_app(fakes.ask, lambda: [fakes.shipped(), fakes.hostile()], EXAMPLES)
    with fakes.running(app) as address:
        yield address


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    with browser() as running:
        yield running


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Visit]:
    people: list[Person] = []

    def come(fragment: str = "", **options: Any) -> Person:
        people.append(Person(chromium, address, fragment, options))
        return people[-1]

    yield come
    for person in people:
        person.context.close()
        hosts = {urlsplit(url).hostname for url in person.requests if not url.startswith("data:")}
        assert hosts == {"127.0.0.1"}
        assert person.complaints == []
