"""One run of NAME. An exception ends it with a code that is not 0, and it is tried again."""

import json
import sys
import time


def log(level, message, **fields):
    """Writes one line of JSON, as every app does."""
    print(json.dumps({"level": level, "time": time.time(), "name": "NAME", "msg": message, **fields}), flush=True)


def run():
    log("info", "done")


if __name__ == "__main__":
    sys.exit(run())
