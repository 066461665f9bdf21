"""Practice: a desk to learn at. People ask who follow rules and answer by them; at the end there is a scorecard.

Nobody is there but whoever learns, as Dana, and their mentor, as Lea. Everything else is the helpdesk as it is.
"""
