"""How requesters answer: by rules, from what is said to them and what happens to their ticket. Nothing here is chance.

Everything that somebody says in one conversation has words of its own. So what they have said tells what they still
have to say, and whoever is asked again says something else, or in the end nothing more.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.cli.practice.situation import Fact, Mood, Situation, has_any

SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
ASKING = (
    *("which", "what", "where", "when", "who", "how", "whether"),
    *("tell me", "let me know", "could you", "can you", "would you", "please send", "i need", "describe", "did you"),
)
"""What begins a question that has no question mark."""


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody wrote something that the requester can read."""

    text: str
    is_agents: bool = True  # else the requester's own, or some colleague's


@dataclass(frozen=True, slots=True)
class Solved:
    """The desk thinks that it is done."""


Heard: TypeAlias = Written | Solved


@dataclass(frozen=True, slots=True)
class State:
    """How far a conversation has come."""

    told: frozenset[str] = frozenset()  # facts, by their keys
    repeated: tuple[str, ...] = ()  # those asked for again, each time that they were
    puzzled: int = 0  # questions that were none of the requester's facts
    received: int = 0  # messages that neither asked nor solved anything
    is_helped: bool = False  # a right solution was named
    has_come_back: bool = False  # with what was still wrong
    times_refused: int = 0  # solved, without help
    has_left: bool = False


BEGINNING = State()


def answer(situation: Situation, state: State, heard: Heard) -> tuple[State, str]:
    """What somebody says to something, and how the conversation stands then. Empty words: they say nothing."""
    if state.has_left:
        return state, ""
    if isinstance(heard, Solved):
        return _on_solving(situation, state)
    if not heard.is_agents:
        return state, ""
    if not state.is_helped and has_any(heard.text, _solution(situation, state)):
        told = state.told.union(fact.key for fact in _asked_for(situation, heard.text))
        return replace(state, is_helped=True, told=told), _relieved(situation, state)
    asked = _asked_for(situation, heard.text)
    if asked:
        return _tell(state, asked, situation)
    if state.is_helped:
        return state, ""
    if any(map(_is_question, _sentences(heard.text))):
        return replace(state, puzzled=state.puzzled + 1), _nth(PUZZLED[situation.mood], state.puzzled)
    return replace(state, received=state.received + 1), _nth(RECEIVED[situation.mood], state.received)


def conversation(situation: Situation, heard: Iterable[Heard]) -> tuple[State, list[tuple[int, str]]]:
    """A whole conversation: how it stands, and what somebody says to the how manieth thing, from 0 on."""
    state, said = BEGINNING, []
    for number, one in enumerate(heard):
        state, words = answer(situation, state, one)
        if words:
            said.append((number, words))
    return state, said


def reminders(situation: Situation) -> tuple[str, ...]:
    """What somebody says, one after the other, who hears nothing; with the last one they leave."""
    return (*WAITING[situation.mood], GIVES_UP[situation.mood])


def has_given_up(situation: Situation, said: frozenset[str]) -> bool:
    """Whether one of these is the last thing that they say."""
    return not said.isdisjoint((GIVES_UP[situation.mood], GIVES_IN[situation.mood]))


def relief(situation: Situation) -> tuple[str, ...]:
    """What they say once they are helped."""
    comeback = situation.comes_back
    return (situation.relieved,) if comeback is None else (situation.relieved, comeback.relieved)


def _on_solving(situation: Situation, state: State) -> tuple[State, str]:
    comeback = situation.comes_back
    if not state.is_helped:
        refused = replace(state, times_refused=state.times_refused + 1)
        if state.times_refused:
            return replace(refused, has_left=True), GIVES_IN[situation.mood]
        return refused, NOT_SOLVED[situation.mood]
    if comeback is not None and not state.has_come_back:
        return replace(state, is_helped=False, has_come_back=True), comeback.text
    return state, ""


def _solution(situation: Situation, state: State) -> tuple[str, ...]:
    if situation.comes_back is not None and state.has_come_back:
        return situation.comes_back.solved_by
    return situation.solved_by


def _relieved(situation: Situation, state: State) -> str:
    if situation.comes_back is not None and state.has_come_back:
        return situation.comes_back.relieved
    return situation.relieved


def _tell(state: State, asked: list[Fact], situation: Situation) -> tuple[State, str]:
    """What was asked for the first time; or else, that it was said already."""
    new = [fact for fact in asked if fact.key not in state.told]
    again = tuple(fact.key for fact in asked if fact.key in state.told)
    after = replace(state, told=state.told.union(fact.key for fact in new), repeated=state.repeated + again)
    if new:
        return after, " ".join(fact.answer for fact in new)
    first = asked[0]
    return after, _nth(AGAIN[situation.mood], state.repeated.count(first.key)).format(answer=first.answer)


def _asked_for(situation: Situation, text: str) -> list[Fact]:
    questions = [sentence for sentence in _sentences(text) if _is_question(sentence)]
    return [fact for fact in situation.facts if any(has_any(question, fact.asked_by) for question in questions)]


def _sentences(text: str) -> list[str]:
    return SENTENCE.findall(text)


def _is_question(sentence: str) -> bool:
    return sentence.rstrip().endswith("?") or has_any(sentence, ASKING, apart=0)


def _nth(words: tuple[str, ...], number: int) -> str:
    """The words for this time; none when everything was said."""
    return words[number] if number < len(words) else ""


RECEIVED: Mapping[Mood, tuple[str, ...]] = {
    Mood.CALM: ("All right, I wait.",),
    Mood.HURRIED: ("OK. How long will it take?",),
    Mood.ANGRY: ("I have heard that before. What happens now?",),
    Mood.UNCLEAR: ("ok",),
}
PUZZLED: Mapping[Mood, tuple[str, ...]] = {
    Mood.CALM: ("I'm not sure what you mean. Can you ask in other words?", "Sorry, I don't know that either."),
    Mood.HURRIED: ("No idea, sorry. What do you need to go on?", "I can't tell you that."),
    Mood.ANGRY: ("How should I know? That is your job.", "Again a question that has nothing to do with it."),
    Mood.UNCLEAR: ("dunno", "?"),
}
AGAIN: Mapping[Mood, tuple[str, ...]] = {
    Mood.CALM: ("As I wrote: {answer}", "It's above, too. {answer}"),
    Mood.HURRIED: ("I wrote that. {answer}", "Please read above! {answer}"),
    Mood.ANGRY: ("Does nobody read here? {answer}", "For the third time: {answer}"),
    Mood.UNCLEAR: ("said so. {answer}", "see above. {answer}"),
}
WAITING: Mapping[Mood, tuple[str, ...]] = {
    Mood.CALM: ("Hello? Has somebody seen this?", "I still wait for an answer."),
    Mood.HURRIED: ("Please, I don't have much time.", "Is anybody there?"),
    Mood.ANGRY: ("Silence. As always.", "I am going to tell your boss about this."),
    Mood.UNCLEAR: ("hello?", "anybody"),
}
GIVES_UP: Mapping[Mood, str] = {
    Mood.CALM: "Never mind, I asked a colleague.",
    Mood.HURRIED: "It's too late now. I had to do without.",
    Mood.ANGRY: "Forget it. I take this elsewhere.",
    Mood.UNCLEAR: "forget it",
}
NOT_SOLVED: Mapping[Mood, str] = {
    Mood.CALM: "This says that it is solved, but it is not: nothing has changed here.",
    Mood.HURRIED: "Why is this solved? It is not, I am still stuck!",
    Mood.ANGRY: "Solved? Nothing is solved. Look at it again!",
    Mood.UNCLEAR: "not solved",
}
GIVES_IN: Mapping[Mood, str] = {
    Mood.CALM: "It is still not solved. I give up and ask somebody else.",
    Mood.HURRIED: "Still not solved, and I am out of time. I give up.",
    Mood.ANGRY: "Unbelievable. I won't write here again.",
    Mood.UNCLEAR: "no. whatever",
}
