"""The demo's guided tour: one ticket, from the first sentence to the numbers, in six steps as three people.

It follows the first ticket that Ana raises after it began. What happens is recognised by its effect on what people see
(the card's buttons, messages in threads), as a visitor would recognise it, and not by which button was pressed.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from bot.sandbox.ledger import Change, What
from bot.sandbox.records import Json, Message
from bot.sandbox.tour import BEGUN, Facts, Mark, Script, Step
from bot.sandbox.workspace import Workspace
from bot.views import ids
from bot.views.mrkdwn import mention

# What the tour may know; a step is done when its fact is there. Places are "channel/ts".
CARD = "card"
REQUEST = "request"
TICKET = "ticket"
CLAIMED = "claimed"
CHOSEN = "chosen"
ANSWERED = "answered"
SOLVED = "solved"
SURVEY = "survey"
RATED = "rated"
METRICS = "metrics"

ASKS = "ana"
"""Whose ticket it is: others may raise theirs meanwhile."""

KEY = re.compile(r"\b[A-Z][A-Z0-9]*-\d+\b")
OF_CARDS = (ids.REPLY, ids.HISTORY)
"""One of these is on every card, and on nothing else in a channel."""
PERMALINK = re.compile(r"/archives/(\w+)/p(\d+)(\d{6})\b")


def script(*, requests: str = "it-help", triage: str = "it-triage") -> Script:
    """The tour, for a workspace with Ana, Dana and Lea, and these two channels of a desk's."""
    return Script(
        steps=(*_raising(requests, triage), *_working(triage), *_looking_back(triage)),
        watch=watch,
        ending="A ticket's whole life",
        outlook=(
            "{ticket} went from a sentence in the chat to a rating, and nobody left the chat. Try next: *Helpdesk* →"
            " *Home* as each person; *Merge into…* in a card's *More…*; `/ticket` alone, for a form that can be"
            " *private*; `/helpdesk queue` as Dana."
        ),
        unknown={TICKET: "the ticket"},
    )


def _raising(requests: str, triage: str) -> tuple[Step, ...]:
    return (
        Step(
            title="Raise a ticket",
            text=(
                "This is a team's chat with a helpdesk in it. Ana needs help and asks as she would ask a colleague:"
                f" as *Ana*, write in *#{requests}* what is wrong."
            ),
            done=CARD,
            person=ASKS,
            channel=requests,
            types="The printer on the 3rd floor is jammed",
        ),
        Step(
            title="Claim it",
            text=(
                "Her message is {ticket} now: she has the number in her thread, and IT has a card in"
                f" *#{triage}*. As *Dana*, press *Claim* on it. Ana is told who takes care."
            ),
            done=CLAIMED,
            person="dana",
            channel=triage,
            marks=(Mark(message=CARD, action=ids.CLAIM, hint="Press this"),),
        ),
    )


def _working(triage: str) -> tuple[Step, ...]:
    return (
        Step(
            title="Answer with a saved reply",
            text=(
                "{ticket} is Dana's. As *Dana*, press *Reply* on the card, choose a saved reply (where there are none,"
                " write a line), and send it. Ana reads it in her thread, with Dana's name on it."
            ),
            done=ANSWERED,
            person="dana",
            channel=triage,
            marks=(
                Mark(message=CARD, action=ids.REPLY, hint="Press this"),
                Mark(action=ids.SAVED_REPLY, hint="Choose one here"),
            ),
        ),
        Step(
            title="Solve it",
            text=(
                "Ana has her answer, and how long she waited for it is measured. As *Dana*, press *Solve* on the card."
                " Should Ana write again, {ticket} reopens by itself."
            ),
            done=SOLVED,
            person="dana",
            channel=triage,
            marks=(Mark(message=CARD, action=ids.SOLVE, hint="Press this"),),
        ),
    )


def _looking_back(triage: str) -> tuple[Step, ...]:
    return (
        Step(
            title="Rate it",
            text=(
                "Ana is asked once how it went, where only she is bothered by it. As *Ana*, open your messages with"
                " *Helpdesk* and press one of the faces in or under the question."
            ),
            done=RATED,
            person="ana",
            marks=(Mark(message=SURVEY, hint="Press one of these"),),
        ),
        Step(
            title="See the numbers",
            text=(
                "All of that was counted: response and resolution times, and the rating. As *Lea*, who leads IT, send"
                " `/helpdesk metrics` in any channel. Only Lea sees the answer."
            ),
            done=METRICS,
            person="lea",
            channel=triage,
            types=f"{ids.HELPDESK} metrics",
            stands_alone=True,
        ),
    )


def watch(workspace: Workspace, change: Change, known: Facts) -> Facts:
    """What a change of the workspace tells of the ticket that the tour follows."""
    look = LOOKS.get(change.what)
    return dict(look(workspace, change, known)) if look else {}


def _said(workspace: Workspace, change: Change, known: Facts) -> Iterator[tuple[str, str]]:
    """The bot's messages: cards, and answers in the requester's thread (in the card's, if the request has none)."""
    message: Message = change.record
    if message.user != workspace.identity.bot_user_id:
        return
    if not message.is_reply:
        yield from _card(workspace, message, known)
    elif CHOSEN in known and _place(message.channel, message.thread_ts) == known.get(REQUEST, known[CARD]):
        yield ANSWERED, message.ts


def _card(workspace: Workspace, message: Message, known: Facts) -> Iterator[tuple[str, str]]:
    """The visitor's is the first card of a request of theirs that is younger than the tour. It may move elsewhere."""
    controls = _controls(message.blocks)
    key = KEY.search(message.text)
    if key is None or workspace.channels.find(message.channel).kind == "im" or controls.keys().isdisjoint(OF_CARDS):
        return
    card = _place(message.channel, message.ts)
    request = _request(controls)
    if CARD in known:
        is_the_visitors = card == known[CARD] or (bool(request) and request == known.get(REQUEST))
    else:
        is_the_visitors = _ts(request or card) > known[BEGUN] and _asks(workspace, message)
    if is_the_visitors:
        yield CARD, card
        yield TICKET, key[0]
        if request:
            yield REQUEST, request
        yield from _progress(controls)


def _asks(workspace: Workspace, card: Message) -> bool:
    """Whether a new card is of somebody's request whom the tour lets ask: nobody else's name is on it."""
    visitor = workspace.people.find(ASKS)
    values = (cell["text"] for block in card.blocks for cell in block.get("fields", ()))
    return any(mention(visitor.id) in value for value in values)


def _request(controls: Mapping[str, Json]) -> str:
    """Where a card leads to; nowhere when the request was no message."""
    link = PERMALINK.search(str(controls.get(ids.LINK, {}).get("url", "")))
    return _place(link[1], f"{link[2]}.{link[3]}") if link else ""


def _progress(controls: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """How far a ticket is, by what its card still offers."""
    if ids.CLAIM not in controls:
        yield CLAIMED, "yes"
    if ids.SOLVE not in controls:
        yield SOLVED, "yes"


def _reacted(workspace: Workspace, change: Change, known: Facts) -> Iterator[tuple[str, str]]:
    """The bot puts the faces under the question itself; one that a person gives is the rating."""
    message: Message = change.record
    bot = workspace.identity.bot_user_id
    key = KEY.search(message.text)
    if message.user != bot or key is None or key[0] != known.get(TICKET):
        return
    if change.person == bot:
        yield SURVEY, _place(message.channel, message.ts)
    elif bot in message.reactions.get(change.detail, []):
        yield RATED, change.detail


def _acknowledged(_workspace: Workspace, change: Change, known: Facts) -> Iterator[tuple[str, str]]:
    """What leaves no trace that all can see: the numbers, and how an answer was written."""
    heard = change.record
    pressed = {action.get("action_id") for action in heard.get("actions", [])}
    is_command = heard.get("command") == ids.HELPDESK and heard.get("text", "").split()[:1] == ["metrics"]
    if is_command or ids.METRICS in pressed:
        yield METRICS, "yes"
    if CARD in known and (ids.SAVED_REPLY in pressed or _is_answer_without_choice(heard)):
        yield CHOSEN, "yes"
    rating = next((word for word in pressed if str(word).startswith(f"{ids.GIVE_RATING}:")), None)
    key = KEY.search((heard.get("message") or {}).get("text", ""))
    if rating is not None and key is not None and key[0] == known.get(TICKET):
        yield RATED, str(rating).partition(":")[2]


def _is_answer_without_choice(heard: Json) -> bool:
    """A desk that has no saved replies yet offers none in the form: what is written by hand must do."""
    view = heard.get("view") or {}
    is_answer = heard.get("type") == "view_submission" and view.get("callback_id") == ids.REPLY
    return is_answer and ids.SAVED_REPLY not in _controls(view.get("blocks", []))


Look = Callable[[Workspace, Change, Facts], Iterator[tuple[str, str]]]
LOOKS: dict[What, Look] = {
    What.POSTED: _said,
    What.EDITED: _said,
    What.REACTED: _reacted,
    What.ACKNOWLEDGED: _acknowledged,
}


def _controls(blocks: list[Json]) -> dict[str, Json]:
    """The app's controls, by their action_id."""
    elements = (element for block in blocks for element in (*block.get("elements", ()), block.get("accessory") or {}))
    return {element["action_id"]: element for element in elements if "action_id" in element}


def _place(channel: str, ts: str) -> str:
    return f"{channel}/{ts}"


def _ts(place: str) -> str:
    return place.partition("/")[2]
