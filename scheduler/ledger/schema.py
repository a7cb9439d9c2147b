"""Makes the tables, and what a later version of us added to them."""

import sqlalchemy as sa

from scheduler.ledger.tables import tables


def is_older(connection: sa.Connection) -> bool:
    """Whether a table or a column is missing: it is new, or an earlier version of us made it."""
    return any(table not in _known(connection) or _missing(connection, table) for table in tables.tables)


def bring_up_to_date(connection: sa.Connection) -> None:
    tables.create_all(connection)
    for name in tables.tables:
        for column in _missing(connection, name):
            kind = column.type.compile(connection.dialect)
            nothing = {sa.Text: "''", sa.Boolean: "FALSE"}.get(type(column.type), "0")
            default = "" if column.nullable else f" NOT NULL DEFAULT {nothing}"
            connection.exec_driver_sql(f'ALTER TABLE {name} ADD COLUMN "{column.name}" {kind}{default}')


def _known(connection: sa.Connection) -> list[str]:
    return sa.inspect(connection).get_table_names()


def _missing(connection: sa.Connection, table: str) -> list[sa.Column[object]]:
    known = {column["name"] for column in sa.inspect(connection).get_columns(table)}
    return [column for column in tables.tables[table].c if column.name not in known]
