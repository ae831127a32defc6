"""Closes conversations that nobody has answered for a week."""

import os

import psycopg

DATABASE = os.environ["DATABASE_URL"]
QUIET = os.getenv("QUIET_HOURS", "22-06")


def close_stale() -> int:
    with psycopg.connect(DATABASE) as connection:
        return connection.execute("update conversations set open = false where stale").rowcount


if __name__ == "__main__":
    print(f"{close_stale()} closed, quiet from {QUIET}")
