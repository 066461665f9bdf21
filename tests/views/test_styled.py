"""The words of an agent: marks are meant where they stand around words, and nothing else does anything."""

import pytest

from bot.i18n import Reader
from bot.rules.deflection import Answer, Ref
from bot.rules.markup import escape, unstyled
from bot.rules.search import DocumentKind
from bot.views import deflection
from bot.views.styled import styled

BOLD, ITALIC, CODE = {"bold": True}, {"italic": True}, {"code": True}
READER = Reader("en", "UTC")


def shown(text: str) -> list[tuple[str, dict[str, bool]]]:
    """What people see, piece by piece, each with its style."""
    (part,) = styled(text)["elements"]
    return [(one.get("text") or one.get("url") or one["name"], one.get("style", {})) for one in part["elements"]]


def test_marks_around_words_are_their_style() -> None:
    assert shown("Choose *Web only* now") == [("Choose ", {}), ("Web only", BOLD), (" now", {})]
    assert shown("*It is _very_ new*: `a_b*c*`") == [
        ("It is ", BOLD),
        ("very", ITALIC | BOLD),
        (" new", BOLD),
        (": ", {}),
        ("a_b*c*", CODE),
    ]
    assert shown("*<https://a.example/_b_>*") == [("https://a.example/_b_", BOLD)]


@pytest.mark.parametrize("text", ["5 * 3 * 2", "snake_case_name", "*open", "a*b*c", "**", "*\nx*", "` `` ~"])
def test_other_signs_are_characters(text: str) -> None:
    assert shown(text) == [(text, {})]


def test_nobody_is_called_and_no_address_is_hidden() -> None:
    assert shown("*<!channel>* <@U1|Ana> <https://a.example/_b_|*here*>") == [
        ("@channel", BOLD),
        (" ", {}),
        ("@Ana", {}),
        (" ", {}),
        ("https://a.example/_b_", {}),
    ]


def test_what_somebody_wrote_stays_as_it_is_inside() -> None:
    assert shown(f"You asked: {unstyled(escape('*not* `bold` & <!here>'))}") == [
        ("You asked: *not* `bold` & <!here>", {})
    ]


@pytest.mark.parametrize(("kind", "is_styled"), [(DocumentKind.REPLY, True), (DocumentKind.TIP, False)])
def test_a_saved_reply_shows_its_bold_and_a_tip_what_was_typed(kind: DocumentKind, *, is_styled: bool) -> None:
    view = str(deflection.whole(Answer(Ref(kind, 1), "VPN *in* trains", "Choose *Web only*."), READER))
    assert ("'bold': True" in view) is is_styled
    assert ("*Web only*" in view) is not is_styled
    assert "*VPN *" not in view
