"""Typing errors in tasks and schemes: seen through, and never seen where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.knowledge.roles import RoleTable, load_roles
from assistant.language.normalise import normalise
from assistant.resources import corpus_root
from assistant.roles.ask import RoleReader
from assistant.roles.typing_errors import NameRepair

TABLE = load_roles(corpus_root() / "roles.yaml")
REPAIR = NameRepair(TABLE)
NAMES = sorted({normalise(n) for row in (*TABLE.tasks, *TABLE.schemes) for n in (row.name, *row.aliases) if len(n) > 2})
OWNER = {normalise(n): row.id for row in (*TABLE.tasks, *TABLE.schemes) for n in (row.name, *row.aliases)}
QUESTIONS = Path(__file__).parents[3] / "eval" / "questions.jsonl"


@pytest.mark.parametrize(
    ("question", "task", "scheme", "misread"),
    [
        ("入退院支縁は誰の仕事", "bridging", None, ("入退院支縁", "入退院支援")),
        ("相談支縁は誰がやる", "consultation", None, ("相談支縁", "相談支援")),
        ("普及計発は誰の役割ですか", "outreach", None, ("普及計発", "普及啓発")),
        ("地域医療溝想との整合は誰の仕事", "plans", None, ("地域医療溝想", "地域医療構想")),
        ("埼玉権のコーディネーターの役割", None, "saitama", ("埼玉権", "埼玉県")),
        ("基本テキトスでは市町村の役割は", None, "textbook", ("基本テキトス", "基本テキスト")),
        ("介護保検部会では保健所の役割は", None, "bukai2019", ("介護保検部会", "介護保険部会")),
    ],
)
def test_misspelt_tasks_and_schemes_are_understood_and_said(
    reader: RoleReader, question: str, task: str | None, scheme: str | None, misread: tuple[str, str]
) -> None:
    read = reader.read(question)
    assert (read.task.id if read.task else None) == task
    found = read.sides[0].scheme if read.sides else read.scheme
    assert (found.id if found else None) == scheme
    assert read.misread == (misread,)


def test_no_question_of_ours_is_changed() -> None:
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    changed = [REPAIR(normalise(row["question"])).misread for row in rows]
    assert [found for found in changed if found] == []


def test_right_names_and_other_words_stay(table: RoleTable) -> None:
    actors = [name for actor in table.actors for name in (actor.name, actor.reading, *actor.aliases)]
    others = ["手引きVer.2", "手引きVer.4", "市区町村支援", "在宅医療推進", "研修会資料", "規格", "人災", "長野県", "佐賀県", "目指すべきだ"]
    for name in [*NAMES, *actors, *others]:
        assert REPAIR(normalise(name)).misread == (), name


@settings(max_examples=150, deadline=None, derandomize=True)
@given(name=st.sampled_from(NAMES), at=st.integers(0, 30), other=st.sampled_from("縁権件氏師構溝啓計研県支援相談拠点集合画質山川"))
def test_one_wrong_letter_leads_back_to_the_name_or_nowhere(name: str, at: int, other: str) -> None:
    place = at % len(name)
    written = name[:place] + other + name[place + 1 :]
    for _, taken in REPAIR(f"{written}は誰の仕事").misread:
        # a long title may hold the name of a task, whose wrong letter is put right as well
        assert OWNER[normalise(taken)] == OWNER[name] or normalise(taken) in name
