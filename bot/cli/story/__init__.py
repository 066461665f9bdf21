"""The past of the demo: sixty days at two desks, told by the helpdesk's own verbs at the moments of the story.

Nothing here writes a row or a message that the program would not have written at that moment: people speak and press,
verbs decide, letters are written out, and so everything goes on living when the demo starts.
"""
