"""Who may come in, from where, how often, and what a page may do."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.settings import Settings
from bots.web.app import create_app
from bots.web.security.ended import Ended
from bots.web.security.limits import AT_ONCE, Rate
from bots.web.security.sessions import LIFETIME, Sessions, load_key
from bots.web.security.tokens import TOKENS, TokenStore
from tests.bots.web.calling import CITED, SlowAssistant, caller, csrf_of

HTML = {"accept": "text/html"}
ASK = {"question": CITED}


@pytest.fixture
def closed(web_settings: Settings) -> Settings:
    """Settings of an installation where people sign in."""
    return replace(web_settings, auth="token", rate=1000)


@pytest.fixture
def tokens(closed: Settings) -> TokenStore:
    return TokenStore(closed.data / TOKENS)


@pytest.fixture
def closed_app(built_assistant: Assistant, closed: Settings) -> FastAPI:
    return create_app(built_assistant, closed)


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


def sign_in(client: TestClient, secret: str, path: str = "/") -> str:
    """Sign in; returns where one is sent."""
    csrf = csrf_of(client.get("/login", headers=HTML).text)
    response = client.post("/login", data={"token": secret, "csrf": csrf, "next": path}, headers=HTML)
    return response.headers.get("location", "")


def test_headers_forbid_what_a_page_does_not_need(client: TestClient) -> None:
    for path in ("/", "/api/v1/documents", "/static/css/base.css", "/nothing"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[::2]:8000", ""])
def test_open_installation_answers_to_loopback_names_only(client: TestClient, host: str) -> None:
    refused = client.get("/api/v1/documents", headers={"host": host})

    assert (refused.status_code, refused.json()["title_en"]) == (421, "Misdirected request")
    for name in ("localhost:8000", "127.0.0.1", "[::1]:8000"):
        assert client.get("/healthz", headers={"host": name}).status_code == 200


def test_open_installation_answers_this_machine_only(app: FastAPI) -> None:
    assert caller(app, client=("192.0.2.7", 5000)).get("/healthz").status_code == 403
    assert caller(app, client=("127.0.0.1", 5000)).get("/healthz").status_code == 200


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_pages_of_other_sites_cannot_ask(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/api/v1/ask", json=ASK, headers=headers).status_code == 403
    assert client.post("/api/v1/ask", json=ASK, headers={"origin": "http://127.0.0.1:8000"}).status_code == 200


def test_form_without_its_page_is_refused(client: TestClient) -> None:
    client.get("/", headers=HTML)

    for data in ({}, {"csrf": ""}, {"csrf": "x" * 64}):
        assert client.post("/", data={"question": CITED, **data}).status_code == 403
    assert client.post("/ask/stream", json=ASK).status_code == 403
    csrf = csrf_of(client.get("/", headers=HTML).text)
    assert client.post("/ask/stream", json=ASK, headers={"x-csrf": csrf}).status_code == 200


def test_form_of_another_session_is_refused(app: FastAPI) -> None:
    theirs = csrf_of(caller(app).get("/", headers=HTML).text)
    mine = caller(app)
    mine.get("/", headers=HTML)

    assert mine.post("/", data={"question": CITED, "csrf": theirs}).status_code == 403


def test_stranger_is_sent_to_the_door(closed_app: FastAPI) -> None:
    client = caller(closed_app)

    page = client.get("/roles", headers=HTML)
    api = client.post("/api/v1/ask", json=ASK)

    assert (page.status_code, page.headers["location"]) == (303, "/login?next=/roles")
    assert (api.status_code, api.headers["www-authenticate"]) == (401, "Bearer")
    assert client.post("/api/v1/ask", json=ASK, headers=bearer("rk_guess")).status_code == 401
    assert client.get("/healthz").status_code == 200


def test_program_signs_in_by_header(closed_app: FastAPI, tokens: TokenStore) -> None:
    token, secret = tokens.create("program", "user")
    client = caller(closed_app)

    assert client.post("/api/v1/ask", json=ASK, headers=bearer(secret)).status_code == 200

    tokens.revoke(token.id)
    assert client.post("/api/v1/ask", json=ASK, headers=bearer(secret)).status_code == 401


def test_person_signs_in_and_out(closed_app: FastAPI, tokens: TokenStore) -> None:
    token, secret = tokens.create("高齢福祉係", "user")
    client = caller(closed_app)

    assert sign_in(client, "rk_wrong") == ""
    assert sign_in(client, secret, "/roles") == "/roles"
    page = client.get("/", headers=HTML)
    assert "高齢福祉係さん" in page.text
    # a cookie alone does not let a script of another page ask
    assert client.post("/api/v1/ask", json=ASK).status_code == 403
    assert client.post("/api/v1/ask", json=ASK, headers={"x-csrf": csrf_of(page.text)}).status_code == 200

    client.post("/logout", data={"csrf": csrf_of(page.text)})
    assert client.get("/", headers=HTML).status_code == 303
    sign_in(client, secret)
    tokens.revoke(token.id)
    assert client.get("/", headers=HTML).status_code == 303


def test_copied_cookie_opens_nothing_after_signing_out(
    built_assistant: Assistant, closed: Settings, closed_app: FastAPI, tokens: TokenStore
) -> None:
    client, elsewhere = caller(closed_app), caller(closed_app)
    secret = tokens.create("窓口", "user")[1]
    sign_in(client, secret)
    sign_in(elsewhere, secret)
    copied = {"cookie": f"renkei={client.cookies['renkei']}", **HTML}
    assert caller(closed_app).get("/conversations", headers=copied).status_code == 200

    client.post("/logout", data={"csrf": csrf_of(client.get("/", headers=HTML).text)})

    for app in (closed_app, create_app(built_assistant, closed)):  # also after a restart
        assert caller(app).get("/conversations", headers=copied).status_code == 303
    assert elsewhere.get("/conversations", headers=HTML).status_code == 200


def test_session_changes_with_signing_in(closed_app: FastAPI, tokens: TokenStore) -> None:
    _, secret = tokens.create("a", "user")
    client = caller(closed_app)
    client.get("/login", headers=HTML)
    before = client.cookies["renkei"]

    sign_in(client, secret)

    assert client.cookies["renkei"].split(".")[0] != before.split(".")[0]


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb"])
def test_signing_in_never_leads_away(closed_app: FastAPI, tokens: TokenStore, path: str) -> None:
    _, secret = tokens.create("a", "user")

    assert sign_in(caller(closed_app), secret, path) == "/"


def test_cookie_is_out_of_reach_and_secure_off_loopback(built_assistant: Assistant, closed: Settings) -> None:
    app = create_app(built_assistant, replace(closed, hosts=("renkei.example",)))

    here = caller(app).get("/login", headers=HTML).headers["set-cookie"]
    there = caller(app).get("/login", headers=HTML | {"host": "renkei.example"}).headers["set-cookie"]

    for held in (here, there):
        assert "HttpOnly" in held
        assert "SameSite=lax" in held
    assert "Secure" not in here
    assert "Secure" in there
    assert caller(app).get("/login", headers={"host": "other.example"}).status_code == 421


def test_forged_and_old_cookies_are_worthless(tmp_path: Path) -> None:
    ended = Ended(tmp_path / "ended", 0)
    sessions = Sessions(load_key(tmp_path / "key"), ended)
    session = sessions.new(1000, "abcd")
    value = sessions.write(session)

    assert sessions.read(value, 1000) == session
    assert sessions.read(value.replace("abcd", "abce"), 1000) is None
    assert Sessions(load_key(tmp_path / "other"), ended).read(value, 1000) is None
    assert sessions.read(value, 1001 + LIFETIME) is None
    assert sessions.read("nonsense", 1000) is None
    assert sessions.read("a.b.c.é", 1000) is None
    assert load_key(tmp_path / "key") == load_key(tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0


def test_tokens_are_kept_as_hashes_and_readable_by_the_owner_only(tmp_path: Path) -> None:
    store = TokenStore(tmp_path / "tokens.json")
    token, secret = store.create("係", "trainer")

    kept = (tmp_path / "tokens.json").read_text(encoding="utf-8")
    assert secret not in kept
    assert (tmp_path / "tokens.json").stat().st_mode & 0o077 == 0
    assert TokenStore(tmp_path / "tokens.json").by_secret(secret) == token
    assert token.user.may("user")
    assert not token.user.may("admin")


def test_too_many_questions_are_told_when_to_come_back(
    built_assistant: Assistant, closed: Settings, tokens: TokenStore
) -> None:
    app = create_app(built_assistant, replace(closed, rate=2))
    _, one = tokens.create("one", "user")
    _, other = tokens.create("other", "user")
    client = caller(app)

    answers = [client.post("/api/v1/ask", json=ASK, headers=bearer(one)) for _ in range(3)]
    kept = answers[0].json()
    compared = client.get(f"/conversations/{kept['conversation_id']}/compare/{kept['id']}", headers=bearer(one))

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 60
    assert (compared.status_code, "retry-after" in compared.headers) == (429, True)
    assert client.post("/api/v1/ask", json=ASK, headers=bearer(other)).status_code == 200
    assert client.get("/api/v1/notes", headers=bearer(one)).status_code == 200


def test_one_user_cannot_take_all_places(built_assistant: Assistant, closed: Settings, tokens: TokenStore) -> None:
    slow = SlowAssistant(built_assistant)
    app = create_app(slow, closed)  # type: ignore[arg-type]
    _, secret = tokens.create("one", "user")
    answers: list[int] = []
    asking = [
        threading.Thread(
            target=lambda: answers.append(caller(app).post("/api/v1/ask", json=ASK, headers=bearer(secret)).status_code)
        )
        for _ in range(AT_ONCE + 2)
    ]
    for thread in asking:
        thread.start()
    while len(answers) < 2:
        slow.begun.acquire(timeout=0.1)
    slow.go.set()
    for thread in asking:
        thread.join(30)

    assert sorted(answers) == [200] * AT_ONCE + [429] * 2


def test_guessing_tokens_is_slowed_down(closed_app: FastAPI) -> None:
    client = caller(closed_app)

    statuses = [client.post("/login", data={"token": f"rk_{n}"}).status_code for n in range(25)]

    assert statuses[-1] == 429


def test_rate_counts_the_last_minute() -> None:
    now = [0.0]
    rate = Rate(2, clock=lambda: now[0])

    assert [rate.wait("a"), rate.wait("a"), rate.wait("a"), rate.wait("b")] == [0, 0, 60, 0]
    now[0] = 60.0
    assert rate.wait("a") == 0
