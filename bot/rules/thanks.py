"""Whether a message is only thanks: it reopens nothing, and asks for nothing new."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

LONGEST = 6  # words; thanks are short: "thanks a lot, works now!" and not a new question
EMOJI = re.compile(r":([a-z0-9_+'-]+)(?:::skin-tone-[2-6])?:")
QUESTION = re.compile("[?¿\uff1f]")  # the last one is the full-width mark of Japanese and Chinese


def _words_of(table: str) -> frozenset[str]:
    return frozenset(table.split())


THANKS_EMOJI = _words_of("pray heart tada +1 thumbsup raised_hands clap thank_you 100 ok_hand")

THANKS: Mapping[str, frozenset[str]] = {
    "en": _words_of("thanks thank thx ty cheers tnx tysm"),
    "de": _words_of("danke dankeschön merci dank"),
    "es": _words_of("gracias"),
    "fr": _words_of("merci"),
    "it": _words_of("grazie"),
    "pt": _words_of("obrigado obrigada valeu"),
    "nl": _words_of("bedankt dankjewel dank"),
    "pl": _words_of("dzięki dziękuję"),
}
THANKS_BEGIN: Mapping[str, tuple[str, ...]] = {  # in scripts that put no spaces between words
    "ja": ("ありがと", "どうも", "感謝", "助かりました"),
    "zh": ("谢谢", "多谢", "謝謝"),
    "ko": ("감사", "고마"),
}
# A thank-you that goes on is no end: "thanks, but it still fails". Asked in every language at once: reopening a
# ticket once too often costs a click, and overlooking somebody's trouble costs them a day.
GOES_ON = _words_of(
    "but still however not again also another except only please need yet no never nothing unfortunately "
    "doesn isn don didn won can cannot couldn wasn "  # as _words leaves them of doesn't and can't
    "broke broken breaks error fail fails failed failing wrong worse stopped "
    "aber noch nicht wieder leider kein keine nur bitte fehler auch "
    "pero todavía aún sigue otra también falla "
    "mais encore pas toujours aussi erreur "
    "ma ancora non anche errore "
    "mas ainda não também erro "
    "maar nog niet weer ook fout "
    "ale nadal nie znowu błąd"
)
WORKS_AGAIN = re.compile(r"\b(works?|working|geht|läuft|klappt|funktioniert) (again|wieder)\b")  # the one good "again"
GOES_ON_WITHIN = ("まだ", "ません", "ない", "でも", "还是", "但是", "不", "아직", "하지만")


def is_thanks(said: str, locale: str) -> bool:
    """Whether a message is only thanks, in the writer's language or in English. `said` has no Slack markup."""
    if QUESTION.search(said):
        return False
    words = _words(EMOJI.sub(" ", said))
    if not words:
        emoji = EMOJI.findall(said)
        return bool(emoji) and THANKS_EMOJI.issuperset(emoji)
    return len(words) <= LONGEST and _has_thanks(words, locale) and not _goes_on(words, said)


def _has_thanks(words: Sequence[str], locale: str) -> bool:
    language = locale.split("-", maxsplit=1)[0].lower()
    spoken = THANKS["en"] | THANKS.get(language, frozenset())
    begins = THANKS_BEGIN.get(language, ())
    return not spoken.isdisjoint(words) or any(word.startswith(begins) for word in words)


def _goes_on(words: Sequence[str], said: str) -> bool:
    rest = WORKS_AGAIN.sub(" ", " ".join(words)).split()
    return not GOES_ON.isdisjoint(rest) or any(part in said for part in GOES_ON_WITHIN)


def _words(text: str) -> list[str]:
    kept = "".join(c if c.isalnum() or unicodedata.category(c) == "Mn" else " " for c in text.lower())
    return kept.split()
