"""A service that dies at one chosen point: at a line of ours, or at a system call (by strace's fault injection).

Every life is a fork of one process that has imported everything, so that hundreds of points are cheap. A point is a
count and needs no knowledge of the code: "the 40th line executed", "the 3rd fdatasync of a thread".
"""

import json
import logging
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import Any

from benchmarks.delivery.campaign import Campaign, until

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "connect", "sendto", "sendmsg")
PLANNED, PUBLISHED = "posts.yaml: ", "is published"
"""What the service's log says then: only to know when it is worth asking `status`."""
_IMPORTED = ["scheduler.cli.service", "scheduler.cli.campaign", "scheduler.runner", "scheduler.assembly"]
_IMPORTED += ["scheduler.platforms.x", "scheduler.platforms.facebook", "sqlalchemy.dialects.sqlite"]
_OURS = f"{os.sep}scheduler{os.sep}"
_ELSEWHERE = re.compile(r"/(calendar_file|cli|cards|models|submissions)/|/(settings|text|checkup)\.py$")
"""Ours, but far from any delivery: reading posts.yaml alone is thousands of lines."""
_CALL = re.compile(r"^(\d+) +(\w+)\(")
_PATIENCE = 60.0
_forking = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Where to die: at the `nth` line of ours, or at the `nth` `call` of any one thread.

    `later`: calls are counted only once the delivery is planned and waits for its hour. `nth` 0: live on, and count.
    """

    nth: int
    call: str = ""
    later: bool = False

    def __str__(self) -> str:
        return f"{self.call or 'line'} {self.nth}{' after planning' if self.later else ''}"


def live(campaign: Campaign, point: Point | None = None) -> bool:
    """One life of the service, until its only delivery is published; True when it died at the point before that."""
    home, log = campaign.home(), campaign.home() / "log.txt"
    lines = point.nth if point and not point.call else None
    process = _forked(home, ["run"], campaign.environment, log, lines, bool(point and point.call and not point.later))
    strace = _strace(process, point, home) if point and point.call and not point.later else None
    try:
        if point and point.later:
            until(lambda: not process.is_alive() or PLANNED in _read(log), within=_PATIENCE, every=0.01)
            strace = _strace(process, point, home)
        until(lambda: not process.is_alive() or _is_published(campaign, log), within=_PATIENCE, every=0.02)
        return process.exitcode == -signal.SIGKILL
    finally:
        _end(process, politely=lines == 0)
        if strace:
            strace.communicate(timeout=_PATIENCE)


def state(campaign: Campaign) -> dict[str, dict[str, Any]]:
    """`scheduler status --json` by a fork."""
    told = campaign.home() / "status.txt"
    told.unlink(missing_ok=True)
    _end(_forked(campaign.home(), ["status", "--json"], campaign.environment, told), politely=None)
    text = _read(told)
    rows = json.loads(text[text.index("{") :])["deliveries"]
    return {f"{row['post']}/{row['channel']}": row for row in rows}


def lines_counted(campaign: Campaign) -> int:
    """How many lines a life that was to count them has executed."""
    return int(_read(campaign.home() / "lines.txt"))


def calls_counted(campaign: Campaign) -> dict[str, int]:
    """How many calls of each kind the busiest thread made, in a life that was to count them."""
    made = Counter(
        match.groups() for line in _read(campaign.home() / "calls.txt").splitlines() if (match := _CALL.match(line))
    )
    return {call: max((many for (_, name), many in made.items() if name == call), default=0) for call in CALLS}


def _is_published(campaign: Campaign, log: Path) -> bool:
    """By the log, or (it may have died between the ledger and the log) by asking, now and then."""
    if PUBLISHED in _read(log):
        return True
    if int(time.monotonic() * 50) % 25 or PLANNED not in _read(log):
        return False
    return {row["state"] for row in state(campaign).values()} == {"published"}


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""


def _strace(process: BaseProcess, point: Point, home: Path) -> "subprocess.Popen[bytes]":
    inject = ["-e", f"inject={point.call}:signal=KILL:when={point.nth}"] if point.nth else []
    traced = ["-e", "trace=" + (point.call if point.nth else ",".join(CALLS))]
    command = ["strace", "-f", "-q", "-o", str(home / "calls.txt"), *traced, *inject, "-p", str(process.pid)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _end(process: BaseProcess, *, politely: bool | None) -> None:
    """`politely`: with SIGTERM, so that it writes down its count; None: by itself."""
    if politely:
        assert process.pid is not None
        os.kill(process.pid, signal.SIGTERM)
    if politely is not False:
        process.join(_PATIENCE)
    process.kill()
    process.join()


# --- inside the fork --------------------------------------------------------------------------------------------------


def _forked(
    home: Path,
    command: list[str],
    environment: dict[str, str],
    log: Path,
    die_at_line: int | None = None,
    traced: bool = False,
) -> BaseProcess:
    context = multiprocessing.get_context("forkserver")
    with _forking:
        context.set_forkserver_preload(_IMPORTED)
        process = context.Process(target=_run, args=(home, command, environment, log, die_at_line, traced))
        process.start()
    return process


def _run(
    home: Path, command: list[str], environment: dict[str, str], log: Path, die_at_line: int | None, traced: bool
) -> None:
    """The service, as `scheduler -C HOME COMMAND` would run it."""
    from scheduler.cli import main

    os.environ.update(environment)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for descriptor in (1, 2):
        os.dup2(output, descriptor)
    while traced and "TracerPid:\t0\n" in Path("/proc/self/status").read_text():
        time.sleep(0.005)
    lines = _Lines(die_at_line or sys.maxsize)
    if die_at_line is not None:
        threading.settrace(lines.enter)
        sys.settrace(lines.enter)
    try:
        main(["-C", str(home), *command], prog_name="scheduler", standalone_mode=False)
    finally:
        sys.settrace(None)
        (home / "lines.txt").write_text(str(lines.until_published))


class _Lines(logging.Handler):
    """Kills this process at a line of ours; told by the log, it knows how many there were until its delivery was out.

    After that it looks once a second for what there may be: on a busy machine that is as many lines again.
    """

    def __init__(self, last: int) -> None:
        super().__init__()
        self.executed = self.until_published = 0
        self._last = last
        logging.getLogger("scheduler.publisher").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        if PUBLISHED in record.getMessage():
            self.until_published = self.until_published or self.executed

    def enter(self, frame: FrameType, _event: str, _argument: object) -> Any:
        name = frame.f_code.co_filename
        return self._line if _OURS in name and not _ELSEWHERE.search(name) else None

    def _line(self, _frame: FrameType, event: str, _argument: object) -> Any:
        if event == "line":
            self.executed += 1
            if self.executed == self._last:
                os.kill(os.getpid(), signal.SIGKILL)
        return self._line
