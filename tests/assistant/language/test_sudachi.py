"""One dictionary for the process, whoever asks first."""

from __future__ import annotations

import threading
import time

import pytest
from sudachipy import dictionary

from assistant.language import sudachi


def test_threads_that_come_at_once_open_one_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    opened = dictionary.Dictionary

    def slowly(**options: str) -> dictionary.Dictionary:
        time.sleep(0.05)
        made.append(opened(**options))
        return made[-1]

    monkeypatch.setattr(sudachi.dictionary, "Dictionary", slowly)
    sudachi._core.cache_clear()
    people = [threading.Thread(target=cut) for cut in (sudachi.short_units, sudachi.whole_names) * 2]
    for person in people:
        person.start()
    for person in people:
        person.join()
    sudachi._core.cache_clear()

    assert len(made) == 1


def test_units_are_short_or_whole() -> None:
    short = [m.surface() for m in sudachi.short_units().tokenize("国立国会図書館")]
    whole = [m.surface() for m in sudachi.whole_names().tokenize("国立国会図書館")]

    assert len(short) > len(whole)
