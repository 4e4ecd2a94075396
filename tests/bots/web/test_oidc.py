"""RENKEI_AUTH=oidc: signing in at an OpenID provider, and every way in which its word must not be taken."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.access import Access
from assistant.app import Assistant
from assistant.settings import Settings
from bots.web.app import create_app
from bots.web.security import attempts
from bots.web.security.oidc import CALLBACK, LEEWAY
from bots.web.security.tokens import TOKENS, TokenStore
from tests.bots.web.calling import BASE, CITED, caller, csrf_of
from tests.fakes.identity_provider import CLIENT, SECRET, IdentityProvider, identity_provider

HTML = {"accept": "text/html"}
ASK = {"question": CITED}


@pytest.fixture(scope="module")
def running_provider() -> Iterator[IdentityProvider]:
    with identity_provider() as running:
        running.redirect = BASE + CALLBACK
        yield running


@pytest.fixture
def provider(running_provider: IdentityProvider) -> IdentityProvider:
    """The provider, right in everything until the test says otherwise."""
    running_provider.reset()
    return running_provider


@pytest.fixture(scope="module")
def settings(
    built_assistant: Assistant, running_provider: IdentityProvider, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    access = Access(
        oidc_issuer=running_provider.issuer, oidc_client_id=CLIENT, oidc_client_secret=SECRET, public_url=BASE,
        roles=(("staff", "user"), ("renkei-admins", "admin")),
    )  # fmt: skip
    data = tmp_path_factory.mktemp("oidc")
    return replace(built_assistant.settings, data=data, auth="oidc", rate=1000, access=access)


@pytest.fixture(scope="module")
def shared_app(built_assistant: Assistant, settings: Settings) -> FastAPI:
    return create_app(built_assistant, settings)


@pytest.fixture
def app(shared_app: FastAPI, provider: IdentityProvider) -> FastAPI:
    """One application for all tests that do not change what it knows of the provider."""
    return shared_app


def to_provider(client: TestClient, path: str = "/roles") -> str:
    """Begin a sign-in; returns where the browser is sent."""
    sent = client.get("/login/start", params={"next": path}, headers=HTML)
    assert sent.status_code == 303, sent.text
    return str(sent.headers["location"])


def at_provider(address: str) -> str:
    """What a browser does there; returns the address it comes back to."""
    return str(httpx2.get(address).headers["location"])


def sign_in(client: TestClient, path: str = "/roles") -> Any:
    """The whole way; returns the answer to the browser that is back."""
    return client.get(at_provider(to_provider(client, path)).removeprefix(BASE), headers=HTML)


def refused(response: Any, status: int, said: str) -> None:
    """A page in Japanese which says why, with a reference."""
    assert response.status_code == status
    assert said in response.text
    assert "番号" in response.text


def test_person_signs_in_asks_and_leaves(app: FastAPI, provider: IdentityProvider) -> None:
    client = caller(app)
    door = client.get("/roles", headers=HTML)
    assert door.headers["location"] == "/login?next=/roles"
    assert "/login/start?next=%2Froles" in client.get(door.headers["location"], headers=HTML).text

    back = sign_in(client)

    assert (back.status_code, back.headers["location"]) == (303, "/roles")
    held = [cookie for cookie in back.headers.get_list("set-cookie") if cookie.startswith("renkei=")]
    assert all(part in held[0] for part in ("HttpOnly", "SameSite=lax", "Max-Age"))
    page = client.get("/", headers=HTML)
    assert "海風 花子さん" in page.text
    assert client.post("/api/v1/ask", json=ASK).status_code == 403, "a cookie alone does not let another page ask"
    assert client.post("/api/v1/ask", json=ASK, headers={"x-csrf": csrf_of(page.text)}).status_code == 200
    gone = client.post("/logout", data={"csrf": csrf_of(page.text)}, headers=HTML)
    assert f"{provider.issuer}/leave?client_id={CLIENT}" in gone.text
    assert "海風" not in gone.text
    assert client.get("/", headers=HTML).status_code == 303


def test_groups_decide_the_role_and_the_person_stays_the_same(app: FastAPI, provider: IdentityProvider) -> None:
    def user() -> Any:
        client = caller(app)
        assert sign_in(client).status_code == 303
        return app.state.web.sessions.read(client.cookies["renkei"], time.time()).user

    plain = user()
    provider.person["roles"] = ["staff", "renkei-admins"]
    admin = user()

    assert (plain.role, admin.role) == ("user", "admin")
    assert plain.id == admin.id
    assert "u-1001" not in plain.id


def test_groups_stand_where_the_settings_say(
    built_assistant: Assistant, settings: Settings, provider: IdentityProvider
) -> None:
    access = replace(settings.access, oidc_role_claim="realm_access.roles", roles=(("*", "trainer"),))
    app = create_app(built_assistant, replace(settings, access=access))
    provider.person = {"sub": "u-2", "realm_access": {"roles": ["other"]}}
    client = caller(app)

    assert sign_in(client).status_code == 303
    assert app.state.web.sessions.read(client.cookies["renkei"], time.time()).user.role == "trainer"


@pytest.mark.parametrize("groups", [["guests"], [], None, "guests visitors"])
def test_person_without_a_role_is_told_so(app: FastAPI, provider: IdentityProvider, groups: Any) -> None:
    provider.claims["roles"] = groups

    refused(sign_in(caller(app)), 403, "役割が割り当てられていません")


WRONG = {
    "another nonce": ({"nonce": "made-up"}, "証明を確かめられませんでした"),
    "no nonce": ({"nonce": None}, "証明を確かめられませんでした"),
    "expired": ({"exp": int(time.time()) - LEEWAY - 5, "iat": int(time.time()) - 900}, "期限が切れています"),
    "no expiry": ({"exp": None}, "証明を確かめられませんでした"),
    "another audience": ({"aud": "payroll"}, "宛てたものではありません"),
    "no audience": ({"aud": None}, "証明を確かめられませんでした"),
    "another party's": ({"aud": [CLIENT, "payroll"], "azp": "payroll"}, "宛てたものではありません"),
    "another issuer": ({"iss": "https://evil.example"}, "証明を確かめられませんでした"),
    "from the future": ({"iat": int(time.time()) + 3600}, "証明を確かめられませんでした"),
    "nobody": ({"sub": None}, "証明を確かめられませんでした"),
    "another access token": ({"at_hash": "x"}, "証明を確かめられませんでした"),
}


@pytest.mark.parametrize(("claims", "said"), WRONG.values(), ids=WRONG)
def test_token_that_is_not_right_opens_nothing(
    app: FastAPI, provider: IdentityProvider, claims: dict[str, Any], said: str
) -> None:
    provider.claims = claims
    client = caller(app)

    refused(sign_in(client), 401, said)
    assert client.get("/", headers=HTML).status_code == 303


def test_clocks_may_differ_a_little(app: FastAPI, provider: IdentityProvider) -> None:
    now = int(time.time())
    for claims in ({"exp": now - LEEWAY // 2}, {"iat": now + LEEWAY // 2, "nbf": now + LEEWAY // 2}):
        provider.claims = claims
        assert sign_in(caller(app)).status_code == 303


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_signature_that_anybody_can_make_is_none(app: FastAPI, provider: IdentityProvider, algorithm: str) -> None:
    provider.algorithm = algorithm

    refused(sign_in(caller(app)), 401, "証明を確かめられませんでした")


def test_signature_of_a_stranger_is_refused_and_new_keys_are_fetched(
    built_assistant: Assistant, settings: Settings, provider: IdentityProvider
) -> None:
    app = create_app(built_assistant, settings)
    assert sign_in(caller(app)).status_code == 303
    stranger = provider.new_key()
    provider.signing = stranger
    refused(sign_in(caller(app)), 401, "証明を確かめられませんでした")

    asked, provider.published = provider.key_requests, [*provider.published, stranger]
    app.state.web.provider._clock = lambda: time.time() + 61  # keys are asked for again once a minute at most
    assert sign_in(caller(app)).status_code == 303
    assert provider.key_requests == asked + 1
    assert sign_in(caller(app)).status_code == 303
    assert provider.key_requests == asked + 1


def test_answer_that_this_browser_did_not_ask_for_is_refused(app: FastAPI, provider: IdentityProvider) -> None:
    mine, theirs = caller(app), caller(app)
    to_provider(mine)
    back = at_provider(to_provider(theirs)).removeprefix(BASE)

    refused(mine.get(back, headers=HTML), 401, "はじめからお試しください")
    refused(caller(app).get(back, headers=HTML), 401, "はじめからお試しください")
    refused(mine.get(f"{CALLBACK}?code=x&state=forged", headers=HTML), 401, "はじめからお試しください")


def test_code_works_once_and_only_with_its_verifier(app: FastAPI, provider: IdentityProvider) -> None:
    client, thief = caller(app), caller(app)
    back = at_provider(to_provider(client))
    state = parse_qs(urlsplit(to_provider(thief)).query)["state"][0]
    stolen = parse_qs(urlsplit(back).query)["code"][0]

    refused(thief.get(f"{CALLBACK}?code={stolen}&state={state}", headers=HTML), 401, "サインインが完了しませんでした")
    refused(client.get(back.removeprefix(BASE), headers=HTML), 401, "サインインが完了しませんでした")


def test_sign_in_that_took_too_long_begins_anew(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    client = caller(app)
    back = at_provider(to_provider(client)).removeprefix(BASE)
    monkeypatch.setattr(attempts, "LIFETIME", -1)

    refused(client.get(back, headers=HTML), 401, "時間がかかりすぎました")


def test_refusal_at_the_provider_and_another_provider_s_answer(app: FastAPI) -> None:
    client = caller(app)
    state = parse_qs(urlsplit(to_provider(client)).query)["state"][0]
    said = client.get(f"{CALLBACK}?error=access_denied&state={state}", headers=HTML)
    refused(said, 401, "サインインが完了しませんでした")

    state = parse_qs(urlsplit(to_provider(client)).query)["state"][0]
    mixed = client.get(f"{CALLBACK}?code=x&state={state}&iss=https://evil.example", headers=HTML)
    refused(mixed, 401, "証明を確かめられませんでした")


def test_provider_that_is_another_one_is_not_used(
    built_assistant: Assistant, settings: Settings, provider: IdentityProvider
) -> None:
    app = create_app(built_assistant, settings)
    for metadata in ({"issuer": "https://evil.example"}, {"jwks_uri": None}):
        provider.metadata = metadata
        refused(caller(app).get("/login/start", headers=HTML), 503, "認証サーバーにつながりません")


def test_provider_that_is_down_is_named(
    built_assistant: Assistant, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    access = replace(settings.access, oidc_issuer="http://127.0.0.1:9")
    app = create_app(built_assistant, replace(settings, access=access))

    refused(caller(app).get("/login/start", headers=HTML), 503, "認証サーバーにつながりません")
    assert "did not answer" in caplog.text
    assert caller(app).get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_never_leads_away(app: FastAPI, path: str) -> None:
    assert sign_in(caller(app), path).headers["location"] == "/"


def test_programs_use_tokens_and_a_token_signs_nobody_in(app: FastAPI, settings: Settings) -> None:
    _, secret = TokenStore(settings.data / TOKENS).create("program", "user")
    client = caller(app)

    assert client.post("/api/v1/ask", json=ASK, headers={"authorization": f"Bearer {secret}"}).status_code == 200
    csrf = csrf_of(client.get("/login", headers=HTML).text)
    assert client.post("/login", data={"token": secret, "csrf": csrf}).status_code == 404


def test_secrets_are_not_shown(settings: Settings) -> None:
    assert SECRET not in repr(settings)
