"""`helpdesk demo --practice` as somebody starts it."""

import signal
from pathlib import Path

from tests.cli.conftest import Cli
from tests.test_demo import demo


async def test_it_tells_what_to_do_and_the_first_request_arrives(tmp_path: Path) -> None:
    async with demo(tmp_path, "--port", "0", "--practice") as started:
        await started.comes_to_show("dana", "practice", "you are IT today")
        await started.comes_to_show("dana", "it-triage", "IT-1")
        assert await started.ends(signal.SIGINT) == 0
    assert any("As Dana, read #practice" in line for line in started.said)
    assert started.said[-1].startswith("Stopped. Everything is kept")
    assert not any("Traceback" in line for line in started.said)
    assert kept(tmp_path) == ["practice"], "the demo's own data stay apart"


async def test_a_practice_without_a_past_is_refused_kindly(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    code, _, complaint = await cli("demo", "--practice", "--empty", "--no-browser", "--data", str(folder))
    assert (code, complaint.strip()) == (
        1,
        "A practice has no past anyway: leave --empty out. To begin anew, say --practice --fresh.",
    )
    assert not folder.exists()


def kept(folder: Path) -> list[str]:
    """What a folder holds."""
    return [path.name for path in folder.iterdir()]
