"""Saved replies as rows of a file: which fields there are, what may stand in them, and what two rows may not share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.rules import reply_actions
from bot.rules.deeds import Deed
from bot.rules.intake import is_blank, subject
from bot.rules.markup import readable, storable
from bot.rules.mistakes import Mistake, Wrong
from bot.rules.refusals import TagTooLong, TooManyTags
from bot.rules.replies import BODY, TITLE, TRANSLATIONS, SavedReply, Wording, checked, key_of, primary
from bot.rules.reply_actions import STATUSES
from bot.rules.vocabulary import CategoryKey, Priority, Scope

PLACE = ("key", "scope", "desk", "owner")  # which reply is meant, and where it is held
SAYS = ("title", "body", "category", "language", "translations", "actions", "public", "review_by", "retired")
FIELDS = (*PLACE, *SAYS)
YES, NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0", ""})
NOTHING = frozenset({"", "null", "~"})  # as files write that there is none
SHOWN = 40  # characters of a wrong value that a sentence repeats
ISO_639_1 = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv
ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne
ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st
su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
LANGUAGES = frozenset({*ISO_639_1.split(), "fil"})  # and Filipino, which has no code of two letters


@dataclass(frozen=True, slots=True)
class Row:
    """A saved reply as it stands in a file: no more than what is named there."""

    line: int
    said: Mapping[str, Any]  # field → text, texts by name, or a list of texts
    folder: str = ""  # where another program keeps it: its category, if the desk has one of that name


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read of a file."""

    rows: Sequence[Row] = ()
    mistakes: Sequence[Mistake] = ()
    remarks: Sequence[Mistake] = ()  # what is left out, though nothing is wrong with it


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that makes sense by itself. What it does not say stays as it is in the reply, if there is one."""

    line: int
    key: str
    scope: Scope
    desk: str  # its key, in whichever case; empty for all but desks' replies
    owner: str  # a person's id, or empty: of personal replies only
    says: Mapping[str, Any] = field(default_factory=dict)  # of SAYS, as `documented` writes it
    folder: str = ""


def documented(reply: SavedReply) -> dict[str, Any]:
    """A reply as a file says it: every field, in order, in plain values."""
    return {
        "key": reply.key,
        "scope": reply.scope.value,
        "desk": reply.held_by if reply.scope is Scope.DESK else "",
        "owner": reply.held_by if reply.scope is Scope.PERSONAL else "",
        "title": reply.title,
        "body": _lines(reply.body),
        "category": reply.category or "",
        "language": reply.language,
        "translations": {language: _lines(body) for language, body in sorted(reply.translations.items())},
        "actions": reply_actions.written(reply.actions),
        "public": reply.is_public,
        "review_by": reply.review_by.isoformat() if reply.review_by else "",
        "retired": reply.retired_at is not None,
    }


def reworded(wording: Wording, says: Mapping[str, Any]) -> Wording:
    """A wording that says this from now on, where it is said."""
    said: dict[str, Any] = {name: says[name] for name in ("title", "body", "language", "translations") if name in says}
    if "category" in says:
        said["category"] = CategoryKey(says["category"]) if says["category"] else None
    if "actions" in says:
        said["actions"] = reply_actions.read(says["actions"])
    if "public" in says:
        said["is_public"] = says["public"]
    if "review_by" in says:
        said["review_by"] = date.fromisoformat(says["review_by"]) if says["review_by"] else None
    return replace(wording, **said)


def understood(sheet: Sheet, desk: str = "") -> tuple[list[Entry], list[Mistake]]:
    """The rows that make sense, and every mistake of the others and of the file. `desk` is that of rows without one."""
    tried = [_entry(row, desk) for row in sheet.rows]
    doubles = _doubles([entry for entry, _ in tried])
    entries = [entry for place, (entry, wrong) in enumerate(tried) if not wrong and place not in doubles]
    mistakes = [Mistake(entry.line, text) for entry, wrong in tried for text in wrong]
    return entries, sorted([*sheet.mistakes, *mistakes, *doubles.values()], key=lambda one: one.line)


def _entry(row: Row, desk: str) -> tuple[Entry, list[str]]:
    """A row as an entry, and what is wrong with it: then it is good for nothing but its key."""
    said, wrong = _said(row)
    named, owner = said.get("desk", ""), said.get("owner", "")
    scope = said.get("scope") or (Scope.DESK if named or desk else None)
    if scope is None and not wrong:
        wrong.append("it is not said where the reply belongs. Name a desk in the row, or for all rows by --desk.")
    if named and scope is not Scope.DESK:
        wrong.append(f"a {scope} reply belongs to no desk.")
    if owner and scope is not Scope.PERSONAL:
        wrong.append("only personal replies have an owner in a file. For others, say by --as who answers for them.")
    key = _key(said)
    if not key and not wrong:
        wrong.append("it has neither a key nor a title to make one of.")
    says = {name: said[name] for name in SAYS if name in said}
    at = (named or desk) if scope is Scope.DESK else ""
    return Entry(row.line, key, scope or Scope.DESK, at, owner, says, row.folder), wrong


def _said(row: Row) -> tuple[dict[str, Any], list[str]]:
    said: dict[str, Any] = {}
    wrong: list[str] = []
    for name, value in row.said.items():
        if name not in READ:
            wrong.append(f"there is no field {_shown(name)}. There are {', '.join(FIELDS)}.")
            continue
        try:
            said[name] = READ[name](value)
        except Wrong as reason:
            wrong.append(str(reason))
    return said, wrong


def _key(said: Mapping[str, Any]) -> str:
    key = key_of(said.get("key", "")) or key_of(said.get("title", ""))
    return checked(Wording("", said["body"])).key if not key and said.get("body") else key


def _doubles(entries: Sequence[Entry]) -> dict[int, Mistake]:
    """The entries, by their places in the list, that have the key of an earlier one."""
    first: dict[tuple[str, ...], int] = {}
    doubles: dict[int, Mistake] = {}
    for place, entry in enumerate(entries):
        held = (entry.scope, entry.desk.casefold(), entry.owner, entry.key)
        earlier = first.setdefault(held, place)
        if entry.key and earlier != place:
            line = entries[earlier].line
            doubles[place] = Mistake(entry.line, f"the key {entry.key} stands in line {line} already.")
    return doubles


def _plain(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        raise Wrong(f"a text is expected, not {_shown(value)}.")
    return "" if value is None else storable(_lines(str(value)))


def _word(value: Any) -> str:
    return _plain(value).strip()


def _none(value: Any) -> str:
    word = _word(value)
    return "" if word.lower() in NOTHING else word


def _title(value: Any) -> str:
    title = subject(_plain(value))
    if len(title) > TITLE:
        raise Wrong(f"the title has {len(title)} characters or more, and {TITLE} fit.")
    return title


def _body(value: Any) -> str:
    body = _plain(value).strip()
    if is_blank(body):
        raise Wrong("the body is empty.")
    return _fitting(body, "the body")


def _fitting(body: str, name: str) -> str:
    length = len(readable(body))
    if length > BODY:
        raise Wrong(f"{name} has {length:,} characters, and {BODY:,} fit.")
    return body


def _language(value: Any) -> str:
    language = primary(_none(value))
    if language not in LANGUAGES:
        raise Wrong(f"{_shown(value)} is no language. Write its code, such as en or de.")
    return language


def _translations(value: Any) -> dict[str, str]:
    given = {_language(name): _plain(body).strip() for name, body in _mapping(value, "translations").items()}
    bodies = {name: _fitting(body, f"the body in {name}") for name, body in given.items() if not is_blank(body)}
    if len(bodies) > TRANSLATIONS:
        raise Wrong(f"it has {len(bodies)} translations, and {TRANSLATIONS} fit.")
    return dict(sorted(bodies.items()))


def _actions(value: Any) -> dict[str, Any]:
    given = {name.strip().lower(): said for name, said in _mapping(value, "actions").items()}
    for name in sorted(given.keys() - set(Deed)):
        raise Wrong(f"there is no action {_shown(name)}. There are {', '.join(Deed)}.")
    words = {name: _none(said) for name, said in given.items() if name != Deed.TAGS}
    for name, allowed in ((Deed.PRIORITY, list(Priority)), (Deed.STATUS, list(STATUSES))):
        words[name] = words.get(name, "").lower()
        if words[name] and words[name] not in allowed:
            raise Wrong(f"a reply can't set the {name} {words[name]}. It can be {', '.join(allowed)}.")
    try:
        return reply_actions.written(reply_actions.read(words | {"tags": _tags(given.get(Deed.TAGS))}))
    except TagTooLong as long:
        raise Wrong(f"the tag {long.tag} has more than {long.limit} characters.") from None
    except TooManyTags as many:
        raise Wrong(f"it has more than {many.limit} tags.") from None


def _tags(value: Any) -> list[str]:
    return [_plain(tag) for tag in value] if isinstance(value, list) else [_none(value)]


def _yes_or_no(value: Any) -> bool:
    word = str(value).lower() if isinstance(value, bool) else _word(value).lower()
    if word not in YES | NO:
        raise Wrong(f"yes or no is expected, not {_shown(value)}.")
    return word in YES


def _day(value: Any) -> str:
    word = _none(value)
    try:
        return date.fromisoformat(word).isoformat() if word else ""
    except ValueError:
        raise Wrong(f"a date such as 2026-12-31 is expected, not {_shown(value)}.") from None


def _scope(value: Any) -> Scope | None:
    word = _none(value).lower()
    if word and word not in set(Scope):
        raise Wrong(f"the scope is {', '.join(Scope)}, not {_shown(value)}.")
    return Scope(word) if word else None


def _mapping(value: Any, name: str) -> Mapping[str, Any]:
    if value is None or (isinstance(value, str) and value.strip().lower() in NOTHING):
        return {}
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise Wrong(f"{name} have names, each with a value; {_shown(value)} has none.")
    return value


def _shown(value: Any) -> str:
    """A value as a sentence may repeat it: in quotes, in one line, not all of it when it is long."""
    match value:
        case list():
            return "a list"
        case Mapping():
            return "fields"
    text = " ".join(str(value).split())
    return f"“{text}”" if len(text) <= SHOWN else f"“{text[: SHOWN - 1]}…”"


def _lines(text: str) -> str:
    """A text whose lines end as they do in Slack: files of other machines have other ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


READ: Mapping[str, Callable[[Any], Any]] = {
    "key": _word,
    "scope": _scope,
    "desk": _none,
    "owner": _none,
    "title": _title,
    "body": _body,
    "category": _none,
    "language": _language,
    "translations": _translations,
    "actions": _actions,
    "public": _yes_or_no,
    "review_by": _day,
    "retired": _yes_or_no,
}
