"""Runs one job in a child process and tells its wall seconds, CPU seconds and peak memory."""

import os
import time
from typing import Callable, NamedTuple


class Figures(NamedTuple):
    seconds: float
    cpu: float
    peak_mb: float
    status: int


def in_child(job: Callable[[], None]) -> Figures:
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            job()
            status = 0
        except BaseException as error:  # the parent must hear of everything
            print(f"  {type(error).__name__}: {error}", flush=True)
        finally:
            os._exit(status)
    _, status, usage = os.wait4(child, 0)
    return Figures(time.perf_counter() - start, usage.ru_utime + usage.ru_stime,
                   usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))


def command(arguments: list[str], output: str) -> Callable[[], None]:
    def job() -> None:
        file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(file, 1)
        os.execv(arguments[0], arguments)
    return job
