"""What the media library knows: descriptions, who brought a picture and when, smaller forms, deleted pictures."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("media") as media:
        media.add_column(sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False))
        media.add_column(sa.Column("uploader_id", sa.Integer(), nullable=True))
        media.add_column(sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=True))
        media.create_foreign_key(op.f("fk_media_uploader_id_authors"), "authors", ["uploader_id"], ["id"])
        media.create_index(op.f("ix_media_uploader_id"), ["uploader_id"])
    op.create_table(
        "media_variants",
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("byte_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_media_variants_media_id_media"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("media_id", "width", name=op.f("pk_media_variants")),
    )
    op.create_index(op.f("ix_media_variants_digest"), "media_variants", ["digest"])
    with op.batch_alter_table("post_media") as ties:
        ties.alter_column("media_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM post_media WHERE media_id IS NULL")
    with op.batch_alter_table("post_media") as ties:
        ties.alter_column("media_id", existing_type=sa.Integer(), nullable=False)
    op.drop_table("media_variants")
    with op.batch_alter_table("media") as media:
        media.drop_index(op.f("ix_media_uploader_id"))
        media.drop_constraint(op.f("fk_media_uploader_id_authors"), type_="foreignkey")
        for column in ("uploaded_at", "uploader_id", "description"):
            media.drop_column(column)
