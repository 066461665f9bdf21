"""The decisions: pure functions and tables; no I/O, no clock, no await."""
