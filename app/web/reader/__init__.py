"""What readers see: the route table of the public site."""

from flask import Blueprint

from app import database
from app.web import caching
from app.web.reader import archive, feeds, files, health, listings, posts, shelves, sitemap

blueprint = Blueprint("reader", __name__)
blueprint.before_request(database.serve_readers)
blueprint.after_request(caching.lasting)

blueprint.get("/", endpoint="home")(listings.home)
blueprint.get("/blog/", endpoint="blog")(listings.blog)
blueprint.get("/posts/<slug>", endpoint="post")(posts.post)
blueprint.get("/tags/", endpoint="tags")(shelves.tags)
blueprint.get("/tags/<slug>", endpoint="tag")(listings.tag)
blueprint.get("/categories/<slug>", endpoint="category")(listings.category)
blueprint.get("/authors/<name>", endpoint="author")(listings.author)
blueprint.get("/archive", endpoint="archive")(archive.newest)
blueprint.get("/archive/<int:year>", endpoint="year")(archive.year)
blueprint.get("/<slug>", endpoint="page")(posts.static_page)

blueprint.get("/feed.xml", endpoint="feed")(feeds.feed)
blueprint.get("/sitemap.xml", endpoint="sitemap")(sitemap.whole)
blueprint.get("/sitemap/<int:number>.xml", endpoint="sitemap_part")(sitemap.part)
blueprint.get("/robots.txt", endpoint="robots")(sitemap.robots)
blueprint.get("/media/<name>", endpoint="media")(files.picture)
blueprint.get("/favicon.svg", endpoint="favicon")(files.favicon)
blueprint.get("/favicon.ico", endpoint="old_favicon")(files.old_favicon)
blueprint.get("/healthz", endpoint="health")(health.health)
