"""All settings, read once. The environment is read here and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.access import ACCESS_VARIABLES, AUTH_MODES, Access, read_access
from assistant.errors import SettingsError

STATIC_EMBEDDING = "static"
SLACK_PEOPLE = ("table", "email")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Frozen settings of one process. Each field is one `RENKEI_…` variable; see docs/settings.md."""

    documents: tuple[Path, ...] = ()
    """Folders with source documents (`RENKEI_DOCUMENTS`, separated like PATH)."""
    data: Path = Path("var")
    """Everything that renkei writes (`RENKEI_DATA`): index, models, database, evaluation runs."""
    embedding: str = STATIC_EMBEDDING
    """`static`, or the name or folder of a sentence-transformers model (`RENKEI_EMBEDDING`)."""
    embedding_query_prefix: str = ""
    embedding_document_prefix: str = ""
    reranker: str = ""
    """Name or folder of a CrossEncoder, or empty (`RENKEI_RERANKER`)."""
    chat_model: str = ""
    """`provider:model` for LangChain's init_chat_model, or empty (`RENKEI_CHAT_MODEL`)."""
    chat_api_key: str = field(default="", repr=False)
    chat_base_url: str = ""
    """Address of an OpenAI-compatible server, or of the provider where it is not its own (`RENKEI_CHAT_BASE_URL`)."""
    chat_first_token: int = 20
    """Seconds until the first token (`RENKEI_CHAT_FIRST_TOKEN`)."""
    chat_timeout: int = 60
    """Seconds of a whole reply, retries included (`RENKEI_CHAT_TIMEOUT`)."""
    chat_max_tokens: int = 1_200
    """Tokens of a reply (`RENKEI_CHAT_MAX_TOKENS`)."""
    chat_tokens: int = 8_000
    """Tokens of one answer, prompt and reply together (`RENKEI_CHAT_TOKENS`)."""
    chat_daily: int = 200
    """Generated answers of one user and day, 0 for no limit (`RENKEI_CHAT_DAILY`)."""
    database: str = field(default="", repr=False)
    """SQLAlchemy address (`RENKEI_DATABASE`); empty: `database_address` says where."""
    audit_days: int = 365
    """Days for which the audit log is kept (`RENKEI_AUDIT_DAYS`)."""
    practice_days: int = 180
    """Days for which trainers see a practice run that a trainee shows them (`RENKEI_PRACTICE_DAYS`)."""
    notice_off: tuple[str, ...] = ()
    """Surfaces that show no notice with an answer (`RENKEI_NOTICE_OFF`, separated by commas)."""
    auth: str = "none"
    """Who may use the page and the interface (`RENKEI_AUTH`): `none` (loopback only), `token`, `oidc`, `header`."""
    access: Access = field(default_factory=Access)
    """Who vouches for people with `oidc` and `header`, and what they may do."""
    hosts: tuple[str, ...] = ()
    """Host names under which the page is reached, beside loopback (`RENKEI_HOSTS`, separated by commas)."""
    upload: int = 50
    """Megabytes of a document that is uploaded on the page (`RENKEI_UPLOAD`)."""
    rate: int = 0
    """Questions a minute and user, 0 for no limit (`RENKEI_RATE`; 60 where people sign in)."""
    slack_bot_token: str = field(default="", repr=False)
    """`xoxb-…`, with which the bot speaks (`RENKEI_SLACK_BOT_TOKEN`)."""
    slack_app_token: str = field(default="", repr=False)
    """`xapp-…`, with which Socket Mode connects (`RENKEI_SLACK_APP_TOKEN`)."""
    slack_signing_secret: str = field(default="", repr=False)
    """What Slack signs its requests with; with it `/slack/events` is served (`RENKEI_SLACK_SIGNING_SECRET`)."""
    slack_base_url: str = ""
    """Address of the Web API where it is not Slack's own, for tests (`RENKEI_SLACK_BASE_URL`)."""
    slack_people: str = SLACK_PEOPLE[0]
    """How Slack users are matched with users of the page (`RENKEI_SLACK_PEOPLE`): by the `table` in the data folder
    alone, or whoever is not in it by `email`."""

    def with_documents(self, folders: Sequence[Path]) -> Settings:
        """These settings with other document folders."""
        return replace(self, documents=tuple(folders))

    @property
    def uploads(self) -> Path:
        """Folder of the documents that are uploaded on the page."""
        return self.data / "documents"

    @property
    def document_folders(self) -> tuple[Path, ...]:
        """All folders with documents: `documents`, and the uploads where they do not lie in one of those."""
        own = self.uploads.resolve()
        held = any(own.is_relative_to(folder.resolve()) for folder in self.documents)
        return self.documents if held else (*self.documents, self.uploads)

    @property
    def index(self) -> Path:
        """Folder of the index generations."""
        return self.data / "index"

    @property
    def database_address(self) -> str:
        """Where conversations, audit log, worksheets and runs are kept: SQLite in the data folder unless set."""
        return self.database or f"sqlite:///{self.data / 'renkei.db'}"


def load_settings(environment: Mapping[str, str] | None = None, *, cwd: Path | None = None) -> Settings:
    """Settings from `RENKEI_…` variables; unknown ones are refused, so that a typing error does not pass in silence.

    Raises:
        SettingsError: an unknown variable, or a value that cannot be used.
    """
    values = os.environ if environment is None else environment
    here = cwd or Path.cwd()
    given = {key: value for key, value in values.items() if key.startswith("RENKEI_")}
    known = {
        "RENKEI_DOCUMENTS", "RENKEI_DATA", "RENKEI_EMBEDDING", "RENKEI_EMBEDDING_QUERY_PREFIX",
        "RENKEI_EMBEDDING_DOCUMENT_PREFIX", "RENKEI_RERANKER", "RENKEI_CHAT_MODEL", "RENKEI_CHAT_API_KEY",
        "RENKEI_AUTH", "RENKEI_HOSTS", "RENKEI_RATE", "RENKEI_CHAT_BASE_URL", "RENKEI_CHAT_FIRST_TOKEN",
        "RENKEI_CHAT_TIMEOUT", "RENKEI_CHAT_MAX_TOKENS", "RENKEI_CHAT_TOKENS", "RENKEI_CHAT_DAILY",
        "RENKEI_UPLOAD", "RENKEI_DATABASE", "RENKEI_AUDIT_DAYS", "RENKEI_PRACTICE_DAYS", "RENKEI_NOTICE_OFF",
        "RENKEI_SLACK_BOT_TOKEN", "RENKEI_SLACK_APP_TOKEN", "RENKEI_SLACK_SIGNING_SECRET", "RENKEI_SLACK_BASE_URL",
        "RENKEI_SLACK_PEOPLE",
    }  # fmt: skip
    for name in sorted(set(given) - known - ACCESS_VARIABLES):
        raise SettingsError(f"unknown setting {name!r}", name=name, reason="unknown")
    data = Path(given.get("RENKEI_DATA") or here / "var")
    auth = _one_of("RENKEI_AUTH", given.get("RENKEI_AUTH") or "none", AUTH_MODES)
    return Settings(
        documents=_folders(given.get("RENKEI_DOCUMENTS"), data, here),
        data=data,
        embedding=given.get("RENKEI_EMBEDDING") or STATIC_EMBEDDING,
        embedding_query_prefix=given.get("RENKEI_EMBEDDING_QUERY_PREFIX", ""),
        embedding_document_prefix=given.get("RENKEI_EMBEDDING_DOCUMENT_PREFIX", ""),
        reranker=given.get("RENKEI_RERANKER", ""),
        chat_model=given.get("RENKEI_CHAT_MODEL", ""),
        chat_api_key=given.get("RENKEI_CHAT_API_KEY", ""),
        chat_base_url=given.get("RENKEI_CHAT_BASE_URL", ""),
        chat_first_token=_at_least_one(given, "RENKEI_CHAT_FIRST_TOKEN", 20),
        chat_timeout=_at_least_one(given, "RENKEI_CHAT_TIMEOUT", 60),
        chat_max_tokens=_at_least_one(given, "RENKEI_CHAT_MAX_TOKENS", 1_200),
        chat_tokens=_at_least_one(given, "RENKEI_CHAT_TOKENS", 8_000),
        chat_daily=_count("RENKEI_CHAT_DAILY", given.get("RENKEI_CHAT_DAILY") or "200"),
        upload=_at_least_one(given, "RENKEI_UPLOAD", 50),
        database=given.get("RENKEI_DATABASE", ""),
        audit_days=_at_least_one(given, "RENKEI_AUDIT_DAYS", 365),
        practice_days=_at_least_one(given, "RENKEI_PRACTICE_DAYS", 180),
        notice_off=tuple(name.strip() for name in given.get("RENKEI_NOTICE_OFF", "").split(",") if name.strip()),
        auth=auth,
        access=read_access(given, auth),
        hosts=tuple(host.strip().lower() for host in given.get("RENKEI_HOSTS", "").split(",") if host.strip()),
        slack_bot_token=given.get("RENKEI_SLACK_BOT_TOKEN", ""),
        slack_app_token=given.get("RENKEI_SLACK_APP_TOKEN", ""),
        slack_signing_secret=given.get("RENKEI_SLACK_SIGNING_SECRET", ""),
        slack_base_url=given.get("RENKEI_SLACK_BASE_URL", ""),
        slack_people=_one_of("RENKEI_SLACK_PEOPLE", given.get("RENKEI_SLACK_PEOPLE") or SLACK_PEOPLE[0], SLACK_PEOPLE),
        rate=_count("RENKEI_RATE", given.get("RENKEI_RATE") or ("0" if auth == "none" else "60")),
    )


def _one_of(name: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise SettingsError(f"{name}={value!r}, allowed are {allowed}", name=name, reason="/".join(allowed))
    return value


def _count(name: str, value: str) -> int:
    if not value.isascii() or not value.isdigit():
        raise SettingsError(f"{name}={value!r} is no number", name=name, reason="0, 1, 2 …")
    return int(value)


def _at_least_one(given: Mapping[str, str], name: str, default: int) -> int:
    found = _count(name, given.get(name) or str(default))
    if not found:
        raise SettingsError(f"{name}=0", name=name, reason="1, 2, 3 …")
    return found


def _folders(value: str | None, data: Path, here: Path) -> tuple[Path, ...]:
    if value:
        folders = tuple(Path(part) for part in value.split(os.pathsep) if part)
        for folder in folders:
            if not folder.is_dir():
                raise SettingsError(f"RENKEI_DOCUMENTS: no folder {str(folder)!r}", name="RENKEI_DOCUMENTS",
                                    reason=f"no_folder:{folder}")  # fmt: skip
        return folders
    defaults = (data / "documents", here.parent / "shared" / "documents")
    return tuple(folder for folder in defaults if folder.is_dir())
