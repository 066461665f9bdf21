"""A team that learns: the verbs."""
