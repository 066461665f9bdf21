"""Any text whatever, as hypothesis makes it up.

Its own `text()` first tries for each character there is whether UTF-8 has it: three seconds to find out what `Cs` says.
"""

from hypothesis import strategies as st

CHARACTERS = st.characters(exclude_categories=["Cs"])
