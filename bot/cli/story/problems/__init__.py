"""What people come with: each problem in several people's words, and how it goes on from there."""

from bot.cli.story.problems import access, everyday, hardware, network, pay, people_matters, software, time_off
from bot.cli.story.problems.problem import Problem

IT: tuple[Problem, ...] = (
    *hardware.PROBLEMS,
    *software.PROBLEMS,
    *access.PROBLEMS,
    *network.PROBLEMS,
    *everyday.PROBLEMS,
)
PEOPLE: tuple[Problem, ...] = (*time_off.PROBLEMS, *pay.PROBLEMS, *people_matters.PROBLEMS)

__all__ = ["IT", "PEOPLE", "Problem"]
