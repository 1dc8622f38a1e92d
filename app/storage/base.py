"""The declarative base: constraint names, column types used again and again, moments in UTC."""

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, mapped_column

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class UTCDateTime(sa.types.TypeDecorator[datetime]):
    """A moment: goes in aware, is kept in UTC, comes back aware in UTC. A naive datetime is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """SQLite keeps moments as text without a zone, so they must all be in the same one to compare."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """PostgreSQL answers in the time zone of its session, SQLite without one."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Line(sa.types.TypeDecorator[str]):
    """A text of limited length, in characters, that both databases can keep.

    PostgreSQL has no U+0000 and UTF-8 no lone surrogates; both become U+FFFD, as CommonMark (§2.3) reads the first.
    So an address with such a character in it is merely one that nothing has.
    """

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """What stands in the place of the text."""
        return None if value is None else _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)


class LongText(Line):
    """A text of any length that both databases can keep."""

    impl = sa.Text
    cache_ok = True


def enum_by_value(kind: type[StrEnum]) -> sa.Enum:
    """A column type that keeps the values of an enum as text, checked by the database."""
    return sa.Enum(
        kind,
        name=kind.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )


LARGEST_KEY = 2**31 - 1
"""What PostgreSQL's integer holds; no row has a larger key."""

NAME_LENGTH = 200

LANGUAGE_LENGTH = 35
"""RFC 5646 §4.4.1: longer tags need not be supported."""

Key = Annotated[int, mapped_column(primary_key=True)]
Slug = Annotated[str, mapped_column(Line(200))]
Name = Annotated[str, mapped_column(Line(NAME_LENGTH))]
LanguageTag = Annotated[str, mapped_column(Line(LANGUAGE_LENGTH))]
Text = Annotated[str, mapped_column(LongText())]
Moment = Annotated[datetime, mapped_column(UTCDateTime())]
Document = Annotated[list[dict[str, Any]], mapped_column(sa.JSON())]


class Base(DeclarativeBase):
    """The base of every table; constraints are named by convention so that migrations can name them again."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
