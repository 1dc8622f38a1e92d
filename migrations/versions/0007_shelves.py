"""Listings are kept in their order and counted."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LAST_MOMENT = {"sqlite": "9999-12-30 00:00:00.000000", "postgresql": "9999-12-30 00:00:00+00"}
LAST_POST = 2**31 - 1
BLOCK = 2048

MEMBERS = {
    "all": "SELECT 0 AS subject_id, pinned, published_at, id AS post_id FROM posts WHERE {shown}",
    "time": "SELECT 0 AS subject_id, false AS pinned, published_at, id AS post_id FROM posts WHERE {shown}",
    "tag": "SELECT tag_id AS subject_id, pinned, published_at, id AS post_id "
    "FROM posts JOIN post_tags ON post_id = id WHERE {shown}",
    "category": "SELECT category_id AS subject_id, pinned, published_at, id AS post_id "
    "FROM posts WHERE {shown} AND category_id IS NOT NULL",
    "author": "SELECT author_id AS subject_id, pinned, published_at, id AS post_id FROM posts WHERE {shown}",
}
SHOWN = "kind = 'post' AND state = 'published'"

SHELVES = """
INSERT INTO shelves (kind, subject_id, size, pinned_size)
SELECT '{kind}', subject_id, count(*), sum(CASE WHEN pinned THEN 1 ELSE 0 END) FROM ({members}) AS members
GROUP BY subject_id
"""
ENTRIES = """
INSERT INTO shelf_entries (shelf_id, pinned, published_at, post_id)
SELECT shelves.id, pinned, CASE WHEN published_at > '{last}' THEN '{last}' ELSE published_at END, post_id
FROM ({members}) AS members JOIN shelves ON shelves.kind = '{kind}' AND shelves.subject_id = members.subject_id
ORDER BY 1, 2, 3, 4
"""
BLOCKS = """
INSERT INTO shelf_blocks (shelf_id, pinned, published_at, post_id, size)
SELECT shelf_id, pinned, CASE WHEN number = whole THEN '{last}' ELSE published_at END,
CASE WHEN number = whole THEN {last_post} ELSE post_id END, (number - 1) % {block} + 1
FROM (
  SELECT shelf_id, pinned, published_at, post_id,
  row_number() OVER (PARTITION BY shelf_id, pinned ORDER BY published_at, post_id) AS number,
  CASE WHEN pinned THEN pinned_size ELSE size - pinned_size END AS whole
  FROM shelf_entries JOIN shelves ON shelves.id = shelf_id
) AS numbered
WHERE number = whole OR number % {block} = 0
"""


def upgrade() -> None:
    op.create_table(
        "shelves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pinned_size", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('all', 'time', 'tag', 'category', 'author')", name=op.f("ck_shelves_shelfkind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelves")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_shelves_kind_subject_id")),
    )
    op.create_index(op.f("ix_shelves_kind_size_subject_id"), "shelves", ["kind", "size", "subject_id"])
    op.create_table(
        "shelf_entries",
        sa.Column("shelf_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("pinned", sa.Boolean(), nullable=False, autoincrement=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False, autoincrement=False),
        sa.Column("post_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("shelf_id", "pinned", "published_at", "post_id", name=op.f("pk_shelf_entries")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "shelf_blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shelf_id", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf_blocks")),
    )
    fill()
    op.create_index(op.f("ix_shelf_entries_post_id"), "shelf_entries", ["post_id"])
    order = ["shelf_id", "pinned", "published_at", "post_id", "size"]
    op.create_index("ix_shelf_blocks_order", "shelf_blocks", order, unique=True)
    op.create_index(op.f("ix_shelf_blocks_size"), "shelf_blocks", ["size"])
    desk = ["updated_at", "id", "state", "published_at", "author_id", "category_id"]
    op.create_index("ix_posts_desk", "posts", desk)


def fill() -> None:
    last = LAST_MOMENT[op.get_bind().dialect.name]
    for kind, members in MEMBERS.items():
        values = {"kind": kind, "members": members.format(shown=SHOWN), "last": last}
        op.execute(SHELVES.format(**values))
        op.execute(ENTRIES.format(**values))
    op.execute(BLOCKS.format(last=last, last_post=LAST_POST, block=BLOCK))


def downgrade() -> None:
    op.drop_index("ix_posts_desk", "posts")
    op.drop_table("shelf_blocks")
    op.drop_table("shelf_entries")
    op.drop_table("shelves")
