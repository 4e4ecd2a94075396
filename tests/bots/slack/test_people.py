"""One person in Slack and on the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.sessions.practice import Practices, Wanted
from assistant.settings import Settings
from bots.slack.emails import Emails
from bots.slack.page_users import PageUsers
from bots.slack.people import FILE, People, Person
from bots.slack.place import Place
from bots.slack.posting import web_client
from bots.slack.practice_talk import CONTINUE
from bots.web.security.people import person
from bots.web.security.tokens import TOKENS, TokenStore
from tests.bots.slack.conftest import Opened
from tests.bots.slack.desk import WHY, Office, buttons
from tests.fakes.fake_slack import TEAM, TOKEN, FakeSlack, Fault

HERE = Place(team=TEAM, channel="C1", user="U1")
ANYBODY = (("*", "user"),)
MEMBER = {"is_email_confirmed": True, "profile": {"email": "sato@umikaze.lg.jp"}}


@pytest.fixture
def tokens(tmp_path: Path) -> TokenStore:
    return TokenStore(tmp_path / TOKENS)


def people(tmp_path: Path, table: str, page: PageUsers) -> People:
    (tmp_path / FILE).write_text(f"users:\n{table}", encoding="utf-8")
    return People(tmp_path / FILE, page)


def test_a_token_is_found_by_its_name_and_by_its_id_and_brings_its_role(tmp_path: Path, tokens: TokenStore) -> None:
    sato, _ = tokens.create("佐藤", "trainer")
    table = f"  U1: 佐藤\n  U2: {sato.id}\n  U3: {{user: 佐藤, role: admin}}\n"
    found = people(tmp_path, table, PageUsers("token", tokens))

    assert found.person(HERE) == Person(id=sato.id, name="佐藤", role="trainer")
    assert found.owner(replace(HERE, user="U2")) == sato.id
    assert found.person(replace(HERE, user="U3")).may("admin")
    nobody = found.person(replace(HERE, user="U4"))
    assert (nobody.id, nobody.role) == (f"slack:{TEAM}:U4", "user")


def test_of_two_tokens_with_one_name_neither_is_taken(tmp_path: Path, tokens: TokenStore) -> None:
    ids = {tokens.create("共用", "admin")[0].id for _ in range(2)}
    found = people(tmp_path, "  U1: 共用\n", PageUsers("token", tokens)).person(HERE)

    assert found.id not in ids
    assert found.role == "user"


def test_who_signs_in_elsewhere_has_the_id_that_the_page_gives_them(tmp_path: Path, tokens: TokenStore) -> None:
    by_proxy = people(tmp_path, "  U1: sato\n", PageUsers("header", tokens)).owner(HERE)
    assert by_proxy == person("header", "sato", name="", groups=(), roles=ANYBODY).id
    issuer = "https://id.example.jp"
    by_provider = people(tmp_path, "  U1: s-77\n", PageUsers("oidc", tokens, issuer)).owner(HERE)
    assert by_provider == person("oidc", f"{issuer} s-77", name="", groups=(), roles=ANYBODY).id
    assert people(tmp_path, f"  U1: {by_provider}\n", PageUsers("oidc", tokens, issuer)).owner(HERE) == by_provider


@pytest.mark.parametrize("content", ["U1: tok-1\n", "users: {U1: {user: a, role: king}}\n", "users: [\n"])
def test_a_table_of_another_form_is_refused(tmp_path: Path, tokens: TokenStore, content: str) -> None:
    (tmp_path / FILE).write_text(content, encoding="utf-8")

    with pytest.raises(SettingsError, match="slack_users"):
        People(tmp_path / FILE, PageUsers("token", tokens))


def test_an_address_is_looked_up_once_and_believed_where_slack_cannot_be_asked(workspace: FakeSlack) -> None:
    time = [0.0]
    emails = Emails(web_client(TOKEN, workspace.base_url), lambda: time[0])
    workspace.members["U1"] = MEMBER
    assert [emails(HERE) for _ in range(5)] == ["sato@umikaze.lg.jp"] * 5
    assert workspace.count("users.info") == 1
    time[0] = 7_200.0
    workspace.faults["users.info"].append(Fault("error", error="internal_error"))
    assert emails(HERE) == "sato@umikaze.lg.jp"


@pytest.mark.parametrize(
    "member",
    [
        {},
        {**MEMBER, "is_email_confirmed": False},
        {**MEMBER, "is_stranger": True},
        {**MEMBER, "team_id": "TOTHER"},
        {**MEMBER, "deleted": True},
    ],
)
def test_an_address_that_anybody_could_have_written_is_not_believed(workspace: FakeSlack, member: dict[str, object]) -> None:
    workspace.members["U1"] = member

    assert Emails(web_client(TOKEN, workspace.base_url))(HERE) == ""


@pytest.fixture
def joined(opened: Opened, slack_settings: Settings, workspace: FakeSlack) -> Iterator[tuple[Office, str]]:
    """The app in which U1 is the user of a token of the page, by e-mail; with the id of that user."""
    workspace.members["U1"] = MEMBER
    store = TokenStore(slack_settings.data / TOKENS)
    token, _ = store.create("sato@umikaze.lg.jp", "user")
    yield opened(), token.id
    store.revoke(token.id)


class TestJoined:
    @pytest.fixture
    def slack_settings(self, slack_settings: Settings) -> Settings:
        return replace(slack_settings, auth="token", slack_people="email")

    def test_conversations_and_runs_are_those_of_the_page(self, joined: tuple[Office, str]) -> None:
        office, user = joined
        run = Practices(office.app.stores.records).start(user, Wanted(persona="president-cautious", consent=True))
        said = office.workspace.says("D1", "U1", WHY)
        office.deliver(office.workspace.event(said))
        office.settle()
        office.ask(WHY, channel="C1")

        [head] = office.app.stores.conversations.heads(user)  # the direct message; the channel's belongs to all there
        assert head.title == WHY
        [button] = buttons(office.home()["blocks"], CONTINUE)
        assert json.loads(button["value"]) == {"run": run.head.id}
        assert {entry.who for entry in office.app.stores.audit.entries()} == {user}

    def test_what_is_refused_or_out_of_scope_is_audited_masked(self, joined: tuple[Office, str]) -> None:
        office, user = joined
        office.ask("山田太郎様（電話 090-1234-5678）の明日の天気を教えてください")
        office.ask("個人番号 123456789018 の方の診療情報を教えてください", channel="C2")

        entries = list(office.app.stores.audit.entries())
        assert {entry.status for entry in entries} & {"out_of_scope", "refused"}
        assert {(entry.who, entry.surface) for entry in entries} == {(user, "slack")}
        kept = " ".join(entry.question for entry in entries)
        assert "090-1234-5678" not in kept
        assert "123456789018" not in kept
