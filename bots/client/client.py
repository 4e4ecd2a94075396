"""The client: every operation of the interface as a method."""

from __future__ import annotations

from types import TracebackType
from typing import Self

import httpx2

from bots.client.operations import Operations

_TIMEOUT = 90.0
"""Seconds; a worded answer may take a minute."""


class Client(Operations):
    """`address` is where the page is; `token` comes from `renkei token create`. `http` is used instead where given."""

    def __init__(self, address: str = "", *, token: str = "", http: httpx2.Client | None = None) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        super().__init__(http or httpx2.Client(base_url=address, headers=headers, timeout=_TIMEOUT))

    def close(self) -> None:
        """Give up the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
