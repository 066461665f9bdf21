"""A team that learns: what people do in Slack."""
