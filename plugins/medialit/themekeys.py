"""Keys of MkDocs and Material that the front matter of an article or lesson may carry besides ours.

`template`, `icon` and `status` are not among them: the page's template is not for an article to choose, and the others
show in the navigation alone, where articles are not listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool, field_validator

from medialit.plaintext import PlainText


class _Search(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    exclude: StrictBool = False
    boost: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] = 1


class _Theme(BaseModel):
    model_config = ConfigDict(frozen=True)

    description: PlainText | None = None
    hide: tuple[PlainText, ...] = ()
    search: _Search | None = None
    tags: tuple[PlainText, ...] = ()

    @field_validator("hide", "tags", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value


THEME_KEYS = frozenset(_Theme.model_fields)


def theme_of(data: Mapping[Any, Any]) -> dict[str, Any]:
    """The theme's keys among some data, checked. Raises pydantic's ValidationError."""
    given = {key: value for key, value in data.items() if key in THEME_KEYS and value is not None}
    return _Theme.model_validate(given).model_dump(mode="json", exclude_unset=True)
