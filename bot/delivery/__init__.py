"""What goes out: the outbox, delivered to Slack in order, at its pace, exactly once."""
