"""Hardware."""

from bot.cli.story.problems.problem import Problem
from bot.rules.vocabulary import Impact, Urgency

PROBLEMS: tuple[Problem, ...] = tuple(
    problem._replace(category="hardware")
    for problem in (
        Problem(
            saved="dock-firmware",
            asks=(
                "The docking station doesn't see my second monitor since this morning.",
                "My external screen stays black when I dock the laptop. Charging works.",
                "Second screen flickers and then goes dark on the dock",
            ),
            question="Which dock is it, the flat grey one or the black cube? There is a label on the bottom.",
            answer="The flat grey one, label says D6000.",
            fixes=(
                "That dock needed new firmware. I have pushed it: please unplug the dock for ten seconds.",
                "It's the cable, they wear out. I put a new one on your desk, the short one with the red tag.",
            ),
            again=(
                "It worked until lunch. Now the second screen is black again.",
                "Then it is the dock itself. I have swapped it for a new one and taken the old one away.",
            ),
            hold="Replacement docks arrive on Thursday, order 4471",
            note="Third D6000 this quarter. Worth asking the vendor about the batch.",
            tags="dock, monitor",
        ),
        Problem(
            asks=(
                "The printer on the 3rd floor is jammed again and I can't open the rear tray",
                "Printer 3-West says *paper jam* but there is no paper anywhere",
                "Could somebody look at the big printer? It eats every second page.",
            ),
            fixes=(
                "There was a label stuck on the roller. It prints again, and I left the jammed pages on top.",
                "Cleared. A tray guide had slipped to A5; I have taped it where it belongs.",
            ),
            question="Does it happen with tray 2 as well, or only with tray 1?",
            answer="Only tray 1. Tray 2 is fine.",
            tags="printer",
            impact=Impact.TEAM,
            note="If it jams again, call the service partner: the roller is due anyway.",
        ),
        Problem(
            asks=(
                "My laptop fan is at full speed all day, even with nothing open.",
                "Laptop gets so hot I can't keep it on my lap. Is that normal?",
                "The fan of my notebook sounds like a hairdryer in calls",
            ),
            question="Could you leave it on over lunch with the lid open, so that I can look at what is running?",
            answer="Sure, it is on and logged in now.",
            fixes=(
                "The search index was rebuilding itself in a loop. I reset it, and it should be quiet within the hour.",
                "An old update service was stuck. I removed it; the temperature is down to 48 degrees.",
            ),
            again=(
                "It was quiet for a day and now the fan is back.",
                "I cleaned the vents with compressed air and changed the power profile. 44 degrees under load now.",
            ),
            tags="laptop",
        ),
        Problem(
            asks=(
                "My headset's microphone is dead in calls, but music plays",
                "People hear me as if I were in a bucket. New headset maybe?",
            ),
            question="Is the little switch on the cable set to the microphone sign?",
            answer="It is now … but still nothing.",
            fixes=(
                "Then it's broken. A new one is waiting for you at the IT shelf, box with your name.",
                "The meeting app had picked the webcam's microphone. I set the headset as default in your profile.",
            ),
            tags="headset",
        ),
        Problem(
            asks=(
                "I spilled coffee on my keyboard. It types `jjjjj` on its own now :see_no_evil:",
                "Some keys of my laptop stick after an accident with orange juice",
            ),
            fixes=(
                "It happens to the best. Please shut it down and bring it over, I have a spare laptop for you.",
                "New keyboard is in. Your old one is drying on my window sill and looks embarrassed.",
            ),
            question="Is it still switched on? If so, please switch it off right away and turn it upside down.",
            answer="Off and upside down now.",
            hold="Repair partner has it until Wednesday",
            urgency=Urgency.NOW,
            tags="laptop, repair",
            note="Spare X14 handed out, asset 2207.",
        ),
        Problem(
            asks=(
                "The projector in room Ada shows everything in green",
                "Room Ada: no picture on the wall, the remote does nothing. Client meeting at 3!",
                "The screen in meeting room Ada doesn't find my laptop wirelessly",
            ),
            fixes=(
                "The HDMI adapter was half out. I pushed it in and fixed it with tape, picture is fine.",
                "I restarted the receiver and it found a new channel. Tried with two laptops, works.",
            ),
            question="Do you need it today? I can bring the mobile screen up in five minutes.",
            answer="Yes please, the mobile one saves us.",
            impact=Impact.TEAM,
            urgency=Urgency.NOW,
            tags="meeting room",
        ),
        Problem(
            asks=(
                "Battery of my work phone dies by noon. Can I get a new phone or a new battery?",
                "My company phone switches itself off at 30 %",
            ),
            question="How old is it? Settings → About shows the model.",
            answer="It is the 11, from when I joined, so four years.",
            fixes=(
                "That one is due for replacement. A new one is set up for you, bring the old one and we move the SIM.",
                "A new battery is in. It holds 100 % again and should last another two years.",
            ),
            hold="The new phones come with the next delivery",
            tags="phone",
            urgency=Urgency.WHENEVER,
        ),
        Problem(
            asks=(
                "My mouse cursor jumps across the screen",
                "The touchpad clicks where I didn't click. Quite an adventure in the CRM.",
            ),
            fixes=(
                "The receiver was behind the metal desk leg. On the short extension cable it is steady.",
                "Palm detection was off after the last update. It is on again.",
            ),
            question="Mouse or touchpad? And does it also happen without the dock?",
            answer="Also without the dock, yes.",
            tags="mouse",
        ),
        Problem(
            asks=(
                "The webcam on my monitor is upside down in every meeting",
                "Camera is black in video calls since the weekend",
                "Colleagues see a frozen picture of me, I move and they don't notice",
            ),
            question="Is there a small slider in front of the lens? Somebody may have closed it.",
            answer="Oh dear. Yes. It was closed. But now I'm upside down?",
            fixes=(
                "I turned the picture in the camera's own settings, so it is right in every app now.",
                "Its driver had been replaced by an update. I put back the one from the maker.",
            ),
            tags="webcam",
        ),
        Problem(
            asks=(
                "We need two more chargers (USB-C, 65 W) for the sales desk area",
                "Is there a spare charger I can borrow for the conference next week?",
                "Left my laptop charger in the Hamburg train. Can I get another one?",
            ),
            fixes=(
                "Two chargers are on the shelf next to the coffee machine, with your names on.",
                "Yes: take one from the IT shelf and write your name on the list. That's all.",
            ),
            question="Do you need it for travel? Then I'd give you the small one with the exchangeable plugs.",
            answer="Travel, yes. The small one would be great.",
            tags="charger",
            urgency=Urgency.WHENEVER,
        ),
        Problem(
            asks=(
                "New starter on the 1st: could you prepare a laptop and a phone?",
                "Jonas' new colleague begins on Monday and needs a complete workplace",
                "Working student starts next week, laptop with the usual programs please",
            ),
            question="Which role is it, so that I know the programs? And left- or right-handed, for the mouse?",
            answer="Same set as mine, right-handed. Thank you!",
            fixes=(
                "Laptop, phone and access card are ready at the IT shelf. The first login is in the envelope.",
                "All prepared. I'll be there at 9:30 on the first day and walk through it together.",
            ),
            hold="Waiting for HR to confirm the start date",
            tags="onboarding",
            note="Image with the finance set. Card number goes to facility, not to us.",
        ),
        Problem(
            asks=(
                "USB stick from a customer: may I open it on my laptop?",
                "Found a memory stick in the lobby. What should I do with it?",
            ),
            fixes=(
                "Please don't plug it in. I have checked it on the separate machine: it's clean.",
                "Thank you for asking first! I took it away. It was harmless, and its owner is found.",
            ),
            tags="security",
            urgency=Urgency.WHENEVER,
        ),
        Problem(
            asks=(
                "Mein zweiter Bildschirm bleibt seit heute Morgen dunkel.",
                "Der Drucker im 2. Stock druckt nur noch in Magenta",
                "Die Dockingstation lädt den Laptop nicht mehr",
            ),
            question="Guten Morgen Jonas, hast du das Netzteil am Dock schon einmal aus- und wieder eingesteckt?",
            answer="Ja, zweimal. Leider unverändert.",
            fixes=(
                "Es war ein defektes Kabel. Ich habe es getauscht, jetzt geht alles wieder.",
                "Ich habe das Gerät neu gestartet und die Firmware aktualisiert. Bitte schau, ob es nun passt.",
            ),
            tags="office berlin",
            who="jonas",
            agent="dana",
        ),
    )
)
