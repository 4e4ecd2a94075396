"""The sheet that a reader judges on: each pair with the quote, the passage and the place. It is written, filled in by
hand and read back; it holds the documents' words, so it stays in the data folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

import prompts
from assistant.errors import UsageError
from assistant.types import Citation
from eval.overlap import Overlap
from eval.relevance.pairs import Pair
from eval.relevance.verdicts import JUDGED, Judged, Verdict

TextOf = Callable[[str], str]
"""The text of the passage with this id."""


def write_sheet(sample: Sequence[Pair], verdicts: Mapping[str, Verdict], text_of: TextOf, path: Path) -> None:
    """One line for each pair, those without a verdict first; what is known already is filled in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = sorted(sample, key=lambda pair: pair.key in verdicts)
    rows = (_row(pair, verdicts.get(pair.key), text_of) for pair in ordered)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _row(pair: Pair, known: Verdict | None, text_of: TextOf) -> dict[str, Any]:
    return {
        "key": pair.key,
        "sentence": pair.sentence,
        "verdict": known.verdict if known else "",
        "why": known.why if known else "",
        "document": pair.citation.document_id,
        "cited": _cited(pair.citation, text_of),
        "beside": [_cited(citation, text_of) for citation in pair.beside],
    }


def _cited(citation: Citation, text_of: TextOf) -> dict[str, str]:
    page = "" if citation.page is None else f"p.{citation.page}"
    place = " ".join(part for part in (citation.title, citation.section, page) if part)
    return {"place": place, "quote": citation.quote, "passage": text_of(citation.passage_id)}


class _Filled(BaseModel):
    model_config = ConfigDict(extra="ignore")

    key: str
    sentence: str
    document: str
    verdict: Judged | None = None
    why: str = ""


def read_sheet(path: Path, overlap: Overlap) -> Iterator[Verdict]:
    """The verdicts that were filled in. A sentence that repeats a source is left out of its verdict.

    Raises:
        UsageError: the file cannot be read, or a line has a verdict that is none, or no reason.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}", hint=prompts.text("eval/messages", "no_file", name=path.name)) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            row = _filled(path, number, line)
            if row.verdict is not None:
                sentence = "" if any(overlap.runs(row.sentence)) else row.sentence
                yield Verdict(key=row.key, document=row.document, sentence=sentence, verdict=row.verdict, why=row.why)


def _filled(path: Path, number: int, line: str) -> _Filled:
    try:
        content = json.loads(line)
        row = _Filled.model_validate({**content, "verdict": content["verdict"] or None})
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        hint = prompts.text("eval/relevance", "bad_sheet", name=path.name, number=number, verdicts=" / ".join(JUDGED))
        raise UsageError(f"{path}:{number}: {error}", hint=hint) from error
    if row.verdict is not None and not row.why.strip():
        hint = prompts.text("eval/relevance", "no_reason", name=path.name, number=number)
        raise UsageError(f"{path}:{number}: no reason", hint=hint)
    return row
