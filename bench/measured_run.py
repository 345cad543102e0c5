"""One run of a command with what it took: shared by the scripts of this folder."""

import hashlib
import os
import subprocess
import sys
import time
from typing import NamedTuple


class Run(NamedTuple):
    wall: float  # seconds
    cpu: float  # seconds, user and system
    peak: int  # bytes resident at most
    digest: str  # of standard output


def run(command: list[str]) -> Run:
    """Ends this process when the command fails; 1, "nothing found", is no failure."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    digest = hashlib.sha256()
    assert child.stdout is not None
    while chunk := child.stdout.read(1 << 20):
        digest.update(chunk)
    _, status, usage = os.wait4(child.pid, 0)
    if (code := os.waitstatus_to_exitcode(status)) not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit {code}")
    return Run(time.perf_counter() - start, usage.ru_utime + usage.ru_stime,
               usage.ru_maxrss * 1024, digest.hexdigest())
