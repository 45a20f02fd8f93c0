"""The shapes of the past's YAML files. They are ours, so a wrong one is a mistake to be told, not an input to be survived."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from typing import Annotated, Literal, TypeVar

import yaml
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from demo.web.faults import Fault


class PastBroken(Exception):
    """The bundled past does not hold together: a file names something that is not there, or a count is missed."""


class Strict(BaseModel):
    """A frozen model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Made(Strict):
    """A row written out in the list itself."""

    name: str
    region: str
    product: str = ""
    category: str = ""


class ListPlan(Strict):
    """How a list comes about: from known rows filled up to a total, or from other lists."""

    real: str = ""
    total: int = 0
    kind: Literal["enterprise", "cluster", "city-cluster"] = "cluster"
    place: str = ""
    turn: int = 0
    category: str = ""
    quota: dict[str, int] = {}
    of: tuple[str, ...] = ()
    drop_last: dict[str, int] = {}
    with_: Made | None = Field(default=None, alias="with")


class Filler(Strict):
    """Words for made-up rows; ``provinces`` maps full to short names."""

    provinces: dict[str, str]
    cities: tuple[str, ...]
    trades: tuple[str, ...]


Column = Literal["number", "name", "product", "category", "city"]


class FilePlan(Strict):
    """A file that shows a list: an xlsx made when it is asked for, or a ``file`` of demo/past/files/ as it is.

    ``marked`` is put behind each category, as in 示范企业（第一批）; ``lost`` numbers rows that are not shown.
    """

    name: str
    heading: tuple[str, ...]
    list: str
    columns: dict[str, Column]
    marked: str = ""
    lost: tuple[int, ...] = ()
    file: str = ""


class Piece(Strict):
    """A piece of an article that is not a plain paragraph; exactly one of the first five is set."""

    center: str = ""
    right: str = ""
    heading: str = ""
    table: str = ""
    picture: FilePlan | None = None
    columns: dict[str, Column] = {}


class TeaserPlan(Strict):
    """A teaser beside an article."""

    title: str
    text: str
    printed: str


class Article(Strict):
    """One article of one site."""

    site: str
    published: AwareDatetime
    title: str
    body: tuple[str | Piece, ...]
    issuer: str = ""
    doc_number: str = ""
    attachments: tuple[FilePlan, ...] = ()
    teasers: tuple[TeaserPlan, ...] = ()

    @property
    def pictures(self) -> tuple[FilePlan, ...]:
        """The pictures in the body, in order."""
        return tuple(piece.picture for piece in self.body if isinstance(piece, Piece) and piece.picture)


def _not_empty(texts: tuple[str, ...]) -> tuple[str, ...]:
    if not texts or not all(texts):
        raise ValueError("say what it rests on")
    return texts


class Announcement(Article):
    """An article that matters: with the facts it rests on, and with what is assumed beside them."""

    facts: Annotated[tuple[str, ...], AfterValidator(_not_empty)]
    assumed: Annotated[tuple[str, ...], AfterValidator(_not_empty)]


class SitePlan(Strict):
    """A site: its form by name, the form's options, and whether it garbles what it shows."""

    name: str
    form: Literal["miit-search", "jpage", "trs", "html", "feed"]
    options: dict[str, str | int | bool] = {}
    page_size: int = 10
    garbled: bool = False


class DayPlan(Strict):
    """One step of the clock."""

    at: AwareDatetime
    note: str
    faults: dict[str, Fault] = {}

    @property
    def instant(self) -> datetime:
        """The instant as a plain datetime."""
        return self.at


T = TypeVar("T")


def read_past_file(name: str, shape: type[T]) -> T:
    """Read one YAML file of the past.

    Raises:
        PastBroken: the file is missing, is no YAML, or has another shape.
    """
    try:
        text = files("demo.past").joinpath(name).read_text(encoding="utf-8")
        return TypeAdapter(shape).validate_python(yaml.load(text, Loader=_Loader))  # noqa: S506 - a safe loader
    except (OSError, yaml.YAMLError, ValidationError) as cause:
        raise PastBroken(f"demo/past/{name}: {cause}") from cause


class _Loader(yaml.SafeLoader):
    """A safe loader that leaves instants as text, so that their offset is not lost."""


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
