"""Lists that are shown a page at a time."""


def pages(total: int, shown: int) -> int:
    """How many pages a list of `total` takes that shows so many on each; an empty list is one."""
    return max(1, -(-total // shown))
