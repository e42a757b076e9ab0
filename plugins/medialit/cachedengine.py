"""An engine that remembers: a text that was analysed before is not analysed again.

The key of an analysis is everything that it depends on: the text with its blocks, links and gaps, what is known about
it, the rules with all they say, and the engine's fingerprint. Decisions of people are no part of an analysis.

An analysis is kept as JSON and read back with every value checked: the folder may have come with someone's repository.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cached_property
from typing import Annotated, Any, get_type_hints

from pydantic import Field, TypeAdapter, ValidationError

from medialit.cache import Cache, key_of
from medialit.critique import Critique, Engine, in_order
from medialit.detect.evidence import Attribution, Claim
from medialit.fingerprint import fingerprint, fingerprint_now
from medialit.readability import Readability
from medialit.rules.hits import Flag
from medialit.rules.model import Rule
from medialit.text.document import Document, Metadata

_Index = Annotated[int, Field(ge=0)]


def _tuple(*types: Any) -> Any:
    return tuple.__class_getitem__(types)


def _row(of: type, **stored: Any) -> Any:
    """The fields of a dataclass as the type of a tuple; some are stored as something else."""
    hints = get_type_hints(of) | stored
    return _tuple(*(hints[field.name] for field in fields(of)))


# Attributions, each once; which of them the critique lists; claims, with the place of their attribution; flags, with
# the id of their rule; readability. Fields that are added to these classes are kept by themselves.
_RECORD: TypeAdapter[Any] = TypeAdapter(
    _tuple(
        tuple[Attribution, ...],
        tuple[_Index, ...],
        _tuple(_row(Claim, attribution=_Index | None), ...),
        _tuple(_row(Flag, rule=str), ...),
        Readability,
    )
)
_CLAIM = [field.name for field in fields(Claim)]
_FLAG = [field.name for field in fields(Flag)]


def _fingerprint(take: Callable[[], str]) -> str | None:
    try:
        return take()
    except OSError:
        return None


# Taken while the code is loaded: where someone works on it, the files may soon be others than those that run.
_LOADED = _fingerprint(fingerprint)


class CachedEngine:
    """An `Engine`, compiled when it is first needed, with a folder of earlier analyses; without a cache, just that.

    `anew` counts the documents that were analysed, and not found.
    """

    def __init__(self, rules: Mapping[str, Rule], cache: Cache | None = None) -> None:
        self.rules = rules
        self.cache = cache
        self.anew = 0

    @cached_property
    def engine(self) -> Engine:
        """The engine itself."""
        return Engine(self.rules)

    @cached_property
    def _rules_key(self) -> str:
        return key_of(*(rule.model_dump_json() for rule in self.rules.values()))

    @cached_property
    def _unchanged(self) -> bool:
        """Whether the engine is still that of its files. Some are read by the first analysis: to be asked after it."""
        return _fingerprint(fingerprint_now) == _LOADED

    def _key(self, document: Document, metadata: Metadata) -> str:
        # A dataclass shows all its fields, those of tomorrow too. The id is a name, and no part of the text.
        return key_of(_LOADED or "", self._rules_key, repr(replace(document, id="")), repr(metadata))

    def analyze(self, document: Document, metadata: Metadata | None = None) -> Critique:
        """What `Engine.analyze` finds, now or before."""
        metadata = metadata or Metadata()
        if self.cache is None or _LOADED is None:
            self.anew += 1
            return self.engine.analyze(document, metadata)
        key = self._key(document, metadata)
        content = self.cache.get(key)
        critique = decoded(content, document, metadata, self.rules) if content is not None else None
        if critique is None:
            self.anew += 1
            critique = self.engine.analyze(document, metadata)
            if self._unchanged:
                self.cache.put(key, encoded(critique))
        return critique


def encoded(critique: Critique) -> bytes:
    """A critique without its document, as JSON."""
    owners = [claim.attribution for claim in critique.claims if claim.attribution]
    attributions = tuple(dict.fromkeys((*critique.attributions, *owners)))
    at: dict[Attribution | None, int | None] = {None: None}
    at.update((attribution, number) for number, attribution in enumerate(attributions))
    listed = tuple(at[attribution] for attribution in critique.attributions)
    claims = tuple(_values(claim, _CLAIM, attribution=at[claim.attribution]) for claim in critique.claims)
    flags = tuple(_values(flag, _FLAG, rule=flag.rule.id) for flag in critique.flags)
    return _RECORD.dump_json((attributions, listed, claims, flags, critique.readability))


def _values(item: object, names: Iterable[str], **stored: object) -> tuple[object, ...]:
    return tuple(stored[name] if name in stored else getattr(item, name) for name in names)


def decoded(content: bytes, document: Document, metadata: Metadata, rules: Mapping[str, Rule]) -> Critique | None:
    """The critique of a document from its JSON; None where that says what no critique of the document can say."""
    try:
        attributions, listed, claims, flags, readability = _RECORD.validate_json(content, strict=True)
        found = Critique(
            document,
            metadata,
            tuple(Flag(rules[rule], *values) for rule, *values in flags),
            tuple(attributions[number] for number in listed),
            tuple(Claim(*(*values, None if at is None else attributions[at])) for *values, at in claims),
            readability,
        )
    except (ValidationError, LookupError):
        return None
    size = len(document.text)
    sound = all(0 <= start <= end <= size for start, end in _places(found)) and found.flags == in_order(found.flags)
    return found if sound else None


def _places(critique: Critique) -> Iterator[tuple[int, int]]:
    """All places of the text that a critique speaks of."""
    for flag in critique.flags:
        yield flag.start, flag.end
        yield from flag.repeats
    for claim in critique.claims:
        yield claim.start, claim.end
    for attribution in critique.attributions:
        yield attribution.cue
        yield from attribution.content
        if attribution.source:
            yield attribution.source
        if attribution.mention:
            yield attribution.mention
