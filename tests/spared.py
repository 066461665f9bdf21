"""Which examples of a property the slower database is spared."""

from zlib import crc32

from tests.office import Office


def spared(office: Office, example: object) -> bool:
    """Whether an example is left out: of three, PostgreSQL tries one. What it decides by itself has tests of its own.

    The example alone decides, so what failed once is tried again.
    """
    return office.store.store.engine.dialect.name == "postgresql" and crc32(repr(example).encode()) % 3 > 0
