"""A team that learns: the queries."""
