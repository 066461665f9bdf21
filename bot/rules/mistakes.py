"""What is wrong with a file that somebody wants to bring in."""

from dataclasses import dataclass


class Wrong(Exception):  # noqa: N818  an answer to whoever wrote the file
    """What is wrong with a part of it, as the end of a sentence that begins with its line."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """The same with its line."""

    line: int  # where, from 1; 0: everywhere
    text: str
