"""Names in a text: as words, the longest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.roles.mentions import Names, blanked, pieces

NAMES = Names.of([
    ("prefecture", ["県", "都道府県"]), ("association", ["医師会"]), ("dentists", ["歯科医師会"]), ("state", ["くに", "国"]),
    ("coordinator", ["コーディ", "Co", "コーディネーター"]),
])  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("県と歯科医師会", ["prefecture", "dentists"]),
        ("新潟県の医師会", ["association"]),
        ("医師会長に会う", []),
        ("とくに国は", ["state"]),
        ("くにの役割", ["state"]),
        ("コーディングとCoとこーでぃねーたー", ["coordinator", "coordinator"]),
        ("CO2を測る", []),
        ("外国の例", []),
    ],
)
def test_names_are_found_as_words(text: str, found: list[str]) -> None:
    assert [mention.thing for mention in NAMES.within(text)] == found


@given(st.text(alphabet="県国医師会長歯科くにとはのCoコーディネータ2 、", max_size=40))
def test_mentions_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    mentions = NAMES.within(text)
    ends = [0, *(mention.end for mention in mentions)]
    assert all(end <= mention.start < mention.end <= len(text) for end, mention in zip(ends, mentions, strict=False))


@given(st.text(max_size=60))
def test_pieces_are_stretches_of_the_text(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in pieces(text))


def test_blanking_keeps_all_places() -> None:
    assert blanked("保健所の役割", [(0, 3)]) == "   の役割"
