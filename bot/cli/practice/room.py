"""The rooms of the workspace in which a practice takes place, and what is posted in its own one."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.vocabulary import ChannelId, PersonId
from bot.sandbox.records import Message
from bot.sandbox.workspace import Workspace
from bot.views import blocks

CHANNEL, REQUESTS = "practice", "it-help"
COACH = "practice"  # posts in the room of its own
LEARNER, MENTOR = "dana", "lea"
EVENT_TYPE = "practice"
WELCOME, SCORECARD = "welcome", "scorecard"  # names; those of situations are their keys


@dataclass(frozen=True, slots=True)
class Room:
    """The workspace of a practice. What stands in its channel is known by the names that it was posted under."""

    workspace: Workspace

    @classmethod
    def furnish(cls, workspace: Workspace) -> "Room":
        """Make the channel, which the learner and their mentor alone are in. The helpdesk does not listen there."""
        people = workspace.people
        does = "Plays those who ask"
        coach = people.add(COACH, real_name="Practice", display_name="", title=does, is_bot=True)
        inside = [people.find(LEARNER).id, people.find(MENTOR).id, coach.id]
        topic = "Say next or finish here"
        workspace.channels.create(CHANNEL, creator=inside[0], members=inside, kind="private", topic=topic)
        return cls(workspace)

    @property
    def channel(self) -> ChannelId:
        """The channel of the practice."""
        return ChannelId(self.workspace.channels.find(CHANNEL).id)

    @property
    def requests(self) -> ChannelId:
        """Where people ask the desk."""
        return ChannelId(self.workspace.channels.find(REQUESTS).id)

    def person(self, name: str) -> PersonId:
        """Somebody of the cast."""
        return PersonId(self.workspace.people.find(name).id)

    def called(self, name: str) -> str:
        """Their whole name."""
        return self.workspace.people.find(name).real_name

    def direct(self, name: str) -> ChannelId:
        """Somebody's conversation with the helpdesk."""
        return ChannelId(self.workspace.direct(self.person(name)).id)

    def messages(self, channel: ChannelId) -> Sequence[Message]:
        """Everything that was said in a channel, threads included, oldest first."""
        return self.workspace.messages.in_channel(channel)

    def thread(self, message: Message) -> Sequence[Message]:
        """What was said under a message."""
        return self.workspace.messages.replies(message.channel, message.thread_ts or message.ts)

    def posted(self, name: str) -> Message | None:
        """What was posted in the channel of the practice under a name."""
        said = self.workspace.messages.in_channel(self.channel)
        return next((one for one in said if one.metadata.get("event_payload", {}).get("name") == name), None)

    def post(self, name: str, message: blocks.Message) -> bool:
        """Post under a name, once: what stands there already shows this from now on. Whether anything changed."""
        shown = [dict(block) for block in message.blocks]
        standing = self.posted(name)
        if standing is not None:
            restated = self.workspace.restated(message.text, shown)
            if (standing.text, standing.blocks) == (restated["text"], restated["blocks"]):
                return False
            self.workspace.messages.edit(standing, **restated)
            return True
        coach = self.person(COACH)
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"name": name}}
        new = Message(
            channel=self.channel,
            ts="",
            user=coach,
            bot_id=f"B{coach[1:]}",
            text=message.text,
            blocks=shown,
            metadata=metadata,
        )
        self.workspace.post(new)
        return True
