"""The command line, as people use it: what it does, what it says, and the exit code."""

import asyncio
import logging
import os
import random
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import platformdirs
import pytest
import structlog
import yaml

from bot.helpdesk import intake
from bot.rules.intake import Request
from bot.rules.notice_kinds import NoticeKind, NoticeState
from bot.rules.records import Place
from bot.rules.vocabulary import ChannelId, Intake, MessageTs, PersonId, WorkspaceId
from bot.sandbox import Limits, Sandbox
from bot.service import utc_now
from storage import leases, outbox
from storage.store import Store

ROOT = Path(__file__).parents[2]
BOT_TOKEN, APP_TOKEN = "xoxb-1", "xapp-1"
TOKENS = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}
DESKS = """
desks:
  - key: IT
    name: IT help
    triage: "#it-triage"
    private_triage: it-private
    requests:
      - channel: "#it-help"
        mode: every
    agents: ["@dana", Eli Stone]
    leads: [lea]
    categories:
      - {key: vpn, name: VPN}
"""

Cli = Callable[..., Awaitable[tuple[int, str, str]]]


@pytest.fixture(autouse=True)
def elsewhere(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a .env, and no database yet."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{elsewhere / 'helpdesk.db'}")
    return elsewhere


@pytest.fixture(autouse=True)
def log() -> Iterator[None]:
    """`helpdesk run` sets the log up for its whole process; here others come after it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
async def sandbox(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sandbox]:
    """A workspace to look names up in, with its tokens in the environment."""
    workspace = Sandbox(limits=Limits.off())
    for name, real_name in (("ana", "Ana Ruiz"), ("dana", "Dana Vogt"), ("eli", "Eli Stone"), ("lea", "Lea Kim")):
        workspace.add_person(name, real_name=real_name)
    workspace.add_channel("it-help")
    workspace.add_channel("it-triage")
    workspace.add_channel("it-private", kind="private")
    workspace.add_channel("lonely", bot=False)
    async with workspace:
        monkeypatch.setenv("SLACK_BOT_TOKEN", workspace.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", workspace.app_token)
        monkeypatch.setenv("SLACK_API_URL", workspace.api_url)
        yield workspace


@pytest.fixture
def desk_file(elsewhere: Path) -> Path:
    file = elsewhere / "desk.yml"
    file.write_text(DESKS, encoding="utf-8")
    return file


@pytest.fixture
def database(elsewhere: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{elsewhere / 'helpdesk.db'}", clock=utc_now, chance=random.Random(1))
    yield store
    store.close()


@pytest.mark.parametrize(
    ("environment", "setting", "where"),
    [
        ({}, "SLACK_BOT_TOKEN is missing", "OAuth & Permissions"),
        ({"SLACK_BOT_TOKEN": BOT_TOKEN}, "SLACK_APP_TOKEN is missing", "App-Level Tokens"),
        ({"SLACK_BOT_TOKEN": APP_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}, "SLACK_BOT_TOKEN is wrong", "xoxb-"),
        ({"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": BOT_TOKEN}, "SLACK_APP_TOKEN is wrong", "xapp-"),
        (TOKENS | {"DATABASE_URL": "mysql://x"}, "DATABASE_URL is wrong", "postgresql://"),
        (TOKENS | {"SLACK_API_URL": "slack.com/api"}, "SLACK_API_URL is wrong", "https://slack.com/api/"),
        (TOKENS | {"LOG_LEVEL": "chatty"}, "LOG_LEVEL is wrong", "debug, info, warning or error"),
        (TOKENS | {"LEASE_SECONDS": "-1"}, "LEASE_SECONDS is wrong", "a number of seconds"),
    ],
)
async def test_a_missing_or_wrong_setting_stops_the_start_with_one_sentence(
    cli, monkeypatch, environment, setting, where
):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    code, out, err = await cli("run")
    assert code == 2
    assert out == ""
    sentence = err.strip().splitlines()[-1]
    assert sentence.startswith(setting)
    assert where in sentence
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DATABASE_URL": "sqlite:////no/such/folder/x"}, "DATABASE_URL names a database that can't be opened"),
        ({"SLACK_API_URL": "http://127.0.0.1:1/"}, "SLACK_API_URL http://127.0.0.1:1/ does not answer"),
        ({"SLACK_BOT_TOKEN": "xoxb-old"}, "Slack refuses SLACK_BOT_TOKEN (invalid_auth): it should be the bot token"),
        ({"SLACK_APP_TOKEN": "xapp-old"}, "Slack refuses SLACK_APP_TOKEN (invalid_auth): it should be an app-level"),
    ],
    ids=["database", "address", "bot token", "app token"],
)
async def test_what_turns_out_wrong_at_the_start_is_one_sentence_too(sandbox, environment, sentence):
    code, out, err = await process("run", **environment)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].startswith(sentence)
    assert "Traceback" not in err
    assert "-old" not in err


async def test_settings_are_read_from_a_env_file_too(cli, sandbox, elsewhere, monkeypatch):
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    (elsewhere / ".env").write_text(f"SLACK_BOT_TOKEN={sandbox.bot_token}\n")
    code, out, _ = await cli("check")
    assert "bot token: the bot of Sandbox" in out
    assert code == 0


async def test_the_database_is_brought_to_the_newest_schema(cli, elsewhere):
    for _ in range(2):
        code, out, _ = await cli("db", "upgrade")
        assert (code, out) == (0, "The database has the newest schema.\n")
    with sqlite3.connect(elsewhere / "helpdesk.db") as looked:
        assert looked.execute("SELECT count(*) FROM tickets").fetchone() == (0,)
    looked.close()


async def test_without_a_setting_the_database_is_a_file_of_ones_own(cli, elsewhere, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda name, **_: elsewhere / name)
    (elsewhere / "helpdesk").mkdir()
    code, out, _ = await cli("db", "upgrade")
    assert (code, out) == (0, "The database has the newest schema.\n")
    assert (elsewhere / "helpdesk" / "helpdesk.db").exists()


async def test_names_in_a_desk_file_become_the_ids_that_slack_gives(cli, sandbox, desk_file):
    code, out, err = await cli("desk", "apply", str(desk_file))
    assert (code, err) == (0, "")
    assert out.endswith("Done: IT.\n")
    _, exported, _ = await cli("desk", "export")
    (desk,) = yaml.safe_load(exported)["desks"]
    people, channels = sandbox.workspace.people, sandbox.workspace.channels
    assert desk["triage"] == channels.find("it-triage").id
    assert desk["private_triage"] == channels.find("it-private").id
    assert desk["requests"] == [{"channel": channels.find("it-help").id, "mode": "every"}]
    assert desk["agents"] == sorted([people.find("dana").id, people.find("eli").id])
    assert desk["leads"] == [people.find("lea").id]


async def test_an_exported_file_can_be_applied_and_changes_nothing(cli, sandbox, desk_file, elsewhere):
    await cli("desk", "apply", str(desk_file))
    _, exported, _ = await cli("desk", "export")
    (elsewhere / "again.yml").write_text(exported, encoding="utf-8")
    code, out, _ = await cli("desk", "apply", "again.yml")
    assert (code, out) == (0, "The desks are as the file says: nothing to change.\n")


async def test_a_dry_run_shows_what_would_change_and_changes_nothing(cli, sandbox, desk_file):
    await cli("desk", "apply", str(desk_file))
    before = await cli("desk", "export")
    desk_file.write_text(DESKS.replace("name: VPN", "name: VPN and Wi-Fi") + "    close_after_days: 7\n")
    code, out, _ = await cli("desk", "apply", str(desk_file), "--dry-run")
    assert code == 0
    assert "-    name: VPN\n+    name: VPN and Wi-Fi" in out
    assert "-  close_after_days: 4\n+  close_after_days: 7" in out
    assert "Nothing was changed." in out
    assert await cli("desk", "export") == before


async def test_ids_need_no_slack_once_the_workspace_is_known(cli, sandbox, desk_file, elsewhere, monkeypatch):
    await cli("desk", "apply", str(desk_file))
    _, exported, _ = await cli("desk", "export")
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    (elsewhere / "ids.yml").write_text(exported.replace("IT help", "IT"), encoding="utf-8")
    code, out, _ = await cli("desk", "apply", "ids.yml")
    assert code == 0
    assert "+  name: IT\n" in out


async def test_names_without_a_token_and_ids_without_a_workspace_are_explained(cli, desk_file, elsewhere, database):
    code, _, err = await cli("desk", "apply", str(desk_file))
    assert code == 1
    assert "no workspace yet. Set SLACK_BOT_TOKEN" in err


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (DESKS.replace('"#it-triage"', '"#it-triag"'), "desks[0].triage: there is no channel #it-triag"),
        (DESKS.replace('"@dana"', '"@dora"'), "desks[0].agents[0]: nobody in the workspace is called @dora."),
        (DESKS.replace('"#it-triage"', "#it-triage"), "desks[0].triage: this should be a channel, by name"),
        (DESKS.replace('"@dana"', "@dana"), ", line 10: this is no YAML"),
        (DESKS.replace("mode: every", "mode: always"), "desks[0].requests[0].mode: "),
        (DESKS.replace("key: IT", "key: it"), "desks[0].key: this should be"),
        (DESKS + "    colour: blue\n", "desks[0].colour: there is no such setting."),
        ("desks: []\n", "desks: "),
        ("", "the document: "),
    ],
)
async def test_a_mistake_in_a_desk_file_is_named_with_file_field_and_reason(cli, sandbox, desk_file, text, line):
    desk_file.write_text(text, encoding="utf-8")
    code, out, err = await cli("desk", "apply", str(desk_file))
    assert (code, out) == (1, "")
    assert str(desk_file) in err
    assert line in err
    assert "Traceback" not in err
    assert (await cli("desk", "export"))[1] == "desks: []\n"


async def test_a_name_that_two_people_go_by_is_not_guessed(cli, sandbox, desk_file):
    twin = sandbox.add_person("eli2", real_name="Eli Stone")
    code, _, err = await cli("desk", "apply", str(desk_file))
    assert code == 1
    assert "several people are called Eli Stone" in err
    assert twin.id in err


async def test_a_file_that_is_not_there_is_named(cli):
    code, _, err = await cli("desk", "apply", "nowhere.yml")
    assert (code, err) == (1, "nowhere.yml cannot be read: No such file or directory.\n")


async def test_check_says_that_all_is_well(cli, sandbox, desk_file):
    await cli("desk", "apply", str(desk_file))
    code, out, _ = await cli("check")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["ok"] * 5
    assert "3 channels, all within reach" in out


async def test_check_names_the_channel_that_the_bot_is_not_in(cli, sandbox, desk_file):
    desk_file.write_text(DESKS.replace('"#it-help"', '"#lonely"'))
    await cli("desk", "apply", str(desk_file))
    code, out, _ = await cli("check")
    assert code == 1
    assert "WRONG desk IT: the helpdesk is not in #lonely" in out


async def test_check_names_gaps_in_a_rota_and_channels_of_tiers_that_are_out_of_reach(cli, sandbox, desk_file):
    rota = '{timezone: UTC, starts: "2099-01-05 09:00", people: ["@eli"]}'
    tier = f'{{level: 2, channel: "#lonely", people: ["@eli"], rota: {rota}}}'
    desk_file.write_text(DESKS.rstrip() + f"\n    tiers:\n      - {tier}\n", encoding="utf-8")
    assert (await cli("desk", "apply", str(desk_file)))[0] == 0
    code, out, _ = await cli("check")
    assert code == 1
    assert "WRONG desk IT: the helpdesk is not in #lonely" in out
    assert "note  desk IT: tier 2: nobody is on call from" in out


async def test_check_names_the_scopes_that_were_not_granted(cli, sandbox):
    sandbox.workspace.scopes = sandbox.workspace.scopes - {"reactions:read"}
    code, out, _ = await cli("check")
    assert code == 1
    assert "WRONG scopes: reactions:read not granted" in out


async def test_check_names_the_scope_that_a_desk_needs_to_mind_do_not_disturb(cli, sandbox, desk_file):
    document = yaml.safe_load(desk_file.read_text())
    document["desks"][0]["assignment"] = {"mode": "automatic", "mind_do_not_disturb": True}
    desk_file.write_text(yaml.safe_dump(document))
    await cli("desk", "apply", str(desk_file))
    sandbox.workspace.scopes = sandbox.workspace.scopes - {"dnd:read"}
    code, out, _ = await cli("check")
    assert code == 1
    assert "note  scopes: without dnd:read, nobody is seen not to want to be disturbed" in out
    assert "WRONG desk IT: mind_do_not_disturb needs the scope dnd:read" in out


async def test_check_only_remarks_on_optional_scopes_and_an_old_schema(cli, sandbox):
    sandbox.workspace.scopes = sandbox.workspace.scopes - {"groups:read", "groups:history"}
    code, out, _ = await cli("check")
    assert "note  scopes: without groups:history, groups:read" in out
    assert "note  database: " in out
    assert "helpdesk db upgrade" in out
    assert code == 0


async def test_dead_messages_are_listed_and_tried_again(cli, sandbox, desk_file, database):
    await cli("desk", "apply", str(desk_file))
    here = database.of(WorkspaceId(sandbox.workspace.identity.team_id))
    assert (await cli("outbox", "list"))[1] == "No message is dead.\n"
    await here.write(_bury_one)
    code, listed, _ = await cli("outbox", "list")
    assert code == 0
    assert "card" in listed
    assert "channel_not_found" in listed
    code, out, _ = await cli("outbox", "retry", listed.split()[0])
    assert (code, out.partition(";")[0]) == (0, "1 message is waiting again")
    assert await here.read(outbox.number_in, NoticeState.PENDING) == 1
    assert (await cli("outbox", "retry", "--all"))[1].startswith("0 messages are waiting again")


async def test_retry_without_saying_which_asks(cli, sandbox):
    code, _, err = await cli("outbox", "retry")
    assert code == 1
    assert "--all" in err


async def test_repair_owes_every_unsolved_card_again(cli, sandbox, desk_file, database):
    await cli("desk", "apply", str(desk_file))
    here = database.of(WorkspaceId(sandbox.workspace.identity.team_id))
    ana = PersonId(sandbox.workspace.people.find("ana").id)
    raised = await here.write(intake.open_ticket, Request("test:1", Intake.SLASH, ana, ana, "The printer is jammed"))
    await here.write(_deliver_everything)
    code, out, _ = await cli("repair")
    assert (code, out) == (0, "1 ticket: a running helpdesk shows each anew.\n")
    owed = await here.read(outbox.in_state, NoticeState.PENDING, 10)
    assert {notice.kind for notice in owed} == {NoticeKind.CARD, NoticeKind.CONFIRMATION}
    assert {notice.ticket_id for notice in owed} == {raised.ticket.id}


async def process(*arguments: str, **environment: str) -> tuple[int, str, str]:
    """The command in a process of its own: for those that handle signals."""
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", *arguments),
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await started.communicate()
    assert started.returncode is not None
    return started.returncode, out.decode(), err.decode()


def _deliver_everything(tx):
    while leased := leases.take(tx, 10, timedelta(seconds=60)):
        leases.settle(tx, [(notice, Place(ChannelId("C1"), MessageTs(f"1.{notice.id}"))) for notice in leased])


def _bury_one(tx):
    outbox.enqueue(tx, "card:1", NoticeKind.CARD, "C1")
    (notice,) = leases.take(tx, 1, timedelta(seconds=60))
    leases.bury(tx, notice, "channel_not_found", in_doubt=False)
