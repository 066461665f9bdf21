"""A team that learns: the decisions."""
