"""The static vectors: chiVe's table, trained further by in-batch contrast on pairs of the guide.

Two questions of one note should be near, and near the note's title and conclusion; the other notes of the batch are
the contrast (Henderson et al. 2017, "Efficient Natural Language Response Suggestion"). Only the guide is used, so
adding a document never retrains. Deterministic: one thread, fixed seeds. The table is the mean of several runs from one
start (Wortsman et al. 2022, "Model soups"): with a single run, one more question in the guide moves every ranking.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.static_vectors import KEYS, META, ROWS, TABLE, WEIGHTS, StaticEmbedder, word_key
from assistant.errors import ModelError
from assistant.knowledge.notes import plain
from assistant.language.tokens import terms
from assistant.types import Note

TRAINER = "static-3"
_EPOCHS = 15
_BATCH = 128
_TEMPERATURE = 0.06
_LEARNING_RATE = 0.02
_SEED = 20161
_RUNS = 4


def model_fingerprint(notes: Sequence[Note]) -> str:
    """Id of the model that training on `notes` gives: trainer, base vectors, guide."""
    digest = hashlib.sha256()
    for note in notes:
        digest.update("\x1f".join((note.id, note.title, *note.questions, *(s.text for s in note.sections))).encode())
    return f"static:{TRAINER}:{_base_version()}:{digest.hexdigest()[:16]}"


def ensure_static_model(folder: Path, notes: Sequence[Note]) -> StaticEmbedder:
    """The static model for `notes` in a folder below `folder`, trained now if it is not there yet."""
    fingerprint = model_fingerprint(notes)
    target = folder / hashlib.sha256(fingerprint.encode()).hexdigest()[:16]
    if not (target / META).exists():
        base = ensure_base(folder)
        _train(base, notes, target, fingerprint)
    return StaticEmbedder(target)


def _base_version() -> str:
    import importlib.metadata

    return f"ja_ginza-{importlib.metadata.version('ja_ginza')}"


def ensure_base(folder: Path) -> Path:
    """chiVe as arrays, made once: 480,000 words that share 20,000 vectors."""
    target = folder / _base_version()
    if (target / META).exists():
        return target
    from spacy.strings import StringStore
    from spacy.vectors import Vectors as SpacyVectors

    package = Path(str(resources.files("ja_ginza")))
    vocabularies = sorted(package.glob("*/vocab"))
    if not vocabularies:
        raise ModelError(f"no vocabulary in {package}", model="ja_ginza", reason="no vocabulary")
    vectors = SpacyVectors().from_disk(vocabularies[0])
    strings = StringStore().from_disk(vocabularies[0] / "strings.json")
    known = {int(key): int(row) for key, row in vectors.key2row.items()}
    pairs: dict[int, int] = {}
    for text in strings:
        row = known.get(strings[text])
        if row is not None:
            pairs.setdefault(word_key(text.lower()), row)
    keys = np.array(sorted(pairs), dtype=np.uint64)
    rows = np.array([pairs[int(key)] for key in keys], dtype=np.int32)
    table = np.asarray(vectors.data, dtype=np.float32)
    table = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
    _save(target, keys, rows, table, np.ones(len(table), dtype=np.float32), {"fingerprint": _base_version()})
    return target


def _save(
    target: Path,
    keys: NDArray[np.uint64],
    rows: NDArray[np.int32],
    table: NDArray[np.float32],
    weights: NDArray[np.float32],
    meta: dict[str, str],
) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name, array in ((KEYS, keys), (ROWS, rows), (TABLE, table), (WEIGHTS, weights)):
        np.save(target / name, array)
    (target / META).write_text(json.dumps(meta), encoding="utf-8")  # last: it marks the folder as whole


def _train(base: Path, notes: Sequence[Note], target: Path, fingerprint: str) -> None:
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    keys, rows, table = _vocabulary(base, notes)
    lookup = {int(key): int(row) for key, row in zip(keys, rows, strict=True)}

    @cache
    def rows_of(text: str) -> tuple[int, ...]:
        return tuple(lookup[k] for k in map(word_key, terms(text)) if k in lookup)

    groups = [[r for r in (rows_of(t) for t in _texts(note)) if r] for note in notes]
    groups = [group for group in groups if len(group) >= 2]
    weights = _initial_weights(groups, len(table))
    runs = [_run(groups, table, weights, seed) for seed in range(_SEED, _SEED + _RUNS)]
    torch.set_num_threads(threads)
    learned, scales = (np.stack(part).mean(axis=0, dtype=np.float32) for part in zip(*runs, strict=True))
    _save(target, keys, rows, learned, scales, {"fingerprint": fingerprint})


def _run(
    groups: Sequence[Sequence[tuple[int, ...]]], table: NDArray[np.float32], weights: NDArray[np.float32], seed: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """One training from `table` and `weights`: the table and the weights that it learns."""
    import torch

    torch.manual_seed(seed)
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(table.copy()), freeze=False, mode="sum")
    scale = torch.nn.Parameter(torch.from_numpy(weights.copy()))
    optimiser = torch.optim.Adagrad([
        {"params": bag.parameters(), "lr": _LEARNING_RATE}, {"params": [scale], "lr": _LEARNING_RATE},
    ])  # fmt: skip
    generator = random.Random(seed)

    def embed(texts: Sequence[tuple[int, ...]]) -> torch.Tensor:
        flat = torch.tensor([row for text in texts for row in text])
        offsets = torch.tensor(np.cumsum([0, *(len(text) for text in texts[:-1])]))
        summed: torch.Tensor = bag(flat, offsets, per_sample_weights=scale[flat])
        return torch.nn.functional.normalize(summed, dim=1)

    for _ in range(_EPOCHS):
        order = list(range(len(groups)))
        generator.shuffle(order)
        for start in range(0, len(order), _BATCH):
            pairs = [generator.sample(groups[i], 2) for i in order[start : start + _BATCH] for _ in range(3)]
            owners = torch.tensor([i for i in order[start : start + _BATCH] for _ in range(3)])
            left, right = embed([a for a, _ in pairs]), embed([b for _, b in pairs])
            scores = left @ right.T / _TEMPERATURE
            same = owners.unsqueeze(0) == owners.unsqueeze(1)
            same.fill_diagonal_(False)
            loss = torch.nn.functional.cross_entropy(scores.masked_fill(same, -1e9), torch.arange(len(pairs)))
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    return bag.weight.detach().numpy(), scale.detach().clamp(min=0.0).numpy()


def _texts(note: Note) -> list[str]:
    return [note.title, *note.questions, plain(note.sections[0].text)]


def _vocabulary(base: Path, notes: Sequence[Note]) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.float32]]:
    """chiVe's tables, each word of the guide with a row of its own (chiVe lets rare words share one)."""
    keys = np.load(base / KEYS)
    rows = np.load(base / ROWS)
    table = np.load(base / TABLE)
    known = {int(key): int(row) for key, row in zip(keys, rows, strict=True)}
    words = sorted({word for note in notes for text in _texts(note) for word in terms(text)})
    own = []
    for word in words:
        key = word_key(word)
        if key in known:
            own.append(table[known[key]])
        else:
            # by the word alone, so that a new word in the guide gives no other word another start
            generator = np.random.default_rng(word_key(word) & 0xFFFFFFFF)
            vector = generator.standard_normal(table.shape[1]).astype(np.float32)
            own.append(vector / np.linalg.norm(vector))
        known[key] = len(table) + len(own) - 1
    ordered = np.array(sorted(known), dtype=np.uint64)
    return ordered, np.array([known[int(k)] for k in ordered], dtype=np.int32), np.vstack([table, np.array(own)])


def _initial_weights(groups: Sequence[Sequence[tuple[int, ...]]], size: int) -> NDArray[np.float32]:
    """Rare words weigh more (smooth inverse frequency, Arora et al. 2017); unseen ones as much as a rare one."""
    counts = Counter(row for group in groups for text in group for row in set(text))
    total = sum(len(group) for group in groups)
    weights = np.ones(size, dtype=np.float32)
    for row, count in counts.items():
        weights[row] = 0.01 / (0.01 + count / total)
    return weights
