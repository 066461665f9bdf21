"""What tells whether something is still as a form showed it, so that nobody saves over somebody else's change."""

import hashlib
import json

LENGTH = 16  # characters


def of(*shown: object) -> str:
    """A digest of everything that the form shows and can change."""
    return hashlib.sha256(json.dumps(shown, default=str).encode()).hexdigest()[:LENGTH]
