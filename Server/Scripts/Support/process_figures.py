##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""What a process takes, as Linux says."""

import os
import re


def memory(process, figure="VmRSS"):
    """The KiB that it has in memory, or has had at most: VmHWM."""
    with open(f"/proc/{process.pid}/status", encoding="utf-8") as status:
        return int(re.search(rf"{figure}:\s+(\d+)", status.read()).group(1))


def processor_seconds(process):
    """The seconds that it has computed."""
    with open(f"/proc/{process.pid}/stat", encoding="utf-8") as stat:
        # The name, which may hold anything, ends with the last parenthesis.
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def descriptors(process):
    """How many files and connections it has open."""
    return len(os.listdir(f"/proc/{process.pid}/fd"))


def slope(points):
    """The growth of the line through the points, by least squares."""
    count = len(points)
    middle = (sum(x for x, _ in points) / count, sum(y for _, y in points) / count)
    width = sum((x - middle[0]) ** 2 for x, _ in points)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in points) / width if width else 0.0
