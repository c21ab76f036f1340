"""How much memory did a process need at most?

What the system counts as a process's largest size begins, on Linux, with that of the process
that started it. So here the kernel's mark of this program alone is read; and a whole command
is started by a process that is small itself.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")
MARK = "VmHWM:"

STARTER = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run(
    sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
)
seconds = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([done.returncode, seconds, peak, done.stderr[-3000:]]))
"""


def peak_megabytes() -> float:
    """Give the largest size of this process so far, in megabytes of 1,048,576 bytes."""
    if STATUS.exists():
        for line in STATUS.read_text(encoding="ascii").splitlines():
            if line.startswith(MARK):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(command: list[str]) -> tuple[float, float]:
    """Run a command; give wall seconds and the largest size of it alone, in megabytes."""
    starter = [sys.executable, "-S", "-c", STARTER, *command]
    said = subprocess.run(starter, check=True, capture_output=True, text=True).stdout
    code, seconds, kilobytes, error = json.loads(said)
    if code:
        raise RuntimeError(f"{' '.join(command[:2])} failed:\n{error}")
    return seconds, kilobytes / 1024
