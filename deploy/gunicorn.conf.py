"""Settings of gunicorn, the other server that is supported: gunicorn --config deploy/gunicorn.conf.py wsgi:app."""

# Only the server in front reaches it, and its addresses are the only ones whose X-Forwarded-* headers count.
bind = "127.0.0.1:8000"
forwarded_allow_ips = "127.0.0.1,::1"

# One worker a core with a few threads: while one waits for the disk or for SQLite's lock, another answers.
# The heartbeat of threaded workers does not stop while a request runs, so a slow save is not taken for a hang.
worker_class = "gthread"
workers = 2
threads = 4

timeout = 30  # seconds without a sign of life before a worker is replaced
graceful_timeout = 10  # seconds that requests have to end in when the server stops
keepalive = 15  # the server in front keeps its connections open for less, so it never writes into a closed one

# Requests are counted so that memory that fragments over weeks is given back, not by all workers at once.
max_requests = 20_000
max_requests_jitter = 2_000

# Longer than any address of the site; the server in front has its own limits.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190

# From 25.1 gunicorn opens a control socket, which nothing here uses; --no-control-socket says the same.
control_socket_disable = True

worker_tmp_dir = "/dev/shm"  # noqa: S108 the heartbeat's file: on a disk it can stall a worker
accesslog = None  # the server in front writes one
errorlog = "-"
