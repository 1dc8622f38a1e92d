#!/usr/bin/env bash
# Tries the deployment files here, without root and without touching the system: nginx with a certificate of its own in
# front of granian, then of gunicorn where GUNICORN=/path/to/gunicorn names one. Needs nginx, openssl, curl and `make run`
# once before. Prints a line for each thing it saw; ends with status 1 at the first that is not as it should be.
set -euo pipefail
cd "$(dirname "$0")/.."
top=$PWD
room=$(mktemp -d)
chmod 711 "$room" # where root runs this, the workers of nginx are somebody else, with folders of their own in it
https=18443
server=
trap 'kill $server $(cat "$room/nginx.pid" 2>/dev/null) 2>/dev/null || true; sleep 1; rm -rf "$room"' EXIT

see() { # what, pattern, text
  if ! grep -qiE "$2" <<<"$3"; then
    printf 'NOT SEEN  %s\n%s\n' "$1" "$3" >&2
    exit 1
  fi
  echo "seen      $1"
}
ask() { curl -sS --insecure --max-time 20 --resolve "blog.example.org:$https:127.0.0.1" "$@"; }
page() { ask "https://blog.example.org:$https$1" "${@:2}"; }
headers() { page "$1" -o "$room/body" -D - "${@:2}"; }

mkdir -p "$room/data"
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=blog.example.org \
  -keyout "$room/privkey.pem" -out "$room/fullchain.pem" 2>/dev/null
sed -e "s#/etc/ssl/blog.example.org#$room#; s#/srv/longwave#$top#; s#127.0.0.1:8000#127.0.0.1:18000#" \
  -e "s#listen 80;#listen 18080;#; s#listen 443#listen $https#; /listen \[::\]/d" \
  -e "s#/var/cache/longwave#$room/cache#; s#/var/log/nginx#$room#" \
  -e 's#server_tokens off;#& add_header X-Cache $upstream_cache_status always;#' deploy/nginx.conf >"$room/site.conf"
cat >"$room/nginx.conf" <<TXT
pid $room/nginx.pid;
error_log $room/error.log;
events { worker_connections 1024; }
http {
    access_log off;
    client_body_temp_path $room/t1; proxy_temp_path $room/t2; fastcgi_temp_path $room/t3;
    uwsgi_temp_path $room/t4; scgi_temp_path $room/t5;
    include $room/site.conf;
}
TXT
nginx -p "$room" -c "$room/nginx.conf" -t -q && echo "seen      nginx accepts the site"
nginx -p "$room" -c "$room/nginx.conf"

export LONGWAVE_ENVIRONMENT=production LONGWAVE_DATA_DIR="$room/data" LONGWAVE_TRUSTED_PROXIES=1
export LONGWAVE_SITE_URL="https://blog.example.org" LONGWAVE_SECRET_KEY="$(openssl rand -hex 32)"
.venv/bin/flask --app wsgi prepare >/dev/null

look() { # name of the server
  for _ in $(seq 100); do page /healthz -o /dev/null -f 2>/dev/null && break; sleep 0.2; done
  see "$1 answers through nginx" "HTTP/2 200" "$(headers /)"
  local answer post script
  answer=$(headers / -H 'Accept-Encoding: gzip')
  for name in content-security-policy x-content-type-options referrer-policy strict-transport-security; do
    see "$1: $name once" "^1$" "$(grep -ic "^$name:" <<<"$answer")"
  done
  see "$1: a page is compressed" "content-encoding: gzip" "$answer"
  see "$1: addresses come from the settings" 'rel="canonical" href="https://blog.example.org/"' "$(page /)"
  post=$(page / | grep -oE '/posts/[^"?#]+' | head -n 1)
  see "$1: a post ($post)" "HTTP/2 200" "$(headers "$post")"
  see "$1: a missing page is the site's own" "HTTP/2 404" "$(headers /nothing-here)"
  see "$1: with its policy" "frame-ancestors 'none'" "$(headers /nothing-here)"
  script=$(page "$post" | grep -oE '/static/reader-[^"]+\.js' | head -n 1)
  answer=$(headers "$script" -H 'Accept-Encoding: gzip')
  see "$1: a built file is kept for ever" "cache-control: public, max-age=31536000, immutable" "$answer"
  see "$1: from its compressed copy" "content-encoding: gzip" "$answer"
  see "$1: with its type" "content-type: text/javascript" "$answer"
  see "$1: with nosniff" "x-content-type-options: nosniff" "$answer"
  see "$1: a missing file is 404" "HTTP/2 404" "$(headers /static/nothing.js)"
  see "$1: no folder above is served" "HTTP/2 40[04]" "$(headers /static/../manifest.json --path-as-is)"
  see "$1: a body that is too large" "HTTP/2 413" "$(head -c 34700000 /dev/zero | headers / --data-binary @-)"
  see "$1: plain http leads to https" "location: https://blog.example.org/x" \
    "$(curl -sS -D - -o "$room/body" -H 'Host: blog.example.org' "http://127.0.0.1:18080/x")"
}

published() { # slug: brings in a post of that name
  mkdir -p "$room/posts" && printf -- '---\ntitle: %s\n---\nText.\n' "$1" >"$room/posts/$1.md"
  .venv/bin/flask --app wsgi import "$room/posts" >/dev/null 2>&1
}

# What nginx keeps of the application's pages, and what it must not.
keep() { # name of the server
  local mine=(-H 'Cookie: theme=dark; __Host-longwave=abc') gzip=(-H 'Accept-Encoding: gzip, deflate') answer
  # A page is compressed better for its second reader in each worker; afterwards its tag stays.
  for _ in {1..16}; do curl -sS -o "$room/body" "${gzip[@]}" -H 'Host: blog.example.org' http://127.0.0.1:18000/; done
  sleep 2.5
  headers / "${gzip[@]}" >"$room/first"
  answer=$(headers / "${gzip[@]}")
  see "$1: the second reader gets the page from nginx" "x-cache: HIT" "$answer"
  see "$1: as it was sent to the first" "^$(grep -i '^etag:' "$room/first" | tr -d '\r')" "$answer"
  see "$1: it is not changed for those who have it" "HTTP/2 304" \
    "$(headers / "${gzip[@]}" -H "If-None-Match: $(grep -i '^etag:' <<<"$answer" | tr -d '\r' | cut -d' ' -f2-)")"
  see "$1: another spelling of the same wish is the same copy" "x-cache: HIT" "$(headers / -H 'Accept-Encoding: GZIP;q=0.5')"
  see "$1: who wants no compression gets none" "^0$" "$(headers / -H 'Accept-Encoding: gzip;q=0' | grep -ci '^content-encoding:' || true)"
  see "$1: a session reaches the application" "x-cache: BYPASS" "$(headers / "${gzip[@]}" "${mine[@]}")"
  see "$1: another cookie does not" "x-cache: (HIT|STALE|UPDATING)" "$(headers / "${gzip[@]}" -H 'Cookie: longwaves=1')"
  headers /login >/dev/null
  see "$1: a private page is not kept" "x-cache: MISS" "$(headers /login)"
  see "$1: nor one that sets a cookie" "set-cookie: __Host-longwave=" "$(headers /login)"
  published "first-$1"
  sleep 2
  see "$1: what was published shows after two seconds" "/posts/first-$1" "$(page / "${gzip[@]}" --compressed)"
  sleep 3
  published "second-$1"
  see "$1: after a quiet time at once" "/posts/second-$1" "$(page / "${gzip[@]}" --compressed)"
}

(set -a && . deploy/granian.env && GRANIAN_PORT=18000 exec .venv/bin/flask --app wsgi serve) & server=$!
look granian
keep granian
kill "$server" && wait "$server" && echo "seen      granian ends cleanly"
see "while nothing runs, readers get the pages that nginx has" "HTTP/2 200" "$(headers / -H 'Accept-Encoding: gzip')"
see "others are told" "HTTP/2 502" "$(headers /archive)"

if [ -n "${GUNICORN:-}" ]; then
  "$GUNICORN" --config deploy/gunicorn.conf.py --bind 127.0.0.1:18000 wsgi:app & server=$!
  look gunicorn
  keep gunicorn
  kill "$server" && wait "$server" && echo "seen      gunicorn ends cleanly"
fi
