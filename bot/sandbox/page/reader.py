"""Somebody who reads the page: texts, names, times and addresses as they are for this person."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.sandbox import forms
from bot.sandbox.page import addresses
from bot.sandbox.page.entries import field_name
from bot.sandbox.page.text import dates, emoji, markdown, mrkdwn, rich_text
from bot.sandbox.records import Channel, File, Json, Message, Person, View
from bot.sandbox.workspace import Workspace

TONES = 8
"""Colours of the squares with people's initials."""
SHOWN_AS_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""What a browser may draw: pictures that can't carry a script."""


@dataclass(frozen=True)
class Reader:
    """One person in front of the page. Templates ask it for whatever depends on who reads."""

    workspace: Workspace
    person: Person

    def href(self, *parts: str, **query: str) -> str:
        return addresses.of_person(self.person.name, *parts, **query)

    def text(self, composed: Json | None) -> Markup:
        """A text object, plain or mrkdwn."""
        if not composed:
            return Markup("")
        words = str(composed.get("text", ""))
        return mrkdwn.draw(words, self) if composed.get("type") == "mrkdwn" else mrkdwn.with_emoji(words)

    def mrkdwn(self, text: str) -> Markup:
        return mrkdwn.draw(text, self)

    def rich_text(self, block: Json) -> Markup:
        return rich_text.draw(block, self)

    def plain(self, block: Json | None) -> str:
        """A rich text without its styles, for a field that holds plain text."""
        return rich_text.plain(block or {})

    def markdown(self, text: str) -> Markup:
        return markdown.draw(text)

    def emoji(self, name: str) -> Markup:
        return emoji.draw(name)

    def mention(self, person_id: str) -> Markup:
        who = self.workspace.people.get(person_id.partition("|")[0])
        kind = "mention me" if who == self.person else "mention"
        return Markup('<span class="{}">@{}</span>').format(kind, who.real_name if who else "unknown")

    def broadcast(self, name: str) -> Markup:
        return Markup('<span class="mention me">@{}</span>').format(name)

    def channel_link(self, channel_id: str) -> Markup:
        channel = self.workspace.channels.get(channel_id.partition("|")[0])
        if channel is None or not self.may_see(channel):
            return Markup('<span class="mention">#private channel</span>')
        return Markup('<a class="mention" href="{}">#{}</a>').format(self.href(channel.id), channel.name)

    def date(self, timestamp: int, pattern: str, fallback: str) -> str:
        language = dates.locale(self.person.locale)
        try:
            return dates.draw(
                timestamp, pattern, zone=self.person.tz, language=language, now=self.workspace.ledger.now()
            )
        except (OverflowError, OSError, ValueError):
            return fallback

    def link(self, url: str, label: str | Markup) -> Markup:
        """A link: to a message of this workspace in this window, to anything else in a new one."""
        here = url.removeprefix(f"{self.workspace.page_address}archives/")
        if here != url:
            return Markup('<a href="{}">{}</a>').format(f"{self.href('archives')}/{here}", label)
        safe = addresses.followed(url)
        if not safe:
            return Markup("{}").format(label)
        return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(safe, label)

    def may_see(self, channel: Channel) -> bool:
        return channel.kind == "public" or self.person.id in channel.members

    def name(self, channel: Channel) -> str:
        """What this person calls a channel: its name, or whom they write to there."""
        return channel.name if channel.kind != "im" else self.partner(channel).real_name

    def partner(self, channel: Channel) -> Person:
        """The other one in direct messages."""
        other = next((member for member in channel.members if member != self.person.id), self.person.id)
        return self.workspace.people.find(other)

    def time(self, ts: str) -> str:
        return dates.clock_time(float(ts), zone=self.zone, language=dates.locale(self.person.locale))

    def day(self, ts: str) -> str:
        language, now = dates.locale(self.person.locale), self.workspace.ledger.now()
        return dates.day(float(ts), zone=self.zone, language=language, now=now)

    def lately(self, ts: str) -> str:
        """A time of today as it is, an earlier one with its day."""
        return self.date(int(float(ts)), "{date_short_pretty} at {time}", "").removeprefix("today ")

    def moment(self, ts: str) -> str:
        """Day and time, for the tip over a time."""
        return f"{self.day(ts)}, {self.time(ts)}"

    def tone(self, person_id: str) -> int:
        return sum(person_id.encode()) % TONES

    def held(self, view: View | None, block: Json, element: Json) -> object:
        """What an element holds: what was entered in the view, or its initial value."""
        kind = forms.KINDS[element["type"]]
        entered = view.values.get(block["block_id"], {}).get(element["action_id"]) if view else None
        return (entered or forms.initial(element))[kind.field]

    def local(self, timestamp: object) -> str:
        """A Unix time for a `datetime-local` input."""
        if not isinstance(timestamp, int):
            return ""
        return datetime.fromtimestamp(timestamp, self.zone).strftime("%Y-%m-%dT%H:%M")

    def field(self, block: Json, element: Json) -> str:
        return field_name(block["block_id"], element["action_id"])

    def sees_button(self, element: Json) -> bool:
        """Whether the app shows this button to them (`visible_to_user_ids`)."""
        only = element.get("visible_to_user_ids")
        return not only or self.person.id in only

    def file(self, file: File) -> str:
        """Where this person gets a file."""
        return self.href("files", file.id, file.name)

    def picture(self, image: Json) -> str:
        """The address of a picture in this workspace's own files; nothing for one elsewhere: the page loads nothing
        from the network."""
        named = image.get("slack_file") or {}
        url = str(named.get("url") or image.get("image_url") or "")
        prefix = f"{self.workspace.web_address}files-pri/{self.workspace.identity.team_id}-"
        inside = url.removeprefix(prefix).partition("/")[0] if url.startswith(prefix) else ""
        file = self.workspace.files.get(str(named.get("id") or inside))
        return self.file(file) if file and file.mimetype in SHOWN_AS_PICTURES else ""

    def source(self, message: Message) -> str:
        """The text as its author typed it, for editing."""
        return mrkdwn.source(message.text, self.workspace.people, self.workspace.channels)

    def options(self, element: Json) -> list[tuple[str, str]]:
        """What a select offers: value and name of each option."""
        return [(option["value"], str(option["text"]["text"])) for option in forms.offered_options(element)]

    def people(self) -> list[tuple[str, str]]:
        """The same for a select of people."""
        return [(who.id, who.real_name) for who in self.workspace.people if not who.deleted]

    def channels(self) -> list[tuple[str, str]]:
        """The same for a select of channels."""
        return self.conversations({"filter": {"include": ["public", "private"]}})

    def conversations(self, element: Json) -> list[tuple[str, str]]:
        """The same for a select of channels and direct messages, as far as its `filter` lets them in."""
        chosen = element.get("filter") or {}
        kinds = chosen.get("include") or ("public", "private", "im")
        seen = (channel for channel in self.workspace.channels if self.may_see(channel) and not channel.archived)
        return [
            (channel.id, self.name(channel) if channel.kind == "im" else f"#{channel.name}")
            for channel in seen
            if channel.kind in kinds and not (chosen.get("exclude_bot_users") and self._is_with_a_bot(channel))
        ]

    def _is_with_a_bot(self, channel: Channel) -> bool:
        return channel.kind == "im" and self.partner(channel).is_bot

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.person.tz)
