"""Sharing a desk's numbers with everybody in one of its channels, and sending them to whoever asked."""

from bot.helpdesk import metrics, notices, people
from bot.rules.actions import Action
from bot.rules.metric_pictures import SharePicture, Way
from bot.rules.notice_kinds import NoticeKind
from bot.rules.refusals import NotAllowed
from bot.rules.vocabulary import ChannelId, PersonId
from storage import desks, outbox
from storage.transaction import Transaction

CHART_PAGES = 3  # at most; a page of which there is nothing to say is not sent


def places(tx: Transaction, line: str, by: PersonId) -> SharePicture:
    """Where numbers can be shared: in the channels of the one desk that they are about. Raises NotAllowed."""
    shown = metrics.outlined(tx, line, by)
    if not shown.may_share:
        raise NotAllowed(Action.SHARE_METRICS)
    return SharePicture(shown, tuple(desks.channels(tx, shown.desks[0].id)))


def share(tx: Transaction, line: str, channel: ChannelId, by: PersonId, press: str) -> ChannelId:
    """Post numbers in a channel of their desk; once for a `press`. Raises NotAllowed for any other channel."""
    ask, known = metrics.asked(tx, line, by), desks.channel(tx, channel)
    may = {desk.id for desk in people.desks_where(tx, by, Action.SHARE_METRICS)}
    if ask.agent_id is not None or known is None or (known.desk_id,) != ask.desk_ids or known.desk_id not in may:
        raise NotAllowed(Action.SHARE_METRICS)
    key, params = f"{NoticeKind.NUMBERS_SHARED}:{press}:{channel}", {"line": line, "by": by}
    outbox.enqueue(tx, key, NoticeKind.NUMBERS_SHARED, channel, params=params)
    return channel


def send(tx: Transaction, line: str, way: Way, by: PersonId, press: str) -> None:
    """Owe somebody what they ask for: numbers, charts, two in a message, a table, or a file; once for a `press`."""
    metrics.asked(tx, line, by)
    for page in range(CHART_PAGES if way is Way.CHARTS else 1):
        params = {"line": line, "way": way, "page": page}
        notices.to_person(tx, by, NoticeKind.NUMBERS, f"{NoticeKind.NUMBERS}:{press}:{page}", params=params)
