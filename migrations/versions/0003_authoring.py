"""What the studio keeps: revisions, working copies, preview links, series, trash."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("folded", name=op.f("uq_series_folded")),
        sa.UniqueConstraint("slug", name=op.f("uq_series_slug")),
    )
    _extend_posts()
    _create_revisions()
    op.create_table(
        "working_copies",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_working_copies_author_id_authors")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_working_copies_post_id_posts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_working_copies_revision_id_revisions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "author_id", name=op.f("pk_working_copies")),
    )
    op.create_index(op.f("ix_working_copies_author_id"), "working_copies", ["author_id"])
    op.create_index(op.f("ix_working_copies_revision_id"), "working_copies", ["revision_id"])
    _create_preview_links()


def _extend_posts() -> None:
    with op.batch_alter_table("posts") as posts:
        posts.add_column(sa.Column("macros", sa.Text(), server_default=sa.text("''"), nullable=False))
        posts.add_column(sa.Column("cover_id", sa.Integer(), nullable=True))
        posts.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        posts.add_column(sa.Column("series_place", sa.Integer(), nullable=True))
        posts.add_column(sa.Column("trashed_at", sa.DateTime(timezone=True), nullable=True))
        posts.create_foreign_key(op.f("fk_posts_cover_id_media"), "media", ["cover_id"], ["id"])
        posts.create_foreign_key(op.f("fk_posts_series_id_series"), "series", ["series_id"], ["id"])
        posts.create_index(op.f("ix_posts_cover_id"), ["cover_id"])
        posts.create_index(op.f("ix_posts_series_id"), ["series_id"])


def _create_revisions() -> None:
    kinds = ("save", "publish", "autosave", "restore", "import", "conflict")
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*kinds, name="revisionkind", native_enum=False, create_constraint=True, length=16),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("branch", sa.String(length=64), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_revisions_author_id_authors")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_revisions_post_id_posts"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        sa.UniqueConstraint("post_id", "number", name=op.f("uq_revisions_post_id_number")),
        sa.UniqueConstraint("post_id", "version", name=op.f("uq_revisions_post_id_version")),
    )
    op.create_index(op.f("ix_revisions_author_id"), "revisions", ["author_id"])
    op.create_index(op.f("ix_revisions_post_id_author_id_branch"), "revisions", ["post_id", "author_id", "branch"])


def _create_preview_links() -> None:
    op.create_table(
        "preview_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_preview_links_author_id_authors")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_preview_links_post_id_posts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preview_links")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_preview_links_token_digest")),
    )
    op.create_index(op.f("ix_preview_links_author_id"), "preview_links", ["author_id"])
    op.create_index(op.f("ix_preview_links_post_id"), "preview_links", ["post_id"])


def downgrade() -> None:
    for table in ("preview_links", "working_copies", "revisions"):
        op.drop_table(table)
    with op.batch_alter_table("posts") as posts:
        for column, target in (("series_id", "series"), ("cover_id", "media")):
            posts.drop_index(op.f(f"ix_posts_{column}"))
            posts.drop_constraint(op.f(f"fk_posts_{column}_{target}"), type_="foreignkey")
        for column in ("trashed_at", "series_place", "series_id", "cover_id", "macros"):
            posts.drop_column(column)
    op.drop_table("series")
