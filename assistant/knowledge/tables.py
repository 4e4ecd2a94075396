"""Reading a YAML table of the corpus through its pydantic model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from assistant.errors import CorpusError
from assistant.language.normalise import squeeze
from prompts import parse_yaml

Model = TypeVar("Model", bound=BaseModel)

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def _anchor(text: str) -> str:
    if not 6 <= len(squeeze(text)) <= 20:
        raise ValueError(f"anchor {text!r} is not 6-20 characters long")
    return text


Anchor = Annotated[str, AfterValidator(_anchor)]
"""A run of 6-20 characters found in the document, white space ignored."""


class Row(BaseModel):
    """Base of all rows: unknown keys are refused, values are not converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def read_table(path: Path, model: type[Model]) -> Model:
    """The table in the YAML file `path`, validated.

    Raises:
        CorpusError: the file is missing, is not UTF-8 YAML, or a row does not have its form; `reason` says where.
    """
    try:
        return model.model_validate(parse_yaml(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise refused(path, f"{place}: {first['msg']}{more}") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise refused(path, str(error)) from error


def refused(path: Path, reason: str) -> CorpusError:
    """The error for a table that cannot be used."""
    return CorpusError(f"{path}: {reason}", path=str(path), reason=reason)


def require_unique(path: Path, kind: str, ids: list[str]) -> None:
    """Refuse a table in which two rows of one kind share an id.

    Raises:
        CorpusError: names the id.
    """
    seen: set[str] = set()
    for row_id in ids:
        if row_id in seen:
            raise refused(path, f"two {kind} have the id {row_id!r}")
        seen.add(row_id)
