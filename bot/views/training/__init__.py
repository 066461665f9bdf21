"""A team that learns: what people see of it."""
