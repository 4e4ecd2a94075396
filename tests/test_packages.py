"""Rules of the repository that no single module can keep."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import io
import re
import tokenize
from pathlib import Path

import pytest
from packaging.version import Version

import prompts

REPOSITORY = Path(__file__).parent.parent
_SIGN = 3
"""So many kana or kanji are a mark that text is searched for, or a part of speech, not prose."""
PACKAGES = ("assistant", "ingest", "bots", "eval", "prompts")
JAPANESE = re.compile("[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]")


@pytest.mark.parametrize("name", PACKAGES)
def test_the_generic_names_are_ours(name: str) -> None:
    assert Path(str(importlib.import_module(name).__file__)).is_relative_to(REPOSITORY)


@pytest.mark.parametrize("name", PACKAGES)
def test_no_japanese_prose_in_code(name: str) -> None:
    """Texts for people live under prompts/ and corpus/; a character class in a pattern may hold kana and kanji."""
    offenders = []
    for path in sorted((REPOSITORY / name).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings | bare:
                outside_classes = re.sub(r"\[[^\]]*\]", "", node.value)
                if len(JAPANESE.findall(outside_classes)) > _SIGN:
                    offenders.append(f"{path.relative_to(REPOSITORY)}:{node.lineno}: {node.value[:40]}")
    assert offenders == []


@pytest.mark.parametrize(
    ("package", "floor"),
    [("pypdf", "7.0"), ("starlette", "1.3.1"), ("langchain-core", "1.2.5"), ("cryptography", "1")],
)
def test_versions_are_above_the_known_holes(package: str, floor: str) -> None:
    assert Version(importlib.metadata.version(package)) >= Version(floor)


def test_torch_is_the_pinned_cpu_build() -> None:
    assert importlib.metadata.version("torch").split("+")[0] == "2.13.0"
    names = {(distribution.metadata["Name"] or "").lower() for distribution in importlib.metadata.distributions()}
    assert [name for name in names if name.startswith(("nvidia-", "triton"))] == []


def test_a_missing_text_or_variable_is_named() -> None:
    with pytest.raises(KeyError, match="no value for page"):
        prompts.text("ui/cli", "page")
    with pytest.raises(KeyError, match="no_such_key"):
        prompts.text("ui/cli", "no_such_key")
    with pytest.raises(FileNotFoundError, match="nowhere"):
        prompts.load("nowhere/at_all")


def test_comments_hold_no_open_ends() -> None:
    """What is left open stands in an issue, not in a comment."""
    marks = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")))
    found = []
    for name in PACKAGES:
        for path in sorted((REPOSITORY / name).rglob("*.py")):
            for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
                if token.type == tokenize.COMMENT and marks.search(token.string):
                    found.append(f"{path.relative_to(REPOSITORY)}:{token.start[0]}")
    assert found == []
