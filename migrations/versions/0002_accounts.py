"""Authors log in: roles, passwords, sessions, invitations."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROLES = ("owner", "editor", "author", "contributor")


def upgrade() -> None:
    # Written out, because Alembic would copy the whole table for the check on SQLite; both databases know these words.
    allowed = ", ".join(f"'{role}'" for role in ROLES)
    op.execute(
        f"ALTER TABLE authors ADD COLUMN role VARCHAR(16) CONSTRAINT ck_authors_role CHECK (role IN ({allowed}))"
    )
    op.add_column("authors", sa.Column("password_hash", sa.String(length=255), nullable=True))
    op.add_column("authors", sa.Column("language", sa.String(length=35), nullable=True))
    op.add_column("authors", sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True))
    create_sessions()
    create_invitations()


def create_sessions() -> None:
    op.create_table(
        "author_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("authenticated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("device", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["authors.id"], name=op.f("fk_author_sessions_author_id_authors"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author_sessions")),
        sa.UniqueConstraint("digest", name=op.f("uq_author_sessions_digest")),
    )
    op.create_index(op.f("ix_author_sessions_author_id"), "author_sessions", ["author_id"])


def create_invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column(
            "role",
            sa.Enum(*ROLES, name="role", native_enum=False, create_constraint=True, length=16),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["authors.id"], name=op.f("fk_invitations_author_id_authors"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["authors.id"], name=op.f("fk_invitations_invited_by_id_authors"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("digest", name=op.f("uq_invitations_digest")),
    )
    op.create_index(op.f("ix_invitations_author_id"), "invitations", ["author_id"])
    op.create_index(op.f("ix_invitations_invited_by_id"), "invitations", ["invited_by_id"])


def downgrade() -> None:
    op.drop_table("invitations")
    op.drop_table("author_sessions")
    # A later migration copies the table on SQLite, where the check then stands beside its column.
    with op.batch_alter_table("authors") as authors:
        authors.drop_constraint(op.f("ck_authors_role"), type_="check")
        for column in ("deactivated_at", "language", "password_hash", "role"):
            authors.drop_column(column)
