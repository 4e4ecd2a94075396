"""The lexical index: tantivy over words that Sudachi made. tantivy only splits at white space."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from assistant.errors import IndexDamaged
from assistant.retrieval.protocols import Hit

FIELDS = ("questions", "heading", "body")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("unit", stored=True, tokenizer_name="raw")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def build(folder: Path, rows: Iterable[tuple[str, str, Sequence[str]]]) -> int:
    """Write an index of (unit, field, words) rows into the empty `folder`; a unit may have many rows in one field
    (each question is a row, so that a question is compared with a question). Returns the number of rows.
    """
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(_schema(), path=str(folder))
    writer = index.writer(heap_size=30_000_000, num_threads=1)
    count = 0
    for unit, field, words in rows:
        writer.add_document(tantivy.Document(unit=unit, **{field: " ".join(words)}))
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


class TantivyIndex:
    """A `LexicalIndex` in a folder that `build` wrote."""

    def __init__(self, folder: Path) -> None:
        """
        Raises:
            IndexDamaged: tantivy cannot open the folder.
        """
        try:
            self._schema = _schema()
            self._index = tantivy.Index(self._schema, path=str(folder), reuse=True)
            self._index.reload()
            self._searcher = self._index.searcher()
        except (ValueError, OSError) as error:
            raise IndexDamaged(f"lexical index {folder}: {error}", path=str(folder), reason=str(error)) from error

    @property
    def rows(self) -> int:
        """Rows in the index."""
        return int(self._searcher.num_docs)

    def search(self, field: str, weights: dict[str, float], limit: int) -> list[Hit]:
        clauses = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, word, "freq"), weight),
            )
            for word, weight in weights.items()
        ]
        if not clauses:
            return []
        found = self._searcher.search(tantivy.Query.boolean_query(clauses), limit=limit * 3, count=False)
        best: dict[str, float] = {}
        for score, address in found.hits:
            unit = str(self._searcher.doc(address)["unit"][0])
            if unit not in best:
                best[unit] = float(score)
                if len(best) >= limit:
                    break
        return [Hit(unit, score) for unit, score in best.items()]
