"""Fit the role-play's listener on utterances of ours (`roleplay_said.jsonl`), and store it with the run that made it.

Only utterances that are not in the test half are read. The word vectors come with the package ja_ginza (chiVe).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import metadata, resources
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

import prompts
from assistant.errors import ModelError, UsageError
from assistant.roleplay.listener import TABLES, Listener, packed
from assistant.roleplay.rubric import rubric
from assistant.roleplay.signals import rules
from eval.fitting.listening import RIDGE, STEPS, Example, Floats, WordVectors, fit

SAID = Path(__file__).parent / "roleplay_said.jsonl"
EVERYDAY = slice(150, 20_000)
"""Ranks of the words whose vectors are used: below lie particles, above them words share vectors with others."""
_STEPS_OF_A_NUMBER = 127


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    say: str
    points: list[str] = []
    hardens: list[str] = []
    maybe: list[str] = []
    moves: list[str] | None = None
    """Where they are given, only the moves were labelled; else only points and blows, and a row that holds none of
    these, or a blow, holds no move either.
    """

    def example(self) -> Example:
        """The row with everything that was not labelled left open.

        Raises:
            ValueError: it names an unknown label.
        """
        judged, moves = {*rubric().points, *rubric().hardening}, set(rules("moves"))
        labels = frozenset({*self.points, *self.hardens, *(self.moves or ())})
        unknown = {*labels, *self.maybe} - judged - moves
        if unknown:
            raise ValueError(f"unknown labels {sorted(unknown)}")
        left_open = judged if self.moves is not None else moves if self.points else set()
        return Example(said=self.say, labels=labels, maybe=frozenset({*self.maybe, *left_open}) - labels)


def load_examples(path: Path = SAID) -> tuple[Example, ...]:
    """The utterances of a file.

    Raises:
        UsageError: the file cannot be read, or a line does not have the form above or names an unknown label.
    """
    found = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"{path}: {error}", hint=prompts.text("eval/roleplay", "missing", path=path)) from error
    for number, line in enumerate(lines, start=1):
        try:
            found.append(_Row.model_validate(json.loads(line)).example())
        except (ValueError, ValidationError) as error:
            hint = prompts.text("eval/roleplay", "line", path=path, number=number)
            raise UsageError(f"{path}:{number}: {error}", hint=hint) from error
    return tuple(found)


def everyday_words() -> WordVectors:
    """chiVe's words by frequency, `EVERYDAY` of them, with vectors of length 1.

    Raises:
        ModelError: the package holds no vocabulary.
    """
    from spacy.strings import StringStore
    from spacy.vectors import Vectors

    folders = sorted(Path(str(resources.files("ja_ginza"))).glob("*/vocab"))
    if not folders:
        raise ModelError("no vocabulary in ja_ginza", model="ja_ginza", reason="no vocabulary")
    vectors = Vectors().from_disk(folders[0])
    strings = StringStore().from_disk(folders[0] / "strings.json")
    rows: dict[str, int] = {}
    for key, row in list(vectors.key2row.items())[EVERYDAY]:
        rows.setdefault(strings[key].lower(), row)
    table = np.asarray(vectors.data[list(rows.values())], dtype=np.float32)
    return WordVectors(words=tuple(rows), table=table / np.linalg.norm(table, axis=1, keepdims=True))


def fit_listener(examples: Sequence[Example]) -> Listener:
    """A listener for every rubric point, every hardening behaviour and every move."""
    return fit(examples, [*rubric().points, *rubric().hardening, *rules("moves")], everyday_words())


def store(listener: Listener, examples: Sequence[Example], command: str, path: Path = TABLES) -> None:
    """Write the tables to `path` (numbers as bytes, one scale per label) and the run beside them."""
    weights, weight_scale = _bytes(listener.weights)
    leanings, leaning_scale = _bytes(listener.leanings)
    np.savez_compressed(
        path, labels=packed(listener.labels), tokens=packed(list(listener.tokens)), rarity=listener.rarity,
        weights=weights, weight_scale=weight_scale, lexicon=packed(list(listener.lexicon)), leanings=leanings,
        leaning_scale=leaning_scale, bias=listener.bias,
    )  # fmt: skip
    run = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"), "command": command, "utterances": len(examples),
        "vectors": f"ja_ginza-{metadata.version('ja_ginza')}", "ridge": RIDGE, "steps": STEPS,
        "tokens": len(listener.tokens), "words": len(listener.lexicon),
    }  # fmt: skip
    path.with_suffix(".json").write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")


def _bytes(table: Floats) -> tuple[np.typing.NDArray[np.int8], Floats]:
    scale = np.maximum(np.abs(table).max(axis=0), 1e-9) / _STEPS_OF_A_NUMBER
    return np.round(table / scale).astype(np.int8), np.asarray(scale, dtype=np.float32)
