"""Languages: every text is translated, whole and unharmed, and everybody is answered in their own."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO

import pytest
from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from bot import i18n
from bot.i18n import CATALOGUES, SOURCE, Reader, languages
from tests.house.sources import holds, modules

KEYWORDS = {"_": None, "gettext": None, "marked": None, "ngettext": (1, 2)}
TEXT = re.compile(rf"\b({'|'.join(KEYWORDS)})\(")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
TYPED = re.compile(r"`([^` ]+)[^`]*`")  # what people type, by its first word: the rest may be an example
BOLD = re.compile(r"(?<!\w)\*([^*{}]+)\*(?!\w)")
NOT_TRANSLATED = {"Make it a ticket": "the message shortcut, whose name Slack takes from the manifest"}
IN_ENGLISH_TOO = re.compile(r"n = |p90 |\{|Original$|Normal$|Status(: \{status\})?$|Helpdesk$|CSAT$")

translations = pytest.mark.parametrize("language", languages()[1:])


def catalogue(language: str) -> Catalog:
    return read_po(BytesIO((CATALOGUES / f"{language}.po").read_bytes()), locale=language, abort_invalid=True)


def texts() -> set[tuple[str, ...]]:
    """Every text of the program that people read; with its plural where it has one."""
    found: set[tuple[str, ...]] = set()
    for module in modules("bot", "handlers"):
        if not TEXT.search(module.text):  # taking a module apart takes long
            continue
        for _, text, *_ in extract("python", BytesIO(module.text.encode()), keywords=KEYWORDS):
            found.add((text,) if isinstance(text, str) else tuple(text))
    return found


def translated(language: str) -> Iterator[tuple[Message, list[str], list[str]]]:
    """Every message with its forms in English and in this language."""
    for message in catalogue(language):
        if message.id:
            yield message, _forms(message.id), _forms(message.string)


def said(forms: Iterable[str], pattern: re.Pattern[str]) -> list[set[str]]:
    return [set(pattern.findall(form)) for form in forms]


def _forms(text: str | Iterable[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def test_german_is_spoken():
    assert languages() == (SOURCE, "de")


@translations
def test_every_text_is_in_the_catalogue_and_nothing_else(language: str):
    known = {tuple(_forms(message.id)) for message in catalogue(language) if message.id}
    holds(f"Translate this in bot/locale/{language}.po.", map(str, texts() - known))
    holds(f"Nobody says this any more: take it out of bot/locale/{language}.po.", map(str, known - texts()))
    assert not catalogue(language).obsolete


@translations
def test_every_text_is_translated_and_none_in_doubt(language: str):
    plurals = catalogue(language).num_plurals
    for message, english, forms in translated(language):
        assert forms, f"not translated: {message.id}"
        assert all(form.strip() for form in forms), f"not translated: {message.id}"
        assert len(forms) == (plurals if message.pluralizable else 1), f"forms are missing: {message.id}"
        assert not message.fuzzy, f"in doubt: {message.id}"
        same = [form for form in forms if form in english and not IN_ENGLISH_TOO.match(form)]
        assert not [form for form in same if len(form.split()) > 1], f"left in English: {message.id}"


@translations
def test_placeholders_are_the_same(language: str):
    for message, english, forms in translated(language):
        needed, given = said(english, PLACEHOLDER), said(forms, PLACEHOLDER)
        assert given[-1] == needed[-1], f"{message.id}: {given[-1]}"
        assert all(names <= set().union(*needed) for names in given), f"{message.id}: {given}"
        for form in forms:
            form.format(**dict.fromkeys(set().union(*needed), "x"))


@translations
def test_markup_is_whole(language: str):
    for message, english, forms in translated(language):
        for form in forms:
            for mark in ("*", "`"):
                assert form.count(mark) % 2 == 0, f"{message.id}: an odd number of {mark}"
                assert (mark in form) == any(mark in text for text in english), f"{message.id}: {mark}"
            assert Counter(TYPED.findall(form)) == Counter(TYPED.findall(english[-1])), f"{message.id}: commands"
            assert form.count("\n") == english[-1].count("\n"), f"{message.id}: lines"
            assert (form[0] == "•") == (english[0][0] == "•"), f"{message.id}: a bullet"
            assert form == form.strip(), f"{message.id}: spaces around it"


@translations
def test_marks_of_sentences_and_dots_of_menus_stay(language: str):
    for message, english, forms in translated(language):
        for end in (".", "…", "?", ":"):
            assert forms[-1].endswith(end) == english[-1].endswith(end) or _is_short(forms[-1]), (
                f"{message.id}: ends in {forms[-1][-1]}"
            )


def _is_short(text: str) -> bool:
    """Abbreviations end in a point: "Min."."""
    return len(text.rpartition(" ")[2]) <= 5 and text.endswith(".")


@translations
def test_a_button_is_called_what_is_written_on_it(language: str):
    """Where a text says "press *Still broken*", the translation names the button as it is translated."""
    names = {message.id: message.string for message in catalogue(language) if isinstance(message.id, str)}
    for message, english, forms in translated(language):
        for name in BOLD.findall(english[0]):
            expected = name if name in NOT_TRANSLATED else names.get(name)
            if expected is not None:
                assert f"*{expected}*" in forms[0], f"{message.id}: the button is called {expected}"


@translations
def test_a_catalogue_is_read_once(language: str):
    assert i18n._translations(language) is i18n._translations(language)


@translations
def test_catalogues_are_named_after_a_language_and_ship_with_the_package(language: str):
    assert str(Locale.parse(language)) == language
    assert (CATALOGUES.parent.name, CATALOGUES.name) == ("bot", "locale")  # the wheel packs all of bot


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de-DE", "de"),
        ("de-AT", "de"),
        ("de", "de"),
        ("en-US", "en"),
        ("en-GB", "en"),
        ("pt-BR", "en"),
        ("zh-Hant-TW", "en"),
        ("", "en"),
        ("no such thing", "en"),
        ("x" * 300, "en"),
    ],
)
def test_a_reader_gets_the_nearest_language(locale: str, language: str):
    reader = Reader(locale)
    assert reader.language == language
    assert (reader.gettext("Claim") == "Claim") == (language == "en")
