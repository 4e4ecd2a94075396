"""Groups and partners of trainers over HTTP: who may do what, what is shown to whom, and the pages of both."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, replace
from typing import Any

import docx
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.roleplay.personas import persona_from
from assistant.settings import Settings
from bots.web.app import create_app
from bots.web.security.tokens import TOKENS, TokenStore
from bots.web.views.persona_form import fields, sample, value
from tests.bots.web.calling import caller, csrf_of
from tests.bots.web.test_browser import PHONE, Open, browser, open_page
from tests.bots.web.test_roleplay_pages import needs_chromium
from tests.fakes.openai_server import fake_openai, text

__all__ = ["browser", "open_page"]
API = "/api/v1/roleplay"
HTML = {"accept": "text/html"}
SAID = "市としては、望む方が住み慣れた家で暮らし続けられる町にしたいと考えています。"


@dataclass(frozen=True)
class Office:
    """Callers by name, and the ids of their users."""

    callers: dict[str, TestClient]
    ids: dict[str, str]

    def __getitem__(self, name: str) -> TestClient:
        return self.callers[name]

    def grouped(self) -> str:
        """The id of a group of the trainer with one member."""
        made = self["trainer"].post(f"{API}/groups", json={"name": "海風市研修"}).json()
        joined = self["member"].post(f"{API}/groups/join", json={"code": made["code"].lower()})
        assert joined.status_code == 200 and joined.json()["code"] == "" and joined.json()["members"] == []
        return str(made["id"])

    def run(self, group: str | None, **wanted: Any) -> str:
        """The id of a finished run of the member, shown to `group`."""
        body = {"persona": "president-cautious", "consent": True, "show_to": [group] if group else [], **wanted}
        run = self["member"].post(f"{API}/runs", json=body).json()
        run = self["member"].post(f"{API}/runs/{run['id']}/say", json={"revision": run["revision"], "utterance": SAID}).json()
        self["member"].post(f"{API}/runs/{run['id']}/finish", json={"revision": run["revision"]})
        return str(run["id"])


@pytest.fixture
def office(built_assistant: Assistant, web_settings: Settings) -> Office:
    settings = replace(web_settings, auth="token", rate=1000)
    app = create_app(built_assistant, settings)
    store = TokenStore(settings.data / TOKENS)
    made = {name: store.create(name, role) for name, role in
            (("trainer", "trainer"), ("rival", "trainer"), ("member", "user"), ("other", "user"))}  # fmt: skip
    callers = {name: caller(app, headers={"authorization": f"Bearer {secret}"}) for name, (_, secret) in made.items()}
    return Office(callers, {name: token.id for name, (token, _) in made.items()})


def test_trainee_reads_who_will_see_what_and_how_long(office: Office) -> None:
    group = office.grouped()
    [found] = office["member"].get(f"{API}/personas").json()["consents"]

    assert found["group"] == group
    assert "trainer" in found["text"] and "海風市研修" in found["text"]
    assert "発言" in found["note"] and "180日間" in found["note"] and "取り消せます" in found["note"]
    assert office["other"].get(f"{API}/personas").json()["consents"] == []


def test_run_is_read_by_the_trainer_it_was_shown_to_until_consent_is_taken_back(office: Office) -> None:
    group = office.grouped()
    shown, hidden = office.run(group), office.run(None)

    assert [row["id"] for row in office["trainer"].get(f"{API}/runs?everybody=true").json()["runs"]] == [shown]
    assert office["trainer"].get(f"{API}/runs/{shown}/debrief").status_code == 200
    assert office["trainer"].get(f"{API}/runs/{hidden}").status_code == 404
    assert office["rival"].get(f"{API}/runs/{shown}").status_code == 404
    assert office["trainer"].post(f"{API}/runs/{shown}/withdraw", json={}).status_code == 404
    assert office["member"].post(f"{API}/runs/{shown}/withdraw", json={}).json()["shared"] == []
    assert office["trainer"].get(f"{API}/runs/{shown}").status_code == 404
    assert office["member"].get(f"{API}/runs/{shown}/debrief").status_code == 200


def test_a_run_is_shown_to_no_group_that_one_is_not_in(office: Office) -> None:
    group = office.grouped()
    body = {"persona": "resident-rep", "consent": True, "show_to": [group]}

    assert office["other"].post(f"{API}/runs", json=body).status_code == 404


def test_trying_out_codes_is_slowed_down_for_the_one_who_tries(office: Office) -> None:
    tried = [office["other"].post(f"{API}/groups/join", json={"code": f"AAAA-{n:04}"}) for n in range(25)]

    assert (tried[0].status_code, tried[-1].status_code) == (422, 429)
    assert "retry-after" in tried[-1].headers
    assert office.grouped()


def test_leaving_takes_everything_back(office: Office) -> None:
    group = office.grouped()
    run = office.run(group)
    assert office["member"].delete(f"{API}/groups/{group}/members/{office.ids['member']}").status_code == 204
    office["trainer"].post(f"{API}/groups/{group}/members", json={"user": office.ids["member"]})

    assert office["trainer"].get(f"{API}/runs/{run}").status_code == 404
    assert office["member"].get(f"{API}/runs/{run}").json()["shared"] == []


def test_only_the_groups_trainers_lead_it(office: Office) -> None:
    group = office.grouped()
    for name, status in (("member", 403), ("rival", 404)):
        for path in ("", "/overview", "/export"):
            assert office[name].get(f"{API}/groups/{group}{path}").status_code == status
        assert office[name].post(f"{API}/groups/{group}/members", json={"user": office.ids["other"]}).status_code == status
        assert office[name].delete(f"{API}/groups/{group}").status_code == status
    assert office["member"].post(f"{API}/groups", json={"name": "わたしの研修"}).status_code == 403
    assert office["trainer"].post(f"{API}/groups/{group}/members", json={"user": "nobody"}).status_code == 404
    assert office["other"].post(f"{API}/groups/join", json={"code": "ABCD-EFGH"}).status_code == 422


def test_overview_and_its_file(office: Office) -> None:
    group = office.grouped()
    office.run(group), office.run(group), office.run(None)
    found = office["trainer"].get(f"{API}/groups/{group}/overview").json()
    file = office["trainer"].get(f"{API}/groups/{group}/export")
    paper = docx.Document(io.BytesIO(file.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]

    assert (found["runs"], found["finished"]) == (2, 2)
    assert found["people"][0]["name"] == "member"
    assert found["people"][0]["tallies"][0]["runs"] == 2
    assert found["missed"][0]["count"] == 2
    assert {"member", "慎重な医師会長", "2 / 2回（100％）"} <= set(cells)
    assert SAID not in "".join([*cells, *(p.text for p in paper.paragraphs)])


def test_partner_is_written_checked_published_and_practised_with(office: Office) -> None:
    group = office.grouped()
    trainer, member = office["trainer"], office["member"]
    draft = elsewhere(trainer.get(f"{API}/partners/sample?base=resident-rep").json()["draft"] | {"name": "浜の民生委員"})
    made = trainer.post(f"{API}/partners/script", json={"draft": draft | {"reserved": ["えっ", *draft["reserved"][1:]]}}).json()
    refused = trainer.post(f"{API}/partners/{made['id']}/publish", json={"revision": 1, "groups": [group]})

    assert [row["path"] for row in made["problems"]] == ["reserved.0"]
    assert refused.status_code == 422 and "手の内を見せないせりふ" in refused.json()["detail"]
    saved = trainer.put(f"{API}/partners/{made['id']}/script", json={"revision": 1, "draft": draft}).json()
    assert saved["problems"] == []
    assert trainer.post(f"{API}/partners/{made['id']}/publish", json={"revision": 2, "groups": [group]}).status_code == 200
    assert "浜の民生委員" in [row["name"] for row in member.get(f"{API}/personas").json()["personas"]]
    assert "浜の民生委員" not in [row["name"] for row in office["other"].get(f"{API}/personas").json()["personas"]]
    run = office.run(None, persona=made["persona"])
    assert member.get(f"{API}/runs/{run}/debrief").json()["name"] == "浜の民生委員"
    assert office["other"].post(f"{API}/runs", json={"persona": made["persona"], "consent": True}).status_code == 422
    assert member.get(f"{API}/partners").status_code == 403
    assert office["rival"].get(f"{API}/partners/{made['id']}").status_code == 404
    assert office["rival"].post(f"{API}/partners/{made['id']}/publish", json={"revision": 3, "groups": []}).status_code == 404


def test_a_way_out_has_to_stand_in_its_document(office: Office) -> None:
    """The basic textbook of this installation is an invented text that holds none of the persona's places."""
    draft = office["trainer"].get(f"{API}/partners/sample?base=president-cautious").json()["draft"]
    made = office["trainer"].post(f"{API}/partners/script", json={"draft": draft}).json()

    assert made["problems"]
    assert {row["path"].rsplit(".", 1)[1] for row in made["problems"]} == {"anchor"}


def elsewhere(draft: dict[str, Any]) -> dict[str, Any]:
    """The draft with ways out of a document that is not installed, and so cannot be looked at."""
    for concern in draft["concerns"]:
        for way in concern["closed_by"]:
            way["source"]["document"] = "mhlw-training-2023"
    return draft


def typed(draft: dict[str, Any]) -> list[tuple[str, str]]:
    """What a browser sends for the form of `draft`."""
    sent: list[tuple[str, str]] = []
    for name in fields(draft):
        found = value(draft, name)
        if isinstance(found, list) and name.endswith(("_by", ".all")):
            sent += [(name, one) for one in found]
        else:
            sent.append((name, ("、" if name.endswith("topic") else "\r\n").join(found) if isinstance(found, list) else str(found)))
    return sent + [(f"concerns.{n}.id", concern["id"]) for n, concern in enumerate(draft["concerns"])]


def test_form_without_script_keeps_checks_and_points_at_the_field(client: TestClient) -> None:
    csrf = csrf_of(client.get("/practice/partners", headers=HTML).text)
    path = client.post("/practice/partners", data={"csrf": csrf, "base": "resident-rep"}).headers["location"]
    draft = elsewhere(sample("resident-rep") | {"name": "<b>浜</b>の民生委員"})
    first = draft["concerns"][0]["lines"]["open"]["1"]
    draft["concerns"][0]["lines"]["open"]["1"] = [first[0], first[0], *first[2:]]

    def send(action: str, revision: str) -> Any:
        names: dict[str, Any] = {"csrf": csrf, "revision": revision, "action": action}
        for key, found in typed(draft):
            names.setdefault(key, []).append(found)
        return client.post(f"{path}/script", data=names, headers=HTML)

    checked = client.get(send("check", "1").headers["location"], headers=HTML).text
    assert 'href="#f-concerns.0.lines.open.1"' in checked
    assert "心配ごと1 せりふ 残ったまま やさしい 2行目" in checked and "同じせりふが二度あります" in checked
    assert "<b>浜</b>" not in checked
    assert send("save", "1").status_code == 409
    draft["concerns"][0]["lines"]["open"]["1"] = first
    assert "直すところはありません" in client.get(send("check", "2").headers["location"], headers=HTML).text
    file = yaml.safe_load(client.get(f"{path}/file").text)
    assert persona_from(file, "file").name == "<b>浜</b>の民生委員"
    grown = client.get(send("add_concern", "3").headers["location"].partition("#")[0], headers=HTML).text
    assert f'id="concern-{len(draft["concerns"])}"' in grown
    assert send("remove_concern.1", "4").status_code == 303
    left = yaml.safe_load(client.get(f"{path}/file").text)["concerns"]
    assert [concern["id"] for concern in left] == [c["id"] for n, c in enumerate(draft["concerns"]) if n != 1]
    client.post(f"{path}/delete", data={"csrf": csrf})
    assert client.get(path, headers=HTML).status_code == 404


def test_groups_without_script(client: TestClient) -> None:
    csrf = csrf_of(client.get("/practice/groups", headers=HTML).text)
    group = client.post("/practice/groups", data={"csrf": csrf, "name": "庁内研修"}).headers["location"]
    page = client.get(group, headers=HTML).text
    code = page.split('class="code">')[1].split("<")[0]
    wrong = client.post("/practice/groups/join", data={"csrf": csrf, "code": "AAAA-AAAA"}, headers=HTML)
    assert wrong.status_code == 422 and "参加コードのグループはありません" in wrong.text
    client.post("/practice/groups/join", data={"csrf": csrf, "code": code})
    start = client.get("/practice", headers=HTML).text
    assert "庁内研修" in start and 'name="show_to"' in start

    group_id = group.rsplit("/", 1)[1]
    form = {"csrf": csrf, "persona": "president-cautious", "consent": "true", "show_to": group_id}
    run = client.post("/practice", data=form).headers["location"]
    assert "見せています" in client.get(run, headers=HTML).text
    revision = client.get(run, headers=HTML).text.split('name="revision" value="')[1].split('"')[0]
    client.post(f"{run}/finish", data={"csrf": csrf, "revision": revision})
    shown = client.get(group, headers=HTML).text
    assert "<svg" in shown and "得点の動き" in shown and "言えていないことの多い観点" in shown
    client.post(f"{run}/withdraw", data={"csrf": csrf})
    assert "見せてもらっている練習は、まだありません" in client.get(group, headers=HTML).text
    client.post(f"{group}/delete", data={"csrf": csrf})
    assert client.get(group, headers=HTML).status_code == 404
    client.post(f"{run}/delete", data={"csrf": csrf})  # others look at the runs of the same user


@needs_chromium
@pytest.mark.parametrize("options", [PHONE, {"color_scheme": "dark"}])
def test_pages_of_groups_and_partners_fit_and_are_accessible(open_page: Open, options: dict[str, Any]) -> None:
    page = open_page("/practice/partners", **options)
    page.get_by_role("button", name="写して書き始める").click()
    page.get_by_label("呼び名").first.fill("")
    page.get_by_role("button", name="保存して点検する").click()
    page.get_by_role("heading", name="直すところ").wait_for()
    page.goto(page.url.split("/practice/")[0] + "/practice/groups")
    pages = [page.url]
    page.get_by_label("新しいグループの名前").fill("県の研修")
    page.get_by_role("button", name="つくる", exact=True).click()
    page.get_by_text("参加コードを新しくする").wait_for()
    for look in ("", pages[0]):
        if look:
            page.goto(look)
        if options is PHONE:
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
        serious = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
        assert not serious, [(v["id"], v["nodes"][0]["html"][:150]) for v in serious]


def test_lines_are_worded_only_where_the_trainee_was_told_the_model(
    built_assistant: Assistant, web_settings: Settings
) -> None:
    with fake_openai() as server:
        server.play(text("ええ、わかりました。すべて引き受けましょう。"))
        settings = replace(web_settings, chat_model="openai:fake", chat_base_url=server.base_url, chat_timeout=5)
        client = caller(create_app(Assistant(replace(settings, data=built_assistant.settings.data)), settings))
        page = client.get("/practice", headers=HTML).text
        replies = []
        for worded in (False, True):
            body = {"persona": "president-cautious", "consent": True, "seed": 5, "worded": worded}
            run = client.post(f"{API}/runs", json=body).json()
            said = client.post(f"{API}/runs/{run['id']}/say", json={"revision": run["revision"], "utterance": SAID})
            replies.append(said.json()["talk"][0]["reply"])

        assert "openai:fake" in page and "提供元へ送ります" in page
        assert len(server.requests) == 1  # of the second run
        assert replies[0] == replies[1]  # what the model wrote gave in, and was dropped


def test_form_of_somebodys_own_making_breaks_nothing(client: TestClient) -> None:
    csrf = csrf_of(client.get("/practice/partners", headers=HTML).text)
    path = client.post("/practice/partners", data={"csrf": csrf, "base": "resident-rep"}).headers["location"]
    strange = [
        {"revision": "²"}, {"revision": "9" * 5000}, {"action": "remove_way.².1"}, {"action": f"add_way.{'9' * 5000}"},
        {"concerns.0.ways.999999.x": "x"}, {"concerns.0.closed_by.0": "x"}, {f"concerns.{'9' * 5000}.name": "x"},
        {"concerns.0.closed_by": "x", "concerns.0.closed_by.0.source.anchor": "x"}, {"concerns.3.name": "x"},
    ]  # fmt: skip
    for fields_ in strange:
        sent = client.post(f"{path}/script", data={"csrf": csrf, "revision": "1000", **fields_}, headers=HTML)
        assert sent.status_code == 409, fields_


@pytest.mark.parametrize(
    "draft",
    [
        {}, {"name": float("nan")}, {"name": {"a": 1}, "opening": 5}, {"concerns": {"a": 1}}, {"concerns": [1, {}]},
        {"concerns": [{"closed_by": 5, "lines": []}], "emphasis": []}, {"concerns": [{"closed_by": [3], "topic": "x"}]},
    ],
)  # fmt: skip
def test_draft_of_any_form_is_shown(client: TestClient, draft: dict[str, Any]) -> None:
    body = json.dumps({"draft": draft})
    made = client.post(f"{API}/partners/script", content=body, headers={"content-type": "application/json"})
    assert made.status_code == 201
    path = f"/practice/partners/{made.json()['id']}"
    for page in ("/practice", "/practice/partners", path, f"{path}?check=true", f"{path}/file"):
        assert client.get(page, headers=HTML).status_code == 200, page
