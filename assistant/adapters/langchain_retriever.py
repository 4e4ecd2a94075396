"""renkei for LangChain and LangGraph: the retriever as a BaseRetriever, the store as a langchain-chroma VectorStore."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.adapters.generation import VECTORS, Generation
from assistant.retrieval.protocols import Embedder
from assistant.types import Evidence


class Served(Protocol):
    """What LangChain's interfaces need of an `assistant.app.Assistant`."""

    @property
    def generation(self) -> Generation: ...

    @property
    def embedder(self) -> Embedder: ...

    def evidence(self, question: str) -> Sequence[Evidence]: ...


class RenkeiRetriever(BaseRetriever):
    """Source passages for a question, as LangChain documents: page_content is the passage, metadata says where it
    stands (document_id, title, edition, section, page, score).
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Any
    k: int = 8

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [
            LangChainDocument(
                page_content=evidence.text,
                id=evidence.passage_id or None,
                metadata={
                    "document_id": evidence.document_id, "section": evidence.section, "page": evidence.page,
                    "score": evidence.score, "kind": evidence.kind,
                },
            )
            for evidence in self.assistant.evidence(query)[: self.k]
        ]  # fmt: skip


class RenkeiEmbeddings(Embeddings):
    """An `Embedder` behind LangChain's interface."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self._embedder.embed_documents(texts)]

    def embed_query(self, text: str) -> list[float]:
        return [float(x) for x in self._embedder.embed_queries([text])[0]]


def vector_store(assistant: Served, channel: str = "texts") -> Any:
    """The passages (`texts`) or questions (`questions`) of the served index as a langchain-chroma Chroma store."""
    from langchain_chroma import Chroma

    from assistant.adapters.chroma_store import client

    folder = assistant.generation.folder / VECTORS
    return Chroma(client=client(folder), collection_name=channel,
                  embedding_function=RenkeiEmbeddings(assistant.embedder))  # fmt: skip
