"""Runs migrations on the engine that was handed over (app/storage/schema.py), or on that of the settings."""

import sqlalchemy as sa
from alembic import context

from app.config import load_settings
from app.storage.engine import changing_schema, make_engine
from app.storage.models import Base


def migrate(engine: sa.Engine) -> None:
    with changing_schema(engine) as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            compare_server_default=True,
        )
        with context.begin_transaction():  # the one that is open already
            context.run_migrations()


handed_over = context.config.attributes.get("engine")
if handed_over is not None:
    migrate(handed_over)
else:
    own = make_engine(load_settings().database_url)
    migrate(own)
    own.dispose()
