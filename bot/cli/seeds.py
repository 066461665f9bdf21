"""What the demo starts with: people, channels, and two desks."""

from typing import Any

from bot.helpdesk.settings import DesksDocument
from bot.sandbox import Sandbox

PEOPLE: dict[str, dict[str, Any]] = {
    "ana": {"real_name": "Ana Ruiz", "title": "Sales", "tz": "Europe/Madrid"},
    "dana": {"real_name": "Dana Vogt", "title": "IT support", "tz": "Europe/Berlin"},
    "eli": {"real_name": "Eli Stone", "title": "IT support", "tz": "Europe/London"},
    "lea": {"real_name": "Lea Kim", "title": "Lead of IT", "tz": "Europe/Berlin", "is_admin": True},
}
TEAM = ["dana", "eli", "lea"]
CHANNELS: dict[str, dict[str, Any]] = {
    "general": {"topic": "Everybody, everything"},
    "it-help": {"topic": "Ask IT: each message becomes a ticket"},
    "office-help": {"topic": "Ask the office team: it asks before it makes a ticket"},
    "it-triage": {"topic": "IT's tickets", "members": TEAM},
    "it-private": {"topic": "IT's private tickets", "members": TEAM, "kind": "private"},
    "office-triage": {"topic": "The office team's tickets", "members": ["eli", "lea"]},
}
TRY = """\
  1. As Ana, write in #it-help: The printer on the 3rd floor is jammed. Or type /ticket anywhere.
  2. As Dana, open #it-triage: claim the card, reply, solve. Ana is asked how it went, and rates with an emoji.
  3. As Lea, type /helpdesk metrics. Look at the Home tab too, as anybody."""


def sow(sandbox: Sandbox) -> None:
    """Let everybody and every channel be there; who and what is there already stays as it is."""
    for name, facts in PEOPLE.items():
        if sandbox.workspace.people.named(name) is None:
            sandbox.add_person(name, display_name="", **facts)
    for name, facts in CHANNELS.items():
        if sandbox.workspace.channels.named(name) is None:
            sandbox.add_channel(name, **facts)


def desks(sandbox: Sandbox) -> DesksDocument:
    """The desks of the demo, in the document that `helpdesk desk apply` takes."""
    person = {name: sandbox.workspace.people.find(name).id for name in PEOPLE}
    channel = {name: sandbox.workspace.channels.find(name).id for name in CHANNELS}
    it = {
        "key": "IT",
        "name": "IT help",
        "triage": channel["it-triage"],
        "private_triage": channel["it-private"],
        "requests": [{"channel": channel["it-help"], "mode": "every"}],
        "agents": [person["dana"], person["eli"]],
        "leads": [person["lea"]],
        "categories": [
            {"key": "hardware", "name": "Hardware"},
            {"key": "software", "name": "Software"},
            {"key": "access", "name": "Access and passwords"},
            {"key": "network", "name": "Network and VPN"},
        ],
    }
    office = {
        "key": "OFFICE",
        "name": "Office",
        "triage": channel["office-triage"],
        "requests": [{"channel": channel["office-help"], "mode": "ask"}],
        "agents": [person["eli"]],
        "leads": [person["lea"]],
        "categories": [{"key": "rooms", "name": "Rooms"}, {"key": "supplies", "name": "Supplies"}],
    }
    return DesksDocument.model_validate({"desks": [it, office]})
