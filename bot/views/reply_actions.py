"""What a saved reply does besides answering, in words; and what stands in the way of it."""

from collections.abc import Mapping, Sequence

from bot.i18n import Reader, marked
from bot.rules.deeds import Deed, Hindrance
from bot.rules.reply_actions import ME, ReplyActions
from bot.views import words
from bot.views.mrkdwn import cut
from bot.views.user_text import literal

NAME, TAGS = 30, 30  # characters within a line to tick

WHY: Mapping[Hindrance, str] = {
    Hindrance.NOT_ALLOWED: marked("that is not yours to do"),
    Hindrance.STRANGER: marked("they do not work at this desk any more"),
    Hindrance.IS_SOLVED: marked("the ticket is solved"),
    Hindrance.OUT_OF_REACH: marked("the ticket's status does not allow it"),
    Hindrance.TOO_MANY_TAGS: marked("the ticket would have too many tags"),
}
KINDS: Mapping[Deed, str] = {
    Deed.ASSIGN: marked("giving the ticket to somebody"),
    Deed.PRIORITY: marked("the priority"),
    Deed.TAGS: marked("the tags"),
    Deed.STATUS: marked("the status"),
}


def deed(deed: Deed, actions: ReplyActions, given_to: str, reader: Reader) -> str:
    """One thing that it does, short enough for a line to tick. `given_to` is the name of whoever gets the ticket."""
    _ = reader.gettext
    match deed:
        case Deed.ASSIGN if actions.assign == ME:
            return _("Give the ticket to me")
        case Deed.ASSIGN:
            return _("Give the ticket to “{name}”").format(name=cut(literal(given_to), NAME))
        case Deed.PRIORITY if actions.priority is not None:
            return _("Priority: {priority}").format(priority=words.priority(actions.priority, reader))
        case Deed.TAGS:
            return _("Add tags: “{tags}”").format(tags=cut(", ".join(actions.tags), TAGS))
    return _("Status: {status}").format(status=_(words.STATUS[actions.status])) if actions.status else ""


def does(actions: ReplyActions, given_to: str, reader: Reader) -> str:
    """All of it, for a list; empty when it does nothing. Plain characters."""
    _ = reader.gettext
    said: Sequence[str] = [
        _("Give the ticket to whoever sends it")
        if one is Deed.ASSIGN and actions.assign == ME
        else deed(one, actions, given_to, reader)
        for one in actions.deeds
    ]
    return "; ".join(said)


def why(hindrance: Hindrance, reader: Reader) -> str:
    """What stands in the way, as the end of a sentence."""
    return reader.gettext(WHY[hindrance])


def kind(deed: Deed, reader: Reader) -> str:
    """What kind of thing it is, within a sentence."""
    return reader.gettext(KINDS[deed])
