"""Messages as they stand on the page, with all that is drawn around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.sandbox.page import addresses
from bot.sandbox.page.reader import Reader
from bot.sandbox.page.unread import JOINED
from bot.sandbox.records import File, Message, Person

FACES = 4
TOGETHER_SECONDS = 300
"""What one person says within this time stands together under one name."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """A message as one person sees it, in one of the two lists: "channel" or "thread"."""

    message: Message
    shown_in: str
    author: Person
    day: str = ""
    """The heading over the first message of a day."""
    goes_on: bool = False
    """The same person said the message before, a moment ago."""
    is_mine: bool = False
    may_delete: bool = False
    replies: Sequence[Message] = ()
    repliers: Sequence[Person] = ()
    files: Sequence[File] = ()

    @property
    def element_id(self) -> str:
        return addresses.element_id(self.shown_in, self.message.ts)

    @property
    def is_private(self) -> bool:
        return bool(self.message.visible_to)

    @property
    def is_gone(self) -> bool:
        return self.message.subtype == "tombstone"

    @property
    def is_small(self) -> bool:
        """Lines that the workspace itself writes: who joined."""
        return self.message.subtype in JOINED

    @property
    def is_typed(self) -> bool:
        """Written by a person: their mrkdwn is the text, the blocks only repeat it."""
        return not self.message.bot_id


def posts(reader: Reader, messages: Iterable[Message], shown_in: str, before: Message | None = None) -> list[Post]:
    """Messages in their order; `before` is the one above them, which decides about headings and names."""
    drawn: list[Post] = []
    for message in messages:
        drawn.append(_post(reader, message, shown_in, before))
        before = message
    return drawn


def _post(reader: Reader, message: Message, shown_in: str, before: Message | None) -> Post:
    workspace = reader.workspace
    has_thread = shown_in == "channel" and not message.is_reply
    replies = workspace.messages.replies(message.channel, message.ts) if has_thread else []
    mine = message.user == reader.person.id
    repliers = (workspace.people.get(who) for who in dict.fromkeys(reply.user for reply in replies))
    day = reader.day(message.ts)
    return Post(
        message=message,
        shown_in=shown_in,
        author=workspace.people.get(message.user) or workspace.bot,
        day=day if before is None or day != reader.day(before.ts) else "",
        goes_on=before is not None and _goes_on(before, message),
        is_mine=mine and not message.visible_to,
        may_delete=(mine or reader.person.is_admin) and not message.visible_to,
        replies=replies,
        repliers=list(islice((who for who in repliers if who), FACES)),
        files=[file for file in map(workspace.files.get, message.files) if file],
    )


def _goes_on(before: Message, message: Message) -> bool:
    is_plain = all(not one.visible_to and one.subtype in ("", "file_share") for one in (before, message))
    return is_plain and before.user == message.user and float(message.ts) - float(before.ts) <= TOGETHER_SECONDS
