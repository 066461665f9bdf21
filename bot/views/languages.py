"""Languages, each by its own name."""

from babel.core import Locale, UnknownLocaleError


def called(language: str) -> str:
    """A language by its own name: Deutsch of de; the code itself for one that nobody knows."""
    try:
        return str(Locale(language).get_display_name(language) or language)
    except (ValueError, UnknownLocaleError):
        return language
