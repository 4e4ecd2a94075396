"""An answer under way: sentences with their citation numbers, by layer."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.language.tokens import word_set
from assistant.types import Layer

LIMIT = 600
"""Characters of a composed answer, marks included."""

Claim = tuple[str, tuple[int, ...]]
"""(sentence, numbers of its citations)."""


@dataclass(slots=True)
class Block:
    """Sentences of one layer. `label` is empty where the shape's own label will do."""

    layer: Layer
    label: str
    claims: list[Claim] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """Blocks in the order of their first sentence, and the words said so far."""

    blocks: list[Block] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    said_sentences: list[str] = field(default_factory=list)
    size: int = 0

    def fits(self, text: str, marks: int) -> bool:
        """Whether a sentence with `marks` citations still fits; asked before the citations get their numbers."""
        return self.size + len(text) + marks * len("[10]") <= LIMIT

    def add(self, layer: Layer, text: str, numbers: tuple[int, ...], label: str = "") -> None:
        """Add a sentence to the block of `layer` and `label`."""
        block = next((block for block in self.blocks if (block.layer, block.label) == (layer, label)), None)
        if block is None:
            block = Block(layer, label)
            self.blocks.append(block)
        block.claims.append((text, numbers))
        self.size += len(marked(text, numbers))
        self.said.update(word_set(text))
        self.said_sentences.append(text)

    def of(self, *layers: Layer) -> list[Claim]:
        """The sentences of `layers`."""
        return [claim for block in self.blocks if block.layer in layers for claim in block.claims]

    def text(self) -> str:
        """The answer as running text."""
        return "".join(marked(text, numbers) for block in self.blocks for text, numbers in block.claims)


def marked(text: str, numbers: tuple[int, ...]) -> str:
    """`text` with its marks behind it."""
    return text + "".join(f"[{number}]" for number in numbers)
