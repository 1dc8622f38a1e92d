"""The picture above a post: chosen in its settings, shown to readers, and where the post is shared."""

import re

from flask import Flask

from tests.web.studio.desk import Writer, post_of
from tests.web.studio.test_pictures import uploaded

DIGEST = re.compile(r"[0-9a-f]{64}")


def with_cover(anna: Writer) -> tuple[int, str]:
    """Return a published post with a cover, and the cover's address."""
    address = uploaded(anna.person)
    post_id = anna.begin()
    cover = DIGEST.findall(address)[0]
    anna.save(post_id, title="T", source="x", settings={"slug": "t", "cover": cover}, version=1)
    anna.publish(post_id)
    return post_id, address


def test_readers_see_it_and_those_who_share_the_post(studio: Flask) -> None:
    _, address = with_cover(Writer(studio, "anna"))
    page = studio.test_client().get("/posts/t").text
    assert re.search(
        rf'<img class="post-cover" src="{address}" srcset="[^"]*{address} \d+w" [^>]*width="\d+" height=', page
    )
    assert re.search(rf'property="og:image" content="[^"]+{address}"', page)


def test_the_editor_offers_the_library_and_shows_what_was_chosen(studio: Flask) -> None:
    anna = Writer(studio, "anna")
    post_id, address = with_cover(anna)
    page = anna.person.get(f"/studio/posts/{post_id}").text
    digest = DIGEST.findall(address)[0]
    assert re.search(rf'<option value="{digest}" data-url="/media/[^"]+" selected>wave\.png</option>', page)
    assert re.search(r'<option value="">[^<]+</option>', page)


def test_a_post_without_one_shows_none(studio: Flask) -> None:
    anna = Writer(studio, "anna")
    post_id, _ = with_cover(anna)
    anna.save(post_id, settings={"cover": ""}, version=post_of(studio, post_id).version)
    anna.publish(post_id, update=True)
    assert "post-cover" not in studio.test_client().get("/posts/t").text
