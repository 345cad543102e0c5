"""One run of a command with what it took: shared by the scripts of this folder."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from typing import IO, NamedTuple


class Run(NamedTuple):
    wall: float  # seconds
    user: float  # seconds
    system: float  # seconds
    faults: int  # pages that were touched first
    peak: int  # bytes resident at most
    digest: str  # of standard output
    errors: str  # what it wrote to standard error

    @property
    def cpu(self) -> float:
        return self.user + self.system


def run(command: list[str]) -> Run:
    """Ends this process when the command fails; 1, "nothing found", is no failure."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        return finish(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors), command,
                      start, errors)


def finish(child: subprocess.Popen, command: list[str], start: float, errors: IO[bytes]) -> Run:
    digest = hashlib.sha256()
    assert child.stdout is not None
    while chunk := child.stdout.read(1 << 20):
        digest.update(chunk)
    _, status, usage = os.wait4(child.pid, 0)
    if (code := os.waitstatus_to_exitcode(status)) not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit {code}")
    errors.seek(0)
    return Run(time.perf_counter() - start, usage.ru_utime, usage.ru_stime, usage.ru_minflt,
               usage.ru_maxrss * 1024, digest.hexdigest(), errors.read().decode(errors="replace"))
