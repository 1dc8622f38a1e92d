"""Runs migrations on the engine that was handed over, or on that of the settings."""

from alembic import context
from sqlalchemy import Connection

from app.config import load_settings
from app.storage.engine import make_engine
from app.storage.models import Base


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    migrate(handed_over)
else:
    with make_engine(load_settings().database_url).begin() as connection:
        migrate(connection)
