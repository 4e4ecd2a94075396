"""Settings of signing in: complete or refused, with the name of what is missing."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from assistant.errors import SettingsError
from assistant.settings import load_settings
from bots.messages import explain

OIDC = {
    "RENKEI_AUTH": "oidc", "RENKEI_OIDC_ISSUER": "https://login.example/realms/city/", "RENKEI_OIDC_CLIENT_ID": "renkei",
    "RENKEI_PUBLIC_URL": "https://renkei.example/",
}  # fmt: skip
HEADER = {"RENKEI_AUTH": "header", "RENKEI_PROXIES": "192.0.2.10, 2001:db8::/64"}


def test_everything_has_its_place() -> None:
    settings = load_settings(OIDC | {"RENKEI_ROLES": "cn=staff=user, chiefs=admin,*=trainer"})

    assert (settings.access.oidc_issuer, settings.access.public_url) == (
        "https://login.example/realms/city", "https://renkei.example",
    )  # fmt: skip
    assert settings.access.roles == (("cn=staff", "user"), ("chiefs", "admin"), ("*", "trainer"))
    assert settings.rate == 60
    assert load_settings(HEADER).access.proxies == (ip_network("192.0.2.10"), ip_network("2001:db8::/64"))


@pytest.mark.parametrize(
    ("given", "missing"),
    [(OIDC, name) for name in ("RENKEI_OIDC_ISSUER", "RENKEI_OIDC_CLIENT_ID", "RENKEI_PUBLIC_URL")]
    + [(HEADER, "RENKEI_PROXIES")],
)
def test_mode_without_what_it_needs_does_not_start(given: dict[str, str], missing: str) -> None:
    for left in ({name: value for name, value in given.items() if name != missing}, given | {missing: " "}):
        with pytest.raises(SettingsError) as refused:
            load_settings(left)
        assert f"設定 {missing} が必要です" in explain(refused.value)[0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"RENKEI_PROXIES": "proxy.example"}, {"RENKEI_PROXIES": "0.0.0.0/0"}, {"RENKEI_PROXIES": "::/0"},
        {"RENKEI_PROXIES": "192.0.2.7/24"}, {"RENKEI_ROLES": "staff"}, {"RENKEI_ROLES": "staff=chief"},
        {"RENKEI_ROLES": "=user"}, {"RENKEI_OIDC_ISSUER": "http://login.example"}, {"RENKEI_OIDC_ISSUER": "login.example"},
        {"RENKEI_PUBLIC_URL": "ftp://renkei.example"}, {"RENKEI_PUBLIC_URL": "https://renkei.example/?a=1"},
    ],
)  # fmt: skip
def test_value_that_cannot_be_meant_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(OIDC | wrong)
    assert next(iter(wrong)) in explain(refused.value)[0]
