"""The one error tree. A user reads Japanese (`prompts/ui/errors.ja.yaml`), an id and what to do; never a traceback."""

from __future__ import annotations

import secrets


class RenkeiError(Exception):
    """Base of all errors that renkei raises on purpose.

    `code` names the Japanese text in `prompts/ui/errors.ja.yaml`; `details` fills its variables;
    `reference` is the id by which a user and a log line can be brought together.
    """

    code = "internal"

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.details = details
        self.reference = secrets.token_hex(4)


class UsageError(RenkeiError):
    """The caller gave something that cannot be used; nothing was changed."""

    code = "usage"


class SettingsError(UsageError):
    """A setting is missing, contradictory or out of range. `details`: name, reason."""

    code = "settings"


class QuestionError(UsageError):
    """A question is empty or too long. `details`: reason, limit."""

    code = "question"


class CorpusError(RenkeiError):
    """A file of the shipped corpus does not have the form it must have. `details`: path, reason."""

    code = "corpus"


class DocumentError(RenkeiError):
    """A document could not be read. `details`: name, reason (a key of `document_reasons`)."""

    code = "document"

    def __init__(self, message: str, *, reason: str, **details: object) -> None:
        super().__init__(message, reason=reason, **details)
        self.reason = reason


class UploadRefused(UsageError):
    """An upload is not taken. `details`: name, reason (`none`, `exists`, `name`, `too_large`, or a DocumentError's)."""

    code = "upload"


class IndexFault(RenkeiError):
    """The index cannot serve. Subclasses say why."""

    code = "index"


class IndexMissing(IndexFault):
    """There is no index yet. `details`: path."""

    code = "index_missing"


class IndexMismatch(IndexFault):
    """The index was built with another model, chunker or form. `details`: built, configured."""

    code = "index_mismatch"


class IndexDamaged(IndexFault):
    """A file of the index is missing or changed. `details`: path, reason."""

    code = "index_damaged"


class IndexBusy(IndexFault):
    """Another process writes the index. `details`: holder."""

    code = "index_busy"


class StorageError(RenkeiError):
    """The disk is full or refuses to be written. `details`: path, reason."""

    code = "storage"


class ModelError(RenkeiError):
    """An embedding model, reranker or chat model cannot be loaded or does not answer. `details`: model, reason."""

    code = "model"


class Overloaded(RenkeiError):
    """More questions are waiting than can be answered in time. `details`: seconds, after which to try again."""

    code = "overloaded"


class NotFound(UsageError):
    """There is no such document, passage, note or row. `details`: kind, name."""

    code = "not_found"


class Conflict(UsageError):
    """Somebody else saved this record after it was read; nothing was changed. `details`: kind, name, revision."""

    code = "conflict"


class Stopped(RenkeiError):
    """Whoever asked has left; nobody reads this."""

    code = "stopped"


class SignInFailed(RenkeiError):
    """Whoever vouches for a person did not do so, or not so that it can be trusted. `reason` is a key of the texts."""

    code = "sign_in"

    def __init__(self, message: str, *, reason: str, **details: object) -> None:
        super().__init__(message, reason=reason, **details)
        self.reason = reason
