"""`python -m bot.sandbox`: the workspace alone, so that it outlives the bots that connect to it."""

import argparse
import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path

from bot.sandbox.limits import Limits
from bot.sandbox.manifest import Manifest
from bot.sandbox.server import Sandbox, Setup
from bot.sandbox.socket_mode import Timing


def main() -> None:
    """Serve until interrupted. The first line on stdout is JSON: addresses and tokens."""
    arguments = _arguments()
    timing = Timing()
    if arguments.retries:
        timing = replace(timing, event_retries=tuple(float(delay) for delay in arguments.retries.split(",")))
    setup = Setup(
        port=arguments.port,
        path=arguments.data,
        manifest=Manifest.read(arguments.manifest),
        limits=Limits.off() if arguments.no_pacing else Limits(),
        timing=timing,
        seed=arguments.seed,
    )
    try:
        asyncio.run(_serve(setup, arguments.people.split(","), arguments.channels.split(",")))
    except KeyboardInterrupt:
        sys.exit(0)


async def _serve(setup: Setup, people: list[str], channels: list[str]) -> None:
    async with Sandbox(setup) as sandbox:
        for name in filter(None, people):
            if sandbox.workspace.people.named(name) is None:
                sandbox.add_person(name)
        for name in filter(None, channels):
            if sandbox.workspace.channels.named(name) is None:
                sandbox.add_channel(name)
        told = {
            "page_url": sandbox.page_url,
            "api_url": sandbox.api_url,
            "bot_token": sandbox.bot_token,
            "app_token": sandbox.app_token,
            "control_url": f"{sandbox.workspace.web_address}control/",
            "control_token": sandbox.control.token,
        }
        print(json.dumps(told), flush=True)  # noqa: T201 - its readers are programs
        await asyncio.Event().wait()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description="A Slack workspace on this machine.")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free one")
    parser.add_argument("--data", type=Path, help="the file that keeps the workspace; in memory when not given")
    parser.add_argument("--manifest", type=Path, help="the app's manifest; the project's own when not given")
    parser.add_argument("--people", default="ana,ben,lea", help="names, with commas")
    parser.add_argument("--channels", default="it,triage", help="names, with commas; everybody is in them")
    parser.add_argument("--retries", help="seconds before each redelivery of an event, with commas (0,60,300)")
    parser.add_argument("--no-pacing", action="store_true", help="no rate limits")
    parser.add_argument("--seed", type=int, default=0, help="for faults by chance")
    return parser.parse_args()


if __name__ == "__main__":
    main()
