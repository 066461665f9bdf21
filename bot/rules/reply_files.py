"""Files of saved replies: YAML, JSON and CSV, read into rows that know their lines, and printed."""

import codecs
import csv
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from io import StringIO
from typing import Any

import yaml

from bot.rules import foreign_replies
from bot.rules.deeds import Deed
from bot.rules.mistakes import Mistake
from bot.rules.reply_rows import FIELDS, LANGUAGES, Row, Sheet

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DELIMITERS = ",;\t"  # spreadsheets choose by the language of their machine
TURNS_THE_LINE = re.compile("[\x85\u2028\u2029]")  # in YAML, besides what does so everywhere
SPACE = re.compile(r"[ \t\r\n]*")
PARTS: Mapping[str, Collection[str]] = {"translations": LANGUAGES, "actions": list(Deed)}  # each a column in CSV


class Format(StrEnum):
    """How a file is written."""

    YAML = "yaml"
    JSON = "json"
    CSV = "csv"


ENDINGS: Mapping[str, Format] = {
    ".yaml": Format.YAML,
    ".yml": Format.YAML,
    ".json": Format.JSON,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".txt": Format.CSV,
}


class Unreadable(Exception):  # noqa: N818  an answer to whoever made the file
    """A file of which nothing can be understood, and why: a sentence, and its line, or 0."""

    def __init__(self, text: str, line: int = 0) -> None:
        super().__init__(text)
        self.mistake = Mistake(line, text)


def decoded(raw: bytes) -> str:
    """A file's text. It is UTF-8, or says by its first bytes that it is UTF-16. Raises Unreadable, naming the byte."""
    encoding = "utf-16" if raw.startswith(UTF_16) else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as wrong:
        line = raw.count(b"\n", 0, wrong.start) + 1
        name = "UTF-16" if encoding == "utf-16" else "UTF-8"
        byte = f"byte {wrong.start + 1:,} (0x{raw[wrong.start]:02X})"
        raise Unreadable(f"{byte} can't be read as {name}. Save the file as UTF-8.", line) from None


def read(text: str, form: Format) -> Sheet:
    """What stands in a file. Raises Unreadable when it is no file of that kind, or empty."""
    if not text.strip():
        raise Unreadable("the file is empty.")
    try:
        return READ[form](text)
    except RecursionError:
        raise Unreadable("it has lists within lists without end.") from None


def printed(documents: Sequence[Mapping[str, Any]], form: Format) -> str:
    """Replies as `documented` says them, as a file that `read` takes."""
    return PRINT[form](documents)


Item = tuple[int, Any, Sequence[str]]  # its line, what it is, and what it names twice


def _sheet(items: Iterable[Item]) -> Sheet:
    rows: list[Row] = []
    mistakes: list[Mistake] = []
    for line, said, twice in items:
        if not isinstance(said, dict):
            mistakes.append(Mistake(line, "this is no reply: it has no fields, such as key and body."))
        elif twice:
            mistakes.append(Mistake(line, f"it names {', '.join(twice)} twice."))
        else:
            rows.append(Row(line, said))
    return Sheet(rows, mistakes)


def _read_yaml(text: str) -> Sheet:
    loader = yaml.CBaseLoader(text) if yaml.__with_libyaml__ else yaml.BaseLoader(text)  # words stay words: no is no
    try:
        root = loader.get_single_node()
        if not isinstance(root, yaml.SequenceNode):
            raise Unreadable("this is no list of replies, each of which begins with “- key: …”.")
        return _sheet([(node.start_mark.line + 1, _constructed(loader, node), _twice(node)) for node in root.value])
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        reason = getattr(wrong, "problem", None) or "it can't be understood"
        raise Unreadable(f"this is no YAML: {reason}.", 0 if mark is None else mark.line + 1) from None
    finally:
        loader.dispose()


def _constructed(loader: Any, node: yaml.Node) -> Any:
    return loader.construct_object(node, deep=True)


def _twice(node: yaml.Node) -> list[str]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return _repeated([str(name.value) for name, _ in pairs])


def _repeated(names: Sequence[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def _read_json(text: str) -> Sheet:
    try:
        return _sheet(_items(text))
    except json.JSONDecodeError as wrong:
        raise Unreadable(f"this is no JSON: {wrong.msg}.", wrong.lineno) from None


def _items(text: str) -> Iterator[Item]:
    """What stands in a JSON list, one after the other: the decoder itself does not tell where."""
    twice: list[str] = []

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        twice.extend(_repeated([name for name, _ in pairs]))
        return dict(pairs)

    decoder = json.JSONDecoder(object_pairs_hook=object_of)
    place, line = _skip(text, 0), 1
    if text[place : place + 1] != "[":
        raise Unreadable("this is no list of replies: it should begin with “[”.")
    end = 0
    while text[place : place + 1] == "[" or text[place : place + 1] == ",":
        place = _skip(text, place + 1)
        if end == 0 and text[place : place + 1] == "]":
            break
        line, twice[:] = line + text.count("\n", end, place), []
        said, end = decoder.raw_decode(text, place)
        yield line, said, tuple(twice)
        line, place = line + text.count("\n", place, end), _skip(text, end)
    if text[place : place + 1] != "]" or text[place + 1 :].strip():
        raise json.JSONDecodeError("expected a comma, or the end of the list", text, min(place, len(text)))


def _skip(text: str, place: int) -> int:
    """The place of the next thing that is no space."""
    found = SPACE.match(text, place)
    return place if found is None else found.end()


def _read_csv(text: str) -> Sheet:
    delimiter = max(DELIMITERS, key=lambda one: len(next(csv.reader(StringIO(text, newline=""), delimiter=one), [])))
    header, records, mistakes = _records(text, delimiter)
    if foreign_replies.is_foreign(header):
        rows, remarks = foreign_replies.rows(header, records)
        return Sheet(rows, mistakes, remarks)
    columns = [name.strip().lower() for name in header]
    unknown = [name for name in columns if not _is_column(name)]
    mistakes += [Mistake(1, f"there is no column “{name}”. There are {', '.join(_columns([]))}.") for name in unknown]
    mistakes += [Mistake(1, f"the column {name} is there twice.") for name in _repeated(columns)]
    return Sheet([Row(line, _nested(cells)) for line, cells in records], mistakes)


def _records(text: str, delimiter: str) -> tuple[list[str], list[tuple[int, dict[str, str]]], list[Mistake]]:
    """The header, the records by its names with their lines, and what is wrong with the others."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    records: list[tuple[int, dict[str, str]]] = []
    mistakes: list[Mistake] = []
    line = 1
    try:
        for cells in reader:
            begun, line = line, reader.line_num + 1
            filled = len(cells) - next((place for place, cell in enumerate(reversed(cells)) if cell), len(cells))
            if not header:
                header = cells[:filled]
            elif filled and filled <= len(header) <= len(cells):  # spreadsheets end lines with empty cells
                records.append((begun, dict(zip(header, cells, strict=False))))
            elif filled:
                mistakes.append(Mistake(begun, f"it has {len(cells)} cells, and the header has {len(header)}."))
    except csv.Error as wrong:
        mistakes.append(Mistake(line, f"from here on this is no CSV: {wrong}."))
    return header, records, mistakes


def _nested(cells: Mapping[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, cell in cells.items():
        field, _, part = name.strip().lower().partition(".")
        if not _is_column(name.strip().lower()):
            continue
        if part:
            said.setdefault(field, {})[part] = cell
        else:
            said[field] = cell
    return said


def _is_column(name: str) -> bool:
    field, _, part = name.partition(".")
    if not part:
        return name in FIELDS and name != "actions"
    return part in PARTS.get(field, ())


def _columns(languages: Sequence[str]) -> list[str]:
    """The columns that say it all. One without a language says that there are no translations."""
    parts = {**PARTS, "translations": languages}
    nested = [[f"{field}.{part}" for part in parts.get(field, ())] or [field] for field in FIELDS]
    return [column for columns in nested for column in columns]


def _print_csv(documents: Sequence[Mapping[str, Any]]) -> str:
    languages = sorted({language for document in documents for language in document["translations"]})
    written = StringIO(newline="")
    writer = csv.DictWriter(written, _columns(languages), lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(_flat(document) for document in documents)
    return written.getvalue()


def _flat(document: Mapping[str, Any]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for field, value in document.items():
        parts = {f"{field}.{part}": one for part, one in value.items()} if field in PARTS else {field: value}
        cells |= {column: _cell(one) for column, one in parts.items()}
    return cells


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)


def _print_json(documents: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps(list(documents), ensure_ascii=False, indent=2) + "\n"


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as people do, line by line."""


def _text_in_yaml(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if TURNS_THE_LINE.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text_in_yaml)


def _print_yaml(documents: Sequence[Mapping[str, Any]]) -> str:
    plain = [dict(document) for document in documents]
    return str(yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=float("inf")))


READ: Mapping[Format, Callable[[str], Sheet]] = {
    Format.YAML: _read_yaml,
    Format.JSON: _read_json,
    Format.CSV: _read_csv,
}
PRINT: Mapping[Format, Callable[[Sequence[Mapping[str, Any]]], str]] = {
    Format.YAML: _print_yaml,
    Format.JSON: _print_json,
    Format.CSV: _print_csv,
}
