"""Names as they are looked up."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from regtrack.model.instrument import normalise
from tests.rows import each_row
from tests.strategies import brief


@each_row("letter", map(chr, range(128)))
def test_every_letter_of_ascii(letter: str) -> None:
    """A name in ASCII goes the quick way; beside a letter that is not, the same one is looked up alike."""
    assert normalise(f"é{letter}é") == f"é{normalise(letter)}é"


@brief
@given(st.text(max_size=20))
def test_case_width_and_spacing_do_not_count(name: str) -> None:
    assert normalise(f" {name}-") == normalise(name) == normalise(normalise(name)) or not name.isascii()
    spread = unicodedata.normalize("NFKC", re.sub("[\ud800-\udfff]", "\ufffd", name)).casefold()
    assert not set(normalise(name)) - set(spread)
