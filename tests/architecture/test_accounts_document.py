"""docs/accounts.md says what the code does."""

import re
from pathlib import Path

from app.services.permissions import PERMISSIONS
from app.storage.models import Role

TEXT = (Path(__file__).parents[2] / "docs" / "accounts.md").read_text(encoding="utf-8")


def test_the_table_of_permissions_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| (\w+) \|" + r" (\w+) \|" * 4, TEXT, re.MULTILINE)
    assert rows == [
        ("action", *(role.value for role in Role)),
        *((action.value, *(reach.value for reach in reaches.values())) for action, reaches in PERMISSIONS.items()),
    ]
