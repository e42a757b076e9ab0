"""YAML whose errors can name the line: no duplicate keys, no aliases, plain data only."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

Path = tuple[str | int, ...]


class DataError(ValueError):
    """Bad input, told in one line: `file:line: what is wrong, how to mend it`."""

    def __init__(self, source: str, line: int | None, problem: str) -> None:
        self.source, self.line, self.problem = source, line, " ".join(problem.split())
        super().__init__(f"{source}:{line}: {self.problem}" if line else f"{source}: {self.problem}")


class _Loader(yaml.SafeLoader):
    """SafeLoader that refuses aliases (a few lines could stand for gigabytes) and duplicate keys."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="aliases (*name) are not allowed", problem_mark=event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = key_node.value
            if key in seen:
                raise yaml.MarkedYAMLError(problem=f"the key '{key}' is given twice", problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


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


def load_yaml(text: str, source: str, first_line: int = 1) -> tuple[Any, dict[Path, int]]:
    """The data of a YAML text and the line of every key and item, counted from `first_line`.

    Raises DataError with the line where the YAML is malformed.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        data = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise DataError(source, line, f"malformed YAML: {error.problem or error.context}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        position = getattr(error, "position", 0)
        line = first_line + text.count("\n", 0, position)
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(getattr(error, "reason", error))
        raise DataError(source, line, f"malformed YAML: {reason}") from None
    finally:
        loader.dispose()
    lines: dict[Path, int] = {}
    _lines(node, first_line, (), lines)
    return data, lines


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of a key, or of the nearest one above it that is in the file."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)
