"""RENKEI_AUTH=header: a trusted proxy says who asks. Whoever else sends its headers is a stranger."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_network

import pytest
from fastapi import FastAPI

from assistant.access import Access
from assistant.app import Assistant
from assistant.settings import Settings
from bots.web.app import create_app
from bots.web.security.tokens import TOKENS, TokenStore
from tests.bots.web.calling import CITED, caller, csrf_of

HTML = {"accept": "text/html"}
PROXY, STRANGER = ("192.0.2.10", 4000), ("192.0.2.77", 4000)
VOUCHED = {"x-forwarded-user": "hanako", "x-forwarded-groups": "staff,everyone"}


@pytest.fixture(scope="module")
def settings(built_assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    networks = (ip_network("192.0.2.10/32"), ip_network("2001:db8::/64"))
    access = Access(proxies=networks, roles=(("staff", "user"), ("chiefs", "admin")))
    data = tmp_path_factory.mktemp("proxy")
    return replace(built_assistant.settings, data=data, auth="header", rate=1000, access=access)


@pytest.fixture(scope="module")
def app(built_assistant: Assistant, settings: Settings) -> FastAPI:
    return create_app(built_assistant, settings)


@pytest.mark.parametrize("address", [PROXY, ("2001:db8::7", 1), ("::ffff:192.0.2.10", 1)])
def test_proxy_says_who_asks(app: FastAPI, address: tuple[str, int]) -> None:
    client = caller(app, client=address)

    page = client.get("/", headers=HTML | VOUCHED)
    asked = client.post("/api/v1/ask", json={"question": CITED}, headers=VOUCHED | {"x-csrf": csrf_of(page.text)})

    assert (page.status_code, asked.status_code) == (200, 200)
    assert "退出" not in page.text, "there is nothing here to sign out of"


@pytest.mark.parametrize("address", [STRANGER, ("127.0.0.1", 1), ("::ffff:192.0.2.77", 1), ("2001:db8:1::7", 1), ("testclient", 1)])
def test_headers_of_anybody_else_are_not_read(app: FastAPI, address: tuple[str, int]) -> None:
    client = caller(app, client=address)

    assert client.get("/api/v1/notes", headers=VOUCHED).status_code == 401
    assert client.get("/", headers=HTML | VOUCHED).status_code == 401
    forwarded = VOUCHED | {"x-forwarded-for": "192.0.2.10", "forwarded": "for=192.0.2.10"}
    assert client.get("/api/v1/notes", headers=forwarded).status_code == 401


def test_proxy_that_names_nobody_or_two_people_vouches_for_nobody(app: FastAPI) -> None:
    client = caller(app, client=PROXY)

    assert client.get("/api/v1/notes").status_code == 401
    assert client.get("/api/v1/notes", headers={**VOUCHED, "x-forwarded-user": " "}).status_code == 401
    twice = [("x-forwarded-user", "made-up"), ("x-forwarded-user", "hanako"), ("x-forwarded-groups", "staff")]
    assert client.get("/api/v1/notes", headers=twice).status_code == 401


def test_groups_that_a_browser_sent_beside_those_of_the_proxy_raise_nobody(app: FastAPI) -> None:
    client = caller(app, client=PROXY)
    twice = [("x-forwarded-user", "hanako"), ("x-forwarded-groups", "chiefs"), ("x-forwarded-groups", "staff")]

    assert client.get("/admin", headers=twice).status_code == 401
    assert client.get("/api/v1/notes", headers=twice).status_code == 401


def test_person_without_a_role_is_told_so(app: FastAPI) -> None:
    client = caller(app, client=PROXY)
    guest = VOUCHED | {"x-forwarded-groups": "guests"}

    page = client.get("/", headers=HTML | guest)

    assert page.status_code == client.get("/api/v1/notes", headers=guest).status_code == 403
    assert "役割が割り当てられていません" in page.text


def test_people_see_their_own_conversations_only(app: FastAPI) -> None:
    client = caller(app, client=PROXY)
    jiro, taro = VOUCHED | {"x-forwarded-user": "jiro"}, VOUCHED | {"x-forwarded-user": "taro"}
    csrf = csrf_of(client.get("/", headers=HTML | jiro).text)
    client.post("/api/v1/ask", json={"question": CITED}, headers=jiro | {"x-csrf": csrf})

    mine = client.get("/api/v1/conversations", headers=jiro).json()["conversations"]
    other = client.get("/api/v1/conversations", headers=taro).json()["conversations"]

    assert (len(mine), other) == (1, [])


def test_names_of_headers_can_be_set_and_names_are_japanese(built_assistant: Assistant, settings: Settings) -> None:
    names = replace(settings.access, header_user="X-Uid", header_name="X-Shimei", header_roles="X-Kengen")
    app = create_app(built_assistant, replace(settings, access=names))
    headers = [(b"x-uid", b"1001"), (b"x-shimei", "海風 花子".encode()), (b"x-kengen", b"chiefs")]
    client = caller(app, client=PROXY)

    assert client.get("/api/v1/notes", headers=headers).status_code == 200
    assert client.get("/api/v1/notes", headers=VOUCHED).status_code == 401


def test_a_token_of_the_proxy_s_own_does_not_hide_the_person(app: FastAPI, settings: Settings) -> None:
    _, secret = TokenStore(settings.data / TOKENS).create("program", "user")
    through = caller(app, client=PROXY)
    past = caller(app, client=STRANGER)

    assert through.get("/api/v1/notes", headers=VOUCHED | {"authorization": "Bearer eyJ"}).status_code == 200
    assert past.get("/api/v1/notes", headers={"authorization": f"Bearer {secret}"}).status_code == 200
