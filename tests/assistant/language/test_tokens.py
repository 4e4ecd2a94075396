from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.language.tokens import terms


def test_words_come_in_one_form_and_without_particles() -> None:
    assert terms("打合せをする") == terms("打ち合わせをする")
    assert terms("看取りの率を目標にしない") == ["見る", "取る", "率", "目標"]


def test_width_and_case_do_not_matter() -> None:
    assert terms("ＰＤＣＡ") == terms("pdca")


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_any_text_can_be_counted(text: str) -> None:
    assert all(word and not word.isspace() for word in terms(text))


def test_a_long_text_is_counted_to_its_end() -> None:
    assert terms("連携。" * 20_000 + "看護")[-1] == "看護"


def test_threads_have_their_own_tokenizer() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len({tuple(words) for words in pool.map(terms, ["医師会長の理解を得る"] * 64)}) == 1
