"""Statements that are compiled once and then given to the driver: rows as plain tuples, without SQLAlchemy between.

For a statement that finds a few rows by an index, SQLAlchemy's bookkeeping costs ten times what the database does.
Only what is asked for with each of the readers' pages is worth going round it; it must be a statement that is made
once, for what is remembered of it is found by its identity. The types of its columns and parameters hold as ever, the
events of cursors are told, and what the driver raises becomes what SQLAlchemy would have raised.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import Dialect

Row = tuple[Any, ...]
Process = Callable[[Any], Any]

MOST_STATEMENTS = 512
"""Forms that are remembered: each statement once for an engine and for a number of elements in its lists."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement for a dialect: its text, the names of its parameters in order, and what the types do.

    `bound` are the values that stand in the statement itself; of a list each element is a parameter.
    """

    text: str
    names: tuple[str, ...]
    bound: Mapping[str, Any]
    incoming: tuple[tuple[str, Process], ...]
    outgoing: tuple[tuple[int, Process], ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    is_positional: bool


def rows(connection: sa.Connection, statement: sa.Select[*tuple[Any, ...]], values: Mapping[str, Any]) -> list[Row]:
    """The rows that a statement finds with these values of its parameters, each a tuple in the order of its columns.

    Raises what `connection.execute` raises.
    """
    lengths = tuple((name, len(value)) for name, value in values.items() if isinstance(value, list | tuple))
    prepared = _prepared(statement, connection.dialect, lengths)
    found = _run(connection, prepared.text, _parameters(prepared, values))
    return [_processed(row, prepared.outgoing) for row in found] if prepared.outgoing else found


def first(connection: sa.Connection, statement: sa.Select[*tuple[Any, ...]], values: Mapping[str, Any]) -> Row | None:
    """The first of `rows`, None if there is none; for statements that find one at most."""
    return next(iter(rows(connection, statement, values)), None)


def _run(connection: sa.Connection, text: str, parameters: Any) -> list[Row]:
    driver: Any = connection.connection.driver_connection
    try:
        cursor = driver.cursor()
        connection.dispatch.before_cursor_execute(connection, cursor, text, parameters, None, False)  # noqa: FBT003 - the signature is SQLAlchemy's
        found: list[Row] = cursor.execute(text, parameters).fetchall()
        connection.dispatch.after_cursor_execute(connection, cursor, text, parameters, None, False)  # noqa: FBT003
    except connection.dialect.loaded_dbapi.Error as error:
        raise _wrapped(connection, driver, error, text, parameters) from error
    cursor.close()
    return found


def _wrapped(connection: sa.Connection, driver: Any, error: Exception, text: str, parameters: Any) -> BaseException:
    """What the driver raised as SQLAlchemy's; a connection that was lost is not used again."""
    dialect = connection.dialect
    is_lost = dialect.is_disconnect(error, driver, None)  # type: ignore[arg-type] # the driver's error, whatever driver
    if is_lost:
        connection.invalidate(error)
    base = dialect.loaded_dbapi.Error
    return sa.exc.DBAPIError.instance(text, parameters, error, base, connection_invalidated=is_lost, dialect=dialect)


def _parameters(prepared: _Prepared, values: Mapping[str, Any]) -> Any:
    """The values as the driver takes them."""
    given = {**prepared.bound, **values}
    for name, parts in prepared.lists:
        given.update(zip(parts, given.pop(name), strict=True))
    for name, process in prepared.incoming:
        given[name] = process(given[name])
    return [given[name] for name in prepared.names] if prepared.is_positional else given


def _processed(row: Row, outgoing: Sequence[tuple[int, Process]]) -> Row:
    values = list(row)
    for place, process in outgoing:
        values[place] = process(values[place])
    return tuple(values)


@lru_cache(maxsize=MOST_STATEMENTS)
def _prepared(
    statement: sa.Select[*tuple[Any, ...]], dialect: Dialect, lengths: tuple[tuple[str, int], ...]
) -> _Prepared:
    compiled: Any = statement.compile(dialect=dialect)
    state = compiled.construct_expanded_state(_example(compiled, lengths))
    lists = {name: tuple(parts) for name, parts in state.parameter_expansion.items()}
    types = {name: bind.type for name, bind in compiled.binds.items()}
    for name, parts in lists.items():
        types.update(dict.fromkeys(parts, types[name]))
    incoming = {name: kind.dialect_impl(dialect).bind_processor(dialect) for name, kind in types.items()}
    kinds = [column.type for column in statement.selected_columns]
    outgoing = [kind.dialect_impl(dialect).result_processor(dialect, None) for kind in kinds]
    names = tuple(state.positiontup or state.parameters)
    bound = {name: bind.value for name, bind in compiled.binds.items() if not bind.required and name not in lists}
    return _Prepared(
        text=state.statement,
        names=names,
        bound=bound,
        incoming=tuple((name, process) for name, process in incoming.items() if process and name in names),
        outgoing=tuple((place, process) for place, process in enumerate(outgoing) if process),
        lists=tuple(lists.items()),
        is_positional=bool(state.positiontup),
    )


def _example(compiled: Any, lengths: tuple[tuple[str, int], ...]) -> dict[str, Any]:
    """Values that give each list its length; nothing else about them matters."""
    needed = {name: None for name, bind in compiled.binds.items() if bind.required}
    return {**needed, **{name: [None] * length for name, length in lengths}}
