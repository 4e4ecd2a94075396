"""What is computed once for each generation of the index and thrown away with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from assistant.adapters.generation import Generation
from assistant.app import Assistant

T = TypeVar("T")


class PerGeneration(Generic[T]):
    """`make(generation)` of the generation that `assistant` serves now. Threads may share it."""

    def __init__(self, assistant: Assistant, make: Callable[[Generation], T]) -> None:
        self._assistant = assistant
        self._make = make
        self._held: tuple[Generation, T] | None = None

    def __call__(self) -> T:
        generation = self._assistant.generation
        held = self._held
        if held is None or held[0] is not generation:
            held = self._held = (generation, self._make(generation))
        return held[1]
