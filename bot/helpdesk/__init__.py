"""The verbs: plain functions on a transaction that gather, decide, write and tell, in that order."""
