"""YAML whose errors can name the line: no duplicate keys, no aliases, plain data only.

`yes`, `no`, `on` and `off` are words here, as in YAML 1.2; only `true` and `false` are true and false,
and 12:30 is no number.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

import yaml

Path = tuple[str | int, ...]


class DataError(ValueError):
    """Bad input, told in one line: `file:line: what is wrong, how to mend it`."""

    def __init__(self, source: str, line: int | None, problem: str) -> None:
        self.source, self.line, self.problem = source, line, _printable(" ".join(problem.split()))
        super().__init__(f"{source}:{line}: {self.problem}" if line else f"{source}: {self.problem}")

    def __reduce__(self) -> tuple[type[DataError], tuple[str, int | None, str]]:
        return type(self), (self.source, self.line, self.problem)  # errors cross from process to process


def _printable(words: str) -> str:
    """The words with characters that could upset a terminal written as their numbers."""
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in words)


class _Strict(yaml.constructor.SafeConstructor):
    """Refuses duplicate keys and dates that there are not."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = key_node.value
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(
                    problem="a key is no word; put it in quotation marks", problem_mark=key_node.start_mark
                )
            if key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the key '{key}' is given twice; keep one", problem_mark=key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError, TypeError):
            if node.tag == "tag:yaml.org,2002:timestamp" and isinstance(node, yaml.ScalarNode):
                return node.value  # "2026-02-30": for the reader of the data to complain about
            raise yaml.MarkedYAMLError(problem="the value can't be read", problem_mark=node.start_mark) from None


class _Loader(_Strict, yaml.SafeLoader):
    """PyYAML's own parser, which says best what is wrong. Refuses aliases: a few lines could stand for gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(
                problem="a value begins with *; put it in quotation marks", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)


class _FastLoader(_Strict, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """libyaml's parser, ten times as fast: for files that ship with the package and are known to be good."""


_BOOL, _INT = "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int"
_Loader.yaml_implicit_resolvers = _FastLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in (_BOOL, _INT)]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _loader in (_Loader, _FastLoader):
    _loader.add_implicit_resolver(_BOOL, re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
    _loader.add_implicit_resolver(_INT, re.compile("^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789"))

_PARSERS: dict[bool, Any] = {False: _Loader, True: _FastLoader}

_QUOTE = "put the whole value in quotation marks"
# What PyYAML says, and how a teacher would want it said; the first that fits.
_PLAIN_WORDS = (
    ("mapping values are not allowed", f"a colon in a value, or the wrong indentation; {_QUOTE}, or align the line"),
    ("found character '\\t'", "a tab; indent with spaces"),
    ("cannot start any token", f"a value begins with a sign that YAML reserves; {_QUOTE}"),
    ("expected alphabetic or numeric character", f"a value begins with * or &; {_QUOTE}"),
    ("could not determine a constructor", f"a value begins with !; {_QUOTE}"),
    ("could not find expected ':'", "a line without a colon; write 'key: value'"),
    ("found unexpected end of stream", "a quotation mark is opened and never closed"),
    ("escape", "a backslash between double quotation marks; use single ones"),
    ("expected a comment or a line break", f"words right behind | or >; begin them on the next line, or {_QUOTE}"),
    ("expected chomping", f"words right behind | or >; begin them on the next line, or {_QUOTE}"),
    ("sequence entries are not allowed", f"'- ' where no item of a list can stand; {_QUOTE}, or begin a new line"),
    ("mapping keys are not allowed", f"a value begins with ?; {_QUOTE}"),
    ("expected the node content", f"a bracket or a comma where a value should stand; {_QUOTE}"),
    ("expected URI", f"a value begins with !; {_QUOTE}"),
    ("expected ' '", f"a value begins with !; {_QUOTE}"),
    ("failed to decode", f"a value begins with !; {_QUOTE}"),
    ("expected '<document start>'", "the line does not fit those above it; align the lines"),
    ("found another document", "a line '---' inside the data; remove it"),
    ("expected ',' or", "a bracket is opened and never closed, or a comma is missing"),
    ("but found '<scalar>'", f"words after a closing quotation mark or bracket; {_QUOTE}, of the kind not used inside"),
    ("expected <block end>", "the line does not fit those above it; align the lines, lists with '- '"),
    ("for merging", "'<<' can't be used; write the keys out"),
)


def _in_plain_words(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.problem or error.context}"
    return next((plain for pattern, plain in _PLAIN_WORDS if pattern in said), said)


def _lines(node: yaml.Node | None, first_line: int, path: Path, found: dict[Path, int]) -> None:
    if node is None:
        return
    found.setdefault(path, node.start_mark.line + first_line)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            found[(*path, key.value)] = key.start_mark.line + first_line
            _lines(value, first_line, (*path, key.value), found)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            _lines(item, first_line, (*path, number), found)


def load_yaml(text: str, source: str, first_line: int = 1, *, ours: bool = False) -> tuple[Any, dict[Path, int]]:
    """The data of a YAML text and the line of every key and item, counted from `first_line`.

    `ours` says that the text ships with the package: it is then read by the faster parser, and no lines are given.
    Raises DataError with the line where the YAML is malformed.
    """
    loader, parser = None, _PARSERS[ours]
    try:
        loader = parser(text)
        node = loader.get_single_node()
        data = None if node is None else loader.construct_document(node)
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        problem = f"holds a character that is not text (U+{ord(text[error.position]):04X}); remove it"
        raise DataError(source, line, problem) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and re.match("found unexpected end of stream|expected ',' or", str(error.problem)):
            mark = error.context_mark  # where the quotation mark or bracket stands that nothing closes
        line = first_line + (mark.line if mark else 0)
        raise DataError(source, line, f"malformed YAML: {_in_plain_words(error)}") from None
    except RecursionError:
        raise DataError(source, first_line, "malformed YAML: nested too deeply") from None
    finally:
        if loader is not None:
            loader.dispose()
    lines: dict[Path, int] = {}
    if not ours:
        _lines(node, first_line, (), lines)
    return data, lines


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of a key, or of the nearest one above it that is in the file."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)
