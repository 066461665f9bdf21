"""`helpdesk replies export` and `import`, as people use them: what they say, what they do, and the exit code."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import yaml

from bot.cli import replies as commands
from bot.cli.replies import Progress
from bot.helpdesk import replies
from bot.rules.replies import SavedReply, Wording
from bot.rules.vocabulary import CategoryKey, DeskId, Scope
from bot.sandbox import Limits, Sandbox
from storage import replies as rows
from storage.store import Store
from tests.office import Office, person
from tests.world import Clock

Cli = Callable[..., Awaitable[tuple[int, str, str]]]

RESET = Wording("VPN reset", "Grüße {{requester.first_name}},\n\n=press “Reset” 😀", "vpn", CategoryKey("vpn"))


@pytest.fixture
async def office(sqlite_url: str, clock: Clock) -> AsyncIterator[Office]:
    """The desks, their people, and one saved reply, in the database that the command works on."""
    store = Store(sqlite_url, clock=clock, chance=random.Random(1))
    opened = await Office.open(store, clock)
    await opened.do(replies.save, RESET, person("dana"), Scope.DESK, DeskId("IT"))
    yield opened
    store.close()


@pytest.fixture
async def sandbox(monkeypatch: pytest.MonkeyPatch, elsewhere: Path) -> AsyncIterator[Sandbox]:
    """A Slack to look names up in."""
    workspace = Sandbox(limits=Limits.off())
    for name in ("dana", "eli"):
        workspace.add_person(name)
    async with workspace:
        monkeypatch.setenv("SLACK_BOT_TOKEN", workspace.bot_token)
        monkeypatch.setenv("SLACK_API_URL", workspace.api_url)
        yield workspace


def written(name: str, content: str | bytes) -> None:
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)


def contents(name: str) -> bytes:
    return Path(name).read_bytes()


async def held(office: Office) -> dict[str, SavedReply]:
    return {reply.key: reply for reply in await office.see(rows.held, Scope.DESK)}


@pytest.mark.parametrize("name", ["replies.yml", "replies.json", "replies.csv"])
async def test_an_exported_file_is_imported_again_and_changes_nothing(cli: Cli, office: Office, name: str) -> None:
    code, out, err = await cli("replies", "export", name)
    assert (code, out, err) == (0, f"1 reply is in {name}.\n", "")
    before = contents(name)
    code, out, err = await cli("replies", "import", name)
    assert (code, out, err) == (0, "0 new, 0 changed, 1 as before. Done.\n", "")
    await cli("replies", "export", name)
    assert contents(name) == before


async def test_without_a_file_replies_are_printed(cli: Cli, office: Office) -> None:
    code, out, _ = await cli("replies", "export", "--desk", "it")
    (exported,) = yaml.safe_load(out)
    assert (code, exported["key"], exported["body"]) == (0, "vpn", RESET.body)
    _, out, _ = await cli("replies", "export", "--format", "csv")
    assert out.startswith("key,scope,desk,owner,title,body,")
    assert (await cli("replies", "export", "--desk", "HR"))[1] == "[]\n"
    code, _, err = await cli("replies", "export", "--desk", "XX")
    assert (code, err) == (1, "Nothing was written: there is no desk “XX”. There are: IT, HR.\n")


async def test_spreadsheets_are_told_that_a_csv_file_is_utf_8(cli: Cli, office: Office) -> None:
    await cli("replies", "export", "replies.csv")
    assert contents("replies.csv").startswith(b"\xef\xbb\xbfkey,")


async def test_a_dry_run_shows_what_would_change_and_changes_nothing(cli: Cli, office: Office) -> None:
    written("new.yml", "- {key: vpn, body: Better}\n- {title: Printer, body: Pull}\n")
    code, out, err = await cli("replies", "import", "new.yml", "--desk", "IT", "--dry-run")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "changed    IT vpn: body",
        "new        IT printer: Printer",
        "1 new, 1 changed, 0 as before. This is what would change. Nothing was changed.",
    ]
    assert (await held(office)).keys() == {"vpn"}
    code, out, _ = await cli("replies", "import", "new.yml", "--desk", "IT")
    assert (code, out.splitlines()[-1]) == (0, "1 new, 1 changed, 0 as before. Done.")
    assert (await held(office))["vpn"].body == "Better"


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
async def test_every_mistake_is_named_with_its_line_and_nothing_is_done(
    cli: Cli, office: Office, options: tuple[str, ...]
) -> None:
    written("bad.csv", "key,body,category\nvpn,Better,\na,,\nb,x,none such\nvpn,y,\n")
    code, out, err = await cli("replies", "import", "bad.csv", "--desk", "IT", *options)
    assert (code, out) == (1, "")
    assert err.splitlines()[-4:] == [
        "bad.csv, line 3: the body is empty.",
        "bad.csv, line 4: there is no category “none such” there. There are: hardware, vpn.",
        "bad.csv, line 5: the key vpn stands in line 2 already.",
        "Nothing was changed.",
    ]
    assert ("changed    IT vpn: body, category\n0 new, 1 changed, 0 as before, 3 refused." in err) is bool(options)
    assert (await held(office))["vpn"].version == 1


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("empty.yml", b"", "empty.yml: the file is empty."),
        ("latin.csv", "key,body\na,é".encode("latin-1"), "latin.csv, line 2: byte 12 (0xE9) can't be read as UTF-8."),
        ("one.yml", b"key: a", "one.yml: this is no list of replies"),
        ("broken.json", b'[{"key": "a"},\n', "broken.json, line 2: this is no JSON"),
        ("replies.doc", b"x", "replies.doc does not say by its ending what it is: add --format"),
    ],
)
async def test_a_file_of_another_kind_is_refused_in_one_sentence(
    cli: Cli, office: Office, name: str, content: bytes, complaint: str
) -> None:
    written(name, content)
    code, out, err = await cli("replies", "import", name)
    assert (code, out) == (1, "")
    assert err.startswith(complaint)


async def test_a_folder_and_a_file_that_is_not_there_are_said(cli: Cli, office: Office, elsewhere: Path) -> None:
    (elsewhere / "folder.yml").mkdir()
    assert (await cli("replies", "import", "folder.yml"))[::2] == (1, "folder.yml cannot be read: Is a directory.\n")
    assert (await cli("replies", "import", "no.yml"))[::2] == (1, "no.yml cannot be read: No such file or directory.\n")
    assert (await cli("replies", "export", "no/x.yml"))[0] == 1


async def test_names_of_people_become_the_ids_that_slack_gives(
    cli: Cli, sandbox: Sandbox, elsewhere: Path, sqlite_url: str, clock: Clock
) -> None:
    desk = "desks: [{key: IT, name: IT, triage: CTRIAGE, agents: ['@dana', '@eli']}]"
    written("desk.yml", desk)
    assert (await cli("desk", "apply", "desk.yml"))[0] == 0
    own = "- {key: own, body: x, scope: personal, owner: '@dana', actions: {assign: '@eli'}}\n"
    written("own.yml", own)
    code, _, err = await cli("replies", "import", "own.yml")
    assert (code, err) == (0, "")
    _, out, _ = await cli("replies", "export", "--personal")
    (reply,) = yaml.safe_load(out)
    people = sandbox.workspace.people
    assert (reply["owner"], reply["actions"]) == (people.find("dana").id, {"assign": people.find("eli").id})
    written("own.yml", f"{own}- {{key: other, body: x, scope: personal, owner: '@nobody'}}\n")
    code, _, err = await cli("replies", "import", "own.yml")
    assert (code, err.splitlines()[0]) == (1, "own.yml, line 2: nobody in the workspace is called @nobody.")
    written("desks.yml", "- {key: a, body: x, desk: IT}\n")
    assert (await cli("replies", "import", "desks.yml", "--as", "@eli"))[0] == 0
    code, _, err = await cli("replies", "import", "desks.yml", "--as", "@nobody")
    assert (code, err) == (1, "--as @nobody: nobody in the workspace is called @nobody.\n")


async def test_without_slack_people_are_named_by_their_ids(cli: Cli, office: Office) -> None:
    written("own.yml", "- {key: own, body: x, scope: personal, owner: '@eli'}\n")
    code, _, err = await cli("replies", "import", "own.yml")
    assert code == 1
    assert "own.yml, line 1: it names a person: set SLACK_BOT_TOKEN" in err
    written("own.yml", f"- {{key: own, body: x, scope: personal, owner: {person('eli')}}}\n")
    assert (await cli("replies", "import", "own.yml"))[0] == 0


async def test_macros_of_zendesk_are_imported_and_what_is_left_out_is_said(cli: Cli, office: Office) -> None:
    written(
        "macros.csv",
        "id,title,active,comment_value_html,status,group_id,restriction\n"
        '7,Hardware::Printer,true,"<p>Hi {{ticket.requester.first_name}}</p>",solved,12,\n'
        '8,Mine,true,<p>x</p>,,,"{""type"":""User""}"\n',
    )
    code, out, err = await cli("replies", "import", "macros.csv", "--desk", "IT")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "new        IT hardware-printer: Hardware: Printer",
        "note       line 1: the column group_id is left out.",
        "note       line 3: left out: it is somebody's own.",
        "1 new, 0 changed, 0 as before. Done.",
    ]
    reply = (await held(office))["hardware-printer"]
    assert (reply.body, reply.category, reply.actions.status) == ("Hi {{requester.first_name}}", "hardware", "solved")


async def test_how_far_it_is_is_told_only_of_what_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    progress = Progress("Importing", 3)

    async def work(rounds: int) -> int:
        for _ in range(rounds):
            progress.step()
            await asyncio.sleep(0.02)
        return progress.done

    monkeypatch.setattr(commands, "PATIENCE", 10.0)
    assert await commands.patiently(work(1), progress, told.append) == 1
    assert told == []
    monkeypatch.setattr(commands, "PATIENCE", 0.001)
    assert await commands.patiently(work(2), progress, told.append) == 3
    assert told[0] == "Importing: 2 of 3 …"
