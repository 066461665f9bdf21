"""Thanks reopen nothing; trouble does, however politely it is put."""

import pytest

from bot.rules.thanks import is_thanks


@pytest.mark.parametrize(
    ("said", "locale"),
    [
        ("thanks", "en-US"),
        ("Thank you so much!", "en-GB"),
        ("thx :pray:", "en-US"),
        ("ty, works now", "en-US"),
        (":+1:", "en-US"),
        (":pray::skin-tone-3: :tada:", "ja-JP"),
        ("Vielen Dank!", "de-DE"),
        ("danke dir", "de-AT"),
        ("Danke, klappt wieder!", "de-DE"),
        ("Thanks, it works again :tada:", "en-US"),
        ("¡Muchas gracias!", "es-ES"),
        ("Merci beaucoup", "fr-FR"),
        ("obrigada", "pt-BR"),
        ("ありがとうございました!", "ja-JP"),
        ("谢谢你", "zh-CN"),
        ("thanks", "de-DE"),
    ],
)
def test_a_short_message_of_thanks_in_the_writers_language_or_english_is_thanks(said: str, locale: str) -> None:
    assert is_thanks(said, locale)


@pytest.mark.parametrize(
    ("said", "locale"),
    [
        ("It is broken again", "en-US"),
        ("thanks, but it still fails", "en-US"),
        ("Thanks! It doesn't print", "en-US"),
        ("thanks, can you look again", "en-US"),
        ("thanks?", "en-US"),
        ("thanks for that, now the other printer in the kitchen has it", "en-US"),
        ("Danke, geht aber nicht", "de-DE"),
        ("Danke, geht wieder nicht", "de-DE"),
        ("Danke, der Fehler ist wieder da", "de-DE"),
        ("gracias, sigue igual", "es-ES"),
        ("ありがとうございます。まだ動きません", "ja-JP"),
        ("danke", "en-US"),
        (":rage:", "en-US"),
        (":pray: :rage:", "en-US"),
        ("", "en-US"),
        ("!!!", "en-US"),
    ],
)
def test_anything_that_goes_on_or_is_in_doubt_is_not(said: str, locale: str) -> None:
    assert not is_thanks(said, locale)
