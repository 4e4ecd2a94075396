"""Proper names, and the words of a text with their kinds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.morphemes import morphemes
from assistant.language.names import proper_names


@pytest.mark.parametrize(
    ("text", "name"),
    [("新潟県では", "新潟県"), ("横浜市の手引き", "横浜市"), ("ＭＣＳで共有", "mcs"), ("PDCAサイクル", "pdca"), ("山田さん", "山田")],
)
def test_names_of_places_persons_and_latin_words_are_found(text: str, name: str) -> None:
    assert name in proper_names(text)


@pytest.mark.parametrize("text", ["保健所と地域包括支援センター", "市町村の担当者", "在宅医療を支える体制"])
def test_words_of_the_field_are_no_names(text: str) -> None:
    assert proper_names(text) == frozenset()


@given(st.text(max_size=100))
def test_the_words_of_a_text_joined_again_are_the_text(text: str) -> None:
    assert "".join(morpheme.surface for morpheme in morphemes(text)) == text
