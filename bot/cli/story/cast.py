"""Who and what is there when the demo begins: people, channels, and two desks."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.helpdesk.settings import DesksDocument
from bot.rules.vocabulary import ChannelId, DeskId, PersonId
from bot.sandbox.workspace import Workspace

COMPANY = "Larkfield"
IT, PEOPLE_DESK = DeskId("IT"), DeskId("PEOPLE")
PEOPLE: dict[str, dict[str, Any]] = {
    "ana": {"real_name": "Ana Ruiz", "title": "Sales", "tz": "America/New_York"},
    "jonas": {"real_name": "Jonas Weber", "title": "Finance", "tz": "Europe/Berlin", "locale": "de-DE"},
    "dana": {"real_name": "Dana Vogt", "title": "IT support", "tz": "Europe/Berlin"},
    "eli": {"real_name": "Eli Stone", "title": "IT support", "tz": "Europe/London"},
    "lea": {"real_name": "Lea Kim", "title": "Lead of IT", "tz": "Europe/Berlin", "is_admin": True},
    "hana": {"real_name": "Hana Sato", "title": "People partner", "tz": "Europe/London"},
    "rosa": {"real_name": "Rosa Marin", "title": "People partner", "tz": "America/New_York"},
    "nils": {"real_name": "Nils Berg", "title": "Marketing", "tz": "Europe/Berlin"},
    "priya": {"real_name": "Priya Nair", "title": "Product", "tz": "Europe/London"},
    "tom": {"real_name": "Tom Hale", "title": "Operations", "tz": "America/New_York"},
}
IT_TEAM, PEOPLE_TEAM = ["dana", "eli", "lea"], ["hana", "rosa"]
CHANNELS: dict[str, dict[str, Any]] = {
    "general": {"topic": "Everybody, everything"},
    "it-help": {"topic": "Ask IT: each message becomes a ticket"},
    "people-help": {"topic": "Ask the People team: it asks before it makes a ticket"},
    "it-triage": {"topic": "IT's tickets", "members": IT_TEAM},
    "it-private": {"topic": "IT's private tickets", "members": IT_TEAM, "kind": "private"},
    "it-experts": {"topic": "What goes beyond the first line", "members": IT_TEAM},
    "it-leads": {"topic": "How IT's week was", "members": ["lea", "eli"], "kind": "private"},
    "it-tips": {"topic": "What we tell each other so that nobody has to find it out twice", "members": IT_TEAM},
    "people-triage": {"topic": "The People team's tickets", "members": PEOPLE_TEAM},
    "people-private": {"topic": "The People team's private tickets", "members": PEOPLE_TEAM, "kind": "private"},
}


@dataclass(frozen=True, slots=True)
class Cast:
    """The ids of people and channels, by the names they have in the story."""

    person: dict[str, PersonId]
    channel: dict[str, ChannelId]

    def called(self, person: PersonId) -> str:
        """The name that somebody has in the story."""
        return next(name for name, known in self.person.items() if known == person)

    def zone(self, name: str) -> ZoneInfo:
        """Where somebody lives and works."""
        return ZoneInfo(PEOPLE[name]["tz"])


def gather(workspace: Workspace) -> Cast:
    """Let everybody join, and open the channels. Everybody is in a public channel unless it names its members."""
    people = {name: workspace.people.add(name, display_name="", **facts).id for name, facts in PEOPLE.items()}
    channels = {name: _open(workspace, people, name, **facts) for name, facts in CHANNELS.items()}
    return Cast(
        {name: PersonId(person) for name, person in people.items()},
        {name: ChannelId(channel) for name, channel in channels.items()},
    )


def desks(cast: Cast) -> DesksDocument:
    """The desks of the demo, in the document that `helpdesk desk apply` takes."""
    it = {
        "key": IT,
        "name": "IT help",
        "triage": cast.channel["it-triage"],
        "private_triage": cast.channel["it-private"],
        "requests": [{"channel": cast.channel["it-help"], "mode": "every"}],
        **_team(cast),
        "categories": [
            {"key": "hardware", "name": "Hardware"},
            {"key": "software", "name": "Software"},
            {"key": "access", "name": "Access and passwords"},
            {"key": "network", "name": "Network and VPN"},
        ],
        "hours": {"timezone": "Europe/Berlin", "weekly": _weekdays("09:00", "18:30")},
        "tip_of_the_day": "09:30",
        "feedback": {"hours": ["00:00", "24:00"]},  # whoever tries the demo may do so at night
        "stand_up": "09:15",
        "digest": {"channel": cast.channel["it-leads"], "at": "08:30"},
        "quality": {"sample": 1},
        "assignment": {"requires": {"access": 4}},  # which nobody has, as the leads see; tickets are claimed
        "targets": [
            {"priority": ["urgent"], "first_response": "30m", "resolution": "4h", "time": "calendar"},
            {"priority": ["high"], "first_response": "1h", "next_response": "4h", "resolution": "19h"},
            {"first_response": "3h", "next_response": "6h", "resolution": "28h"},
        ],
        **_way_up(cast),
    }
    return DesksDocument.model_validate({"desks": [it, _people_desk(cast)]})


def _people_desk(cast: Cast) -> dict[str, Any]:
    """The second desk, whose tickets are often private."""
    return {
        "key": PEOPLE_DESK,
        "name": "People team",
        "triage": cast.channel["people-triage"],
        "private_triage": cast.channel["people-private"],
        "requests": [{"channel": cast.channel["people-help"], "mode": "ask"}],
        "agents": [cast.person["rosa"]],
        "leads": [cast.person["hana"]],
        "categories": [
            {"key": "leave", "name": "Leave and holidays"},
            {"key": "pay", "name": "Pay and expenses"},
            {"key": "contracts", "name": "Contracts and letters"},
            {"key": "working-here", "name": "Working here"},
        ],
        "hours": {"timezone": "Europe/London", "weekly": _weekdays("09:00", "17:30")},
        "targets": [{"first_response": "4h", "next_response": "8h", "resolution": "34h"}],
        "digest": {"to_leads": True},
        "assignment": _by_itself(cast),
        "feedback": {"anonymous": True},  # what it is about is personal
    }


def _team(cast: Cast) -> dict[str, Any]:
    """Who works at IT."""
    return {"agents": [cast.person["dana"], cast.person["eli"]], "leads": [cast.person["lea"]]}


def _by_itself(cast: Cast) -> dict[str, Any]:
    """How the People team's tickets find somebody: IT claims its own, so a visitor sees both ways."""
    evenings = {"timezone": "America/New_York", "weekly": _weekdays("09:00", "17:30")}
    return {
        "mode": "automatic",
        "capacity": 8,
        "requires": {"contracts": 3},  # which Hana has, whom the list below names
        "special": [
            {"person": cast.person["hana"], "skills": ["contracts"]},
            {"person": cast.person["rosa"], "capacity": 6, "hours": evenings},
        ],
    }


def _way_up(cast: Cast) -> dict[str, Any]:
    """Whom IT escalates to, and when it does so by itself."""
    both = [cast.person["eli"], cast.person["lea"]]
    rota = {"timezone": "Europe/Berlin", "starts": "2026-01-05 09:00", "people": both}
    experts = {"channel": cast.channel["it-experts"], "acknowledge": "1h"}
    return {
        "tiers": [
            {"level": 2, **experts, "people": both, "rota": rota},
            {"level": 3, **experts, "people": [cast.person["lea"]]},
        ],
        "escalate": [{"when": "breach", "target": ["resolution"]}, {"when": "still_broken"}],
    }


def _open(
    workspace: Workspace, people: dict[str, str], name: str, *, members: list[str] | None = None, **facts: Any
) -> str:
    inside = [people[member] for member in members or people]
    bot = workspace.identity.bot_user_id
    return workspace.channels.create(name, creator=inside[0], members=[*inside, bot], **facts).id


def _weekdays(opens: str, closes: str) -> dict[str, list[list[str]]]:
    return {day: [[opens, closes]] for day in ("mon", "tue", "wed", "thu", "fri")}
