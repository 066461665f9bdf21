"""What people say whatever it is about."""

THANKS = (
    "Thanks!",
    "Thank you, works now!",
    "Perfect, thanks a lot!",
    "Great, thank you!",
    "thx :pray:",
    "Brilliant, thanks!",
    "That was quick, thank you!",
    "Thanks, you saved my day!",
    ":heart: thanks",
    "Works, thank you very much!",
    "Thanks a million!",
    "Cheers :tada:",
)
THANKS_IN_GERMAN = (
    "Super, danke dir!",
    "Danke, läuft wieder!",
    "Perfekt, vielen Dank!",
    "Danke schön!",
    ":pray: danke",
)
SORRY_FOR_THE_WAIT = (
    "Sorry for the long wait, this one slipped through. ",
    "Apologies that nobody came back to you sooner. ",
    "I'm sorry, you waited far too long for this. ",
)
WAITING_FOR_OTHERS = (
    "I have ordered what is missing, and come back to you as soon as it's here.",
    "I passed it on and keep an eye on it. You'll hear from me.",
    "I can't finish this alone, so it may take a few days. I'll write as soon as I know more.",
)
HANDING_OVER = (
    "@{to} you know this system better than I do, could you take it?",
    "I'm out this afternoon, @{to} takes over. Nothing done yet but the question above.",
    "@{to} as discussed: yours, I have looked at the log and found nothing odd.",
    "Handing to @{to}, who had the same one last month.",
)
DECLINING = (
    "I know the person well, a colleague should look at this.",
    "I'm in interviews until the evening and couldn't begin before tomorrow.",
)
NEVER_MIND = (
    "Found it myself, a restart helped. Never mind!",
    "Solved itself over lunch, sorry for the noise.",
    "Not needed any more, the meeting was cancelled.",
    "My neighbour knew it. Thanks anyway!",
)
WRONG_DESK = (
    "This is one for our colleagues, I have moved it over. They see everything you wrote.",
    "That's not ours, but I know whose it is: your ticket is with them now.",
)
COMING_BACK = (  # whatever it was about, and what is answered
    ("It's back :pensive: same as last time.", "I had only mended half of it, sorry. Now it's done for good."),
    (
        "One more thing about this: could you do the same for Tim in my team?",
        "Done for Tim, too. Same steps as last time.",
    ),
    ("I see it again, can you have another look?", "I looked, and there was one more place. Now it's right."),
    (
        "A related question: does this hold for the whole team, or only for me?",
        "It holds for everybody in your team; I have written it down on the intranet.",
    ),
)
NOT_FOR_LONG = (  # whatever was mended, and what the agent finds then
    (
        "It worked for an hour, now it's as it was.",
        "That was only the symptom, sorry. I have watched it: now it holds.",
    ),
    ("Same thing again this morning :confused:", "Last night's update undid it. I have kept the update away from it."),
    ("Almost: the first part works, the rest doesn't.", "I had overlooked the rest. I have just tried all of it."),
    ("Gone again since I restarted.", "It was not saved. I restarted it twice to be sure, and it stays now."),
)
STILL_ON_IT = (
    "Any news?",
    "Just checking in, is somebody looking at this?",
    "Could I get a rough idea of when?",
)
PRIORITIES = (
    "Month-end closing depends on it",
    "Customer is waiting on the line",
    "Three colleagues have the same",
    "Audit begins tomorrow",
)
NOT_SATISFIED = (  # one of the reasons to choose from, and what stands beside it
    ("It took too long", ""),
    ("It took too long", "Two days without a word, then five minutes of work."),
    ("It took too long", "A short note that somebody is on it would have been enough."),
    ("I did not understand the answer", "Which settings? There are three places of that name."),
    ("I had to explain it again and again", "Three people asked me the same thing."),
    ("It is not solved", "It works on the laptop, but not on my phone."),
    ("Something else", "I still don't know what was wrong."),
)
PRAISE = (
    "Quick, friendly, done. Thank you!",
    "Solved before I had got my coffee.",
    "Explained so well that I can do it myself next time.",
    "You even looked at what I had not asked. Great!",
)
