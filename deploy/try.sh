#!/usr/bin/env bash
# Tries the deployment files here, without root and without touching the system: nginx with a certificate of its own in
# front of granian, then of gunicorn where GUNICORN=/path/to/gunicorn names one. Needs nginx, openssl, curl and `make run`
# once before. Prints a line for each thing it saw; ends with status 1 at the first that is not as it should be.
set -euo pipefail
cd "$(dirname "$0")/.."
top=$PWD
room=$(mktemp -d)
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
  -e "s#listen 80;#listen 18080;#; s#listen 443#listen $https#; /listen \[::\]/d" deploy/nginx.conf >"$room/site.conf"
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

(set -a && . deploy/granian.env && GRANIAN_PORT=18000 exec .venv/bin/flask --app wsgi serve) & server=$!
look granian
kill "$server" && wait "$server" && echo "seen      granian ends cleanly"

if [ -n "${GUNICORN:-}" ]; then
  "$GUNICORN" --config deploy/gunicorn.conf.py --bind 127.0.0.1:18000 wsgi:app & server=$!
  look gunicorn
  kill "$server" && wait "$server" && echo "seen      gunicorn ends cleanly"
fi
