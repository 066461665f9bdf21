"""What a ticket shows of others with the same problem, wherever it stands: on its card, in its confirmation."""

from bot.i18n import Reader
from bot.rules.problems import EXACT, Named, Problem
from bot.views.mrkdwn import link


def stands(problem: Problem, reader: Reader) -> str:
    """For the desk: what it is the same as, or how many report it and with which tickets."""
    if problem.parent is not None:
        return _joined(problem.parent, problem.people - 1, reader)
    text = people(problem.people, reader)
    if not problem.joined:
        return text
    keys = ", ".join(_named(one) for one in problem.joined)
    if problem.more:
        with_more = reader.ngettext("{keys} and {count} more", "{keys} and {count} more", problem.more)
        keys = with_more.format(keys=keys, count=problem.more)
    return reader.gettext("{people}: {keys}").format(people=text, keys=keys)


def people(count: int, reader: Reader) -> str:
    """How many report it."""
    return reader.ngettext("{count} person reports this", "{count} people report this", count).format(count=count)


def many(count: int, reader: Reader) -> str:
    """The same where it is not changed for each who joins: beyond EXACT, "more than"."""
    if count <= EXACT:
        return people(count, reader)
    return reader.gettext("More than {count} people report this").format(count=EXACT)


def _joined(parent: Named, others: int, reader: Reader) -> str:
    _ = reader.gettext
    if others <= 0:
        return _("Same problem as {key}").format(key=_named(parent))
    if others >= EXACT:
        text = _("Same problem as {key}, with {count} others or more")
        return text.format(key=_named(parent), count=EXACT)
    text = reader.ngettext(
        "Same problem as {key}, with {count} other", "Same problem as {key}, with {count} others", others
    )
    return text.format(key=_named(parent), count=others)


def _named(one: Named) -> str:
    return one.key if one.url is None else link(one.url, one.key)
