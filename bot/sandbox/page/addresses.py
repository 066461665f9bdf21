"""Where things are in the page, and which addresses from messages may be followed."""

from urllib.parse import quote, urlsplit

MOUNT = "/page"
FOLLOWED = ("http", "https", "mailto")


def of_person(name: str, *parts: str, **query: str) -> str:
    """An address in somebody's own view of the workspace: `/page/as/ana/C1?thread=…`."""
    path = "/".join(quote(part, safe="") for part in (name, *parts))
    asked = "&".join(f"{key}={quote(value, safe='')}" for key, value in query.items() if value)
    return f"{MOUNT}/as/{path}{f'?{asked}' if asked else ''}"


def element_id(shown_in: str, ts: str) -> str:
    """The HTML id of a message in one of the lists that show it, "channel" or "thread"."""
    return f"{shown_in}-{ts.replace('.', '')}"


def followed(url: str) -> str:
    """The address when a browser may follow it (http, https, mailto), else nothing: never `javascript:` or `data:`."""
    try:
        scheme = urlsplit(url.strip()).scheme.lower()
    except ValueError:
        return ""
    return url.strip() if scheme in FOLLOWED else ""


def ts_of(permalink: str) -> str:
    """The timestamp in the last part of a permalink: `p1700000000000100` is `1700000000.000100`."""
    digits = permalink.removeprefix("p")
    return f"{digits[:-6]}.{digits[-6:]}"
