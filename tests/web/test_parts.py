"""Parts of pages are kept within bounds, and those that are shown stay."""

from app.web import kept


def test_a_part_that_is_shown_stays_while_others_come_and_go() -> None:
    parts = kept.Parts()
    parts.put("first", "shown again and again")
    for number in range(2 * kept.MOST_PARTS):
        parts.put(number, str(number))
        parts.get("first")
    assert len(parts) == kept.MOST_PARTS
    assert parts.get("first") == "shown again and again"
    assert parts.get(0) is None


def test_all_parts_together_have_a_bound() -> None:
    parts = kept.Parts()
    for number in range(2 * kept.MOST_CHARACTERS // kept.LONGEST_PART):
        parts.put(number, "x" * kept.LONGEST_PART)
    assert len(parts) == kept.MOST_CHARACTERS // kept.LONGEST_PART
    parts.put("small", "x")
    assert parts.get("small") == "x"


def test_a_part_that_is_too_long_is_not_kept() -> None:
    parts = kept.Parts()
    parts.put("long", "x" * (kept.LONGEST_PART + 1))
    assert len(parts) == 0


def test_a_part_that_is_made_twice_counts_once() -> None:
    parts = kept.Parts()
    for _ in range(2 * kept.MOST_CHARACTERS // kept.LONGEST_PART):
        parts.put("same", "x" * kept.LONGEST_PART)
    assert len(parts) == 1
    parts.put("other", "y")
    assert parts.get("same") is not None
