"""How a call travels: one request, its answer decoded or its problem raised; and streams, event by event."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx2

from bots.client.problem import problem_of
from bots.client.values import decode, encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One server-sent event: `status`, `sentence`, `sections`, `citations` or `done`."""

    name: str
    data: Mapping[str, Any]


class Transport:
    """Calls over `http`, whose base address is the server's."""

    def __init__(self, http: httpx2.Client) -> None:
        self._http = http

    def _call(
        self, method: str, path: str, kind: Any, *, places: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None, body: Mapping[str, Any] | None = None, content: bytes | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> Any:  # fmt: skip
        """The answer as a `kind`; bytes where `kind` is bytes.

        Raises:
            Problem: the server refuses.
            httpx2.HTTPError: it cannot be reached.
        """
        headers = {"Content-Type": "application/octet-stream"} if content is not None else {}
        response = self._http.request(
            method, _filled(path, places), params=_present(query), headers=headers, content=content,
            json=_present(body), files=dict(files) if files else None,
        )  # fmt: skip
        if not response.is_success:
            raise _refused(response)
        if kind is bytes:
            return response.content
        return None if kind is None else decode(kind, response.json())

    def _stream(self, method: str, path: str, *, body: Mapping[str, Any]) -> Iterator[Event]:
        """The events of a stream; leaving the loop leaves the stream.

        Raises:
            Problem: the server refuses, or something goes wrong on its side while it answers.
            httpx2.HTTPError: it cannot be reached, or the connection breaks.
        """
        with self._http.stream(method, path, json=_present(body)) as response:
            if not response.is_success:
                response.read()
                raise _refused(response)
            for event in _events(response.iter_lines()):
                if event.name == "error":
                    raise problem_of(int(event.data.get("status", 500)), event.data)
                yield event


def _refused(response: httpx2.Response) -> Exception:
    try:
        body = response.json()
    except ValueError:
        body = None
    return problem_of(response.status_code, body, response.headers.get("retry-after", ""))


def _events(lines: Iterable[str]) -> Iterator[Event]:
    name, data = "", list[str]()
    for line in lines:
        key, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if key == "event":
            name = value
        elif key == "data":
            data.append(value)
        elif not line and data:
            yield Event(name=name, data=json.loads("\n".join(data)))
            name, data = "", []


def _filled(path: str, places: Mapping[str, str] | None) -> str:
    return path.format_map({name: quote(str(value), safe="") for name, value in (places or {}).items()})


def _present(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What was given: None is the server's default."""
    return {name: encode(value) for name, value in values.items() if value is not None} if values is not None else None
