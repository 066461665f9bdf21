"""What a text is about: its words without endings, accents and small change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.terms import LONGEST, MOST, fold, forms, language_of, stem, terms, words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I can't get into the VPN since I changed my password", "en"),
        ("No puedo acceder a la carpeta desde que me cambiaron el portátil", "es"),
        ("Não consigo abrir as pastas que estão no servidor", "pt"),
        ("Der Drucker im zweiten Stock zieht kein Papier mehr ein", "de"),
        ("Je n'ai plus accès aux dossiers depuis que mon mot de passe a changé", "fr"),
        ("VPN 455", ""),
    ],
)
def test_a_text_says_in_which_language_it_is(text: str, language: str):
    assert language_of([folded for folded, _ in words(text)]) == language


@pytest.mark.parametrize(
    ("language", "alike"),
    [
        ("en", ["printing", "prints", "printed"]),
        ("es", ["impresora", "impresoras"]),
        ("pt", ["senha", "senhas"]),
        ("de", ["passworter", "passwort"]),
        ("fr", ["reseau", "reseaux"]),
    ],
)
def test_endings_do_not_matter(language: str, alike: list[str]):
    assert len({stem(word, language) for word in alike}) == 1


def test_accents_and_capitals_do_not_matter():
    assert {fold(word) for word in ("Réseau", "réseau", "RESEAU", "re\u0301seau")} == {"reseau"}
    assert fold("Straße") == fold("STRASSE") == "strasse"


def test_each_term_comes_with_the_word_as_it_is_written():
    assert terms("Meine Passwörter und die Passwörter von Öztürk") == {"passwort": "Passwörter", "ozturk": "Öztürk"}


def test_people_channels_addresses_and_markup_are_no_words():
    text = "<@U123|ana> said in <#C1|it> <!here>: *Wi-Fi* &amp; E-Mail, see <https://acme.example/vpn|this>"
    assert set(terms(text).values()) == {"WiFi", "EMail", "see", "said"}


def test_a_word_is_looked_for_in_every_language():
    assert {"druck", "drucker"} <= set(forms("drucker"))


@given(st.text(max_size=300))
def test_whatever_is_written_terms_are_plain_and_few(text: str):
    found = terms(text)
    assert len(found) <= MOST
    for term in found:
        assert 0 < len(term) <= LONGEST
        assert term.isalnum()
        assert term == fold(term)


def test_a_book_is_read_no_further_than_it_takes():
    assert len(terms(" ".join(f"word{number}" for number in range(10_000)))) == MOST
