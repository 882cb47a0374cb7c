"""What NAME does: an HTTP service with health, metrics and a drain, on the standard library alone."""

import json
import os
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

draining = threading.Event()
requests = {}
lock = threading.Lock()


def log(level, message, **fields):
    """Writes one line of JSON, as every app does."""
    print(json.dumps({"level": level, "time": time.time(), "name": "NAME", "msg": message, **fields}), flush=True)


def answer(path):
    """The status and the body for a path."""
    if path == "/healthz":
        return 200, {"status": "ok"}
    if path == "/readyz":
        return (503, {"status": "draining"}) if draining.is_set() else (200, {"status": "ok"})
    if path in ("/", "/hello"):
        return 200, {"hello": "from NAME"}
    return 404, {"error": "no such path"}


def metrics():
    """Prometheus' text format, https://prometheus.io/docs/instrumenting/exposition_formats/"""
    with lock:
        rows = [f'http_requests_total{{code="{code}"}} {count}' for code, count in sorted(requests.items())]
    return "\n".join(["# TYPE http_requests_total counter", *rows, ""])


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body leave in one packet: of two, the second would wait 40 ms for the first one's acknowledgement.
    wbufsize = -1

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/metrics":
            status, content, kind = 200, metrics().encode(), "text/plain; version=0.0.4"
        else:
            status, body = answer(path)
            content, kind = json.dumps(body).encode(), "application/json"
            with lock:
                requests[status] = requests.get(status, 0) + 1
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        # Who answered: a rehearsal counts what each version got.
        self.send_header("X-App-Version", os.environ.get("APP_VERSION", ""))
        self.send_header("X-Pod", os.environ.get("POD_NAME", ""))
        if draining.is_set():
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """Health checks and requests are counted, not logged."""


class Server(ThreadingHTTPServer):
    # Requests in flight are answered before the process ends.
    daemon_threads = False


def serve(port, host=""):
    return Server((host, port), Handler)


def main():
    # All addresses of the pod, unless one is named: a rehearsal gives each pod its own.
    server = serve(int(os.environ.get("PORT", "8080")), os.environ.get("REHEARSAL_POD_IP", ""))

    def drain(*_):
        draining.set()
        log("info", "draining")
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, drain)
    signal.signal(signal.SIGINT, drain)
    log("info", "listening", port=server.server_address[1])
    server.serve_forever()
    server.server_close()
    log("info", "drained")
    return 0


if __name__ == "__main__":
    sys.exit(main())
