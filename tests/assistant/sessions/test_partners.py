"""Partners that a trainer writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.adapters.database import Database
from assistant.adapters.sql_records import SqlRecords
from assistant.errors import Conflict, NotFound
from assistant.roleplay.personas import PersonaFault, shipped_text
from assistant.sessions.partners import Partners
from assistant.sessions.practice import Practices, Wanted


@pytest.fixture
def records(tmp_path: Path) -> Iterator[SqlRecords]:
    database = Database(f"sqlite:///{tmp_path / 'renkei.db'}")
    yield SqlRecords(database)
    database.close()


def draft(**changed: Any) -> dict[str, Any]:
    data = yaml.safe_load(shipped_text("resident-rep"))
    return json.loads(json.dumps({**data, "name": "浜の民生委員", **changed}))  # type: ignore[no-any-return]


def test_an_unfinished_draft_is_kept_and_shown_to_nobody(records: SqlRecords) -> None:
    partners = Partners(records)
    kept = partners.create("sato", {"name": "書きかけ", "concerns": []})

    assert partners.get(kept.head.id, "sato").draft == {"name": "書きかけ", "concerns": []}
    assert kept.problems
    assert partners.open_to("sato", ["g1"]) == []
    with pytest.raises(PersonaFault):
        partners.publish(kept.head.id, "sato", kept.head.revision, ["g1"])
    with pytest.raises(NotFound):
        partners.get(kept.head.id, "tanaka")


def test_members_practise_with_the_published_copy_and_the_author_with_the_draft(records: SqlRecords) -> None:
    partners = Partners(records)
    kept = partners.create("sato", draft())
    kept = partners.publish(kept.head.id, "sato", kept.head.revision, ["g1"])
    changed = partners.save(kept.head.id, "sato", kept.head.revision, draft(name="港の民生委員"))

    assert changed.changed
    [(persona_id, _, seen)] = partners.open_to("tanaka", ["g1", "g2"])
    assert (persona_id, seen.name) == (kept.persona_id, "浜の民生委員")
    assert [p.name for _, _, p in partners.open_to("sato", [])] == ["港の民生委員"]
    assert partners.open_to("tanaka", ["g2"]) == []
    partners.publish(kept.head.id, "sato", changed.head.revision, [])
    assert partners.open_to("tanaka", ["g1"]) == []


def test_a_run_goes_on_with_the_partner_that_it_began_with(records: SqlRecords) -> None:
    partners, practices = Partners(records), Practices(records)
    kept = partners.create("sato", draft())
    [(persona_id, copy, _)] = partners.open_to("sato", [])
    run = practices.start("sato", Wanted(persona=persona_id, own=copy, consent=True, seed=1))
    partners.delete(kept.head.id, "sato")
    run = practices.say(run.head.id, "sato", run.head.revision, "皆さんは、どんな暮らしを望んでいますか。")
    over = practices.finish(run.head.id, "sato", run.head.revision)

    assert over.head.title == over.persona.name == "浜の民生委員"
    assert practices.debrief(over).name == "浜の民生委員"
    assert over.score is not None


def test_who_saves_second_reads_again(records: SqlRecords) -> None:
    partners = Partners(records)
    kept = partners.create("sato", draft())
    partners.save(kept.head.id, "sato", kept.head.revision, draft(manner="早口"))
    with pytest.raises(Conflict):
        partners.save(kept.head.id, "sato", kept.head.revision, draft(manner="無口"))
