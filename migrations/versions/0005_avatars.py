"""Authors have a picture of themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("authors") as authors:
        authors.add_column(sa.Column("avatar_id", sa.Integer(), nullable=True))
        authors.create_foreign_key(op.f("fk_authors_avatar_id_media"), "media", ["avatar_id"], ["id"])
        authors.create_index(op.f("ix_authors_avatar_id"), ["avatar_id"])


def downgrade() -> None:
    with op.batch_alter_table("authors") as authors:
        authors.drop_index(op.f("ix_authors_avatar_id"))
        authors.drop_constraint(op.f("fk_authors_avatar_id_media"), type_="foreignkey")
        authors.drop_column("avatar_id")
