"""What a good agent would write, made of a situation's own words."""

from bot.cli.practice.situation import Fact, Situation
from bot.cli.practice.situations import SITUATIONS

QUESTIONS = {
    "printer": "Which printer is it?",
    "what": "What exactly does not work?",
    "seen": "Since when, and what do you see?",
    "cable": "How is it connected?",
    "where": "Where are you now?",
    "profile": "Which profile do you use?",
    "network": "Which of the networks is it?",
    "entered": "Did you enter anything?",
    "sender": "Who sent it?",
    "elsewhere": "Do you use it anywhere else?",
    "changed": "Did you change your password?",
    "devices": "Is there another device?",
    "folder": "What is it called?",
    "opened": "What did you open before?",
    "online": "Is it still connected?",
}
SOLUTIONS = {
    "paper-jam": "Please open the flap at the back and pull it out slowly.",
    "unclear": "Please unplug the dock for ten seconds.",
    "angry": "I am sorry. Please choose the profile Web only.",
    "same-problem": "I restarted the access point, it should be there now.",
    "phishing": "Well spotted: it is phishing.",
    "secret": "Please change your password now, all could read it.",
    "locked-out": "You are unlocked.",
    "in-confidence": "The People team will write to you, in private.",
    "comes-back": "It's back, from last night's copy.",
    "ransom": "Please switch the Wi-Fi off at once: go offline, and touch nothing.",
}


def question(fact: Fact) -> str:
    """A question for it."""
    return QUESTIONS[fact.key]


def solution(situation: Situation) -> str:
    """A right answer."""
    return SOLUTIONS[situation.key]


assert set(SOLUTIONS) == {situation.key for situation in SITUATIONS}
