"""Tiers, rotas and the rules that escalate, as a desk file says them."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.helpdesk import settings
from bot.helpdesk.settings import DesksDocument
from bot.rules.rota import Override, Rota
from bot.rules.tiers import AutomaticRule, Tier, Trigger
from bot.rules.vocabulary import ChannelId, DeskId, PersonId, Priority, Target
from storage import desks
from tests.office import Office

ROTA: dict[str, Any] = {
    "timezone": "Europe/Madrid",
    "starts": "2026-01-05 09:00",
    "people": ["UELI", "ULEA"],
    "overrides": [{"since": "2026-12-24 09:00", "until": "2026-12-27 09:00", "person": "ULEA"}],
}
TIERS: list[dict[str, Any]] = [
    {"level": 2, "channel": "CSECOND", "people": ["UELI"], "acknowledge": "15m", "rota": ROTA},
    {"level": 3, "channel": "CTHIRD", "group": "S0THIRD"},
]
RULES: list[dict[str, Any]] = [
    {"when": "breach", "target": ["resolution"], "to": 3},
    {"when": "warning", "priority": ["urgent"]},
    {"when": "reopened", "times": 3},
    {"when": "still_broken"},
]
TARGETS = [{"resolution": "4h", "time": "calendar"}]
CHANGES: dict[str, Any] = {"tiers": TIERS, "escalate": RULES, "targets": TARGETS}


def document(**changes: Any) -> DesksDocument:
    desk = {"key": "IT", "name": "IT help", "triage": "CTRIAGE", "agents": ["UDANA", "UELI"], "leads": ["ULEA"]}
    return DesksDocument.model_validate({"desks": [{**desk, **CHANGES, **changes}]})


async def test_tiers_come_out_of_the_export_as_they_went_in(office: Office):
    await office.settle(**CHANGES)
    exported = await office.see(settings.export)
    (desk,) = [desk for desk in exported["desks"] if desk["key"] == "IT"]
    assert [{name: said for name, said in tier.items() if said} for tier in desk["tiers"]] == [
        TIERS[0],
        {**TIERS[1], "acknowledge": "30m"},
    ]
    assert desk["escalate"][0] == {**RULES[0], "priority": [], "percent": 90, "times": 2}
    await office.do(settings.apply, DesksDocument.model_validate(exported))
    assert await office.see(settings.export) == exported


async def test_a_desk_knows_whom_it_escalates_to_and_when(office: Office):
    await office.settle(**CHANGES)
    known = await office.see(desks.settings_of, DeskId("IT"))
    rota = Rota(
        "Europe/Madrid",
        "2026-01-05 09:00",
        (PersonId("UELI"), PersonId("ULEA")),
        (Override("2026-12-24 09:00", "2026-12-27 09:00", PersonId("ULEA")),),
    )
    assert known.tiers == (
        Tier(2, ChannelId("CSECOND"), (PersonId("UELI"),), None, 900, rota),
        Tier(3, ChannelId("CTHIRD"), (), "S0THIRD", 1800),
    )
    assert known.escalate == (
        AutomaticRule(Trigger.BREACH, targets=(Target.RESOLUTION,), to=3),
        AutomaticRule(Trigger.WARNING, priorities=(Priority.URGENT,)),
        AutomaticRule(Trigger.REOPENED, times=3),
        AutomaticRule(Trigger.STILL_BROKEN),
    )


def test_a_day_without_quotes_which_yaml_reads_as_a_date_is_its_first_minute():
    rota = {**ROTA, "starts": "2026-01-05"}
    assert document(tiers=[{**TIERS[0], "rota": rota}, TIERS[1]]).desks[0].tiers[0].rota is not None


@pytest.mark.parametrize(
    ("changes", "where", "why"),
    [
        (
            {"tiers": [{**TIERS[1], "group": None}]},
            "",
            "tiers[0]: nobody is in it; give people, a user group or a rota",
        ),
        ({"tiers": [{**TIERS[0], "channel": None}, TIERS[1]]}, "channel", "valid string"),
        ({"tiers": [{"level": 2, "people": ["UELI"]}]}, "channel", "required"),
        ({"tiers": [{**TIERS[1], "level": 4}]}, "level", "less than or equal to 3"),
        ({"tiers": [TIERS[1], TIERS[1]]}, "", "tiers: a level is given twice among 3, 3"),
        (
            {"tiers": [{**TIERS[0], "people": ["UHANA"]}, TIERS[1]]},
            "",
            "tiers[0]: UHANA is neither an agent nor a lead of the desk",
        ),
        (
            {"tiers": [{**TIERS[0], "rota": {**ROTA, "people": ["UBEN"]}}, TIERS[1]]},
            "",
            "tiers[0]: UBEN is neither an agent nor a lead of the desk",
        ),
        ({"tiers": [{**TIERS[1], "group": "it-team"}]}, "group", "pattern"),
        ({"tiers": [{**TIERS[0], "rota": {**ROTA, "people": []}}]}, "rota", "people: nobody would ever be on call"),
        ({"tiers": [{**TIERS[0], "rota": {**ROTA, "timezone": "Mars"}}]}, "rota", "there is no time zone called Mars"),
        ({"tiers": [{**TIERS[0], "rota": {**ROTA, "starts": "monday"}}]}, "rota", "starts: monday is no date and time"),
        (
            {
                "tiers": [
                    {
                        **TIERS[0],
                        "rota": {**ROTA, "overrides": [{"since": "2026-12-27 09:00", "until": "2026-12-24 09:00"}]},
                    }
                ]
            },
            "rota",
            "ends before it begins",
        ),
        ({"tiers": [{**TIERS[1], "acknowledge": "soon"}]}, "acknowledge", "such as 30m"),
        ({"tiers": []}, "", "escalate[0]: the desk has no tiers"),
        ({"escalate": [{"when": "breach", "to": 1}]}, "", "escalate[0].to: the desk has no tier of level 1"),
        ({"escalate": [{"when": "full moon"}]}, "when", "breach"),
        ({"escalate": [{"when": "warning", "percent": 80}]}, "", "escalate[0].percent: nobody is warned at 80 %"),
        ({"targets": []}, "", "escalate[0]: the desk has no targets"),
    ],
)
def test_tiers_that_make_no_sense_are_refused_by_name(changes: dict[str, Any], where: str, why: str):
    with pytest.raises(ValidationError) as refused:
        document(**changes)
    (error, *_) = refused.value.errors()
    assert where in str(error["loc"])
    assert why in error["msg"]
