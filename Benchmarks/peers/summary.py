##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##
"""Prints the medians and ratios of the raw results of Benchmarks/compare."""

import csv
import statistics
import sys

with open(sys.argv[1], newline="") as file:
    rows = list(csv.DictReader(file, delimiter="\t"))

rates = {}
allocations = {}
for row in rows:
    if not row["per_second"]:
        sys.exit(f"compare: {row['client']} gave no rate in round {row['round']} ({row['method']})")
    rates.setdefault((row["client"], row["method"]), []).append(int(row["per_second"]))
    if row["allocations"]:
        allocations.setdefault(row["client"], []).append(float(row["allocations"]))
medians = {key: statistics.median(values) for key, values in rates.items()}
clients = list(dict.fromkeys(row["client"] for row in rows))

print(f"{'client':<20}{'GET/s':>10}{'of wrk':>8}{'spread':>8}{'POST/s':>10}{'of wrk':>8}{'spread':>8}{'allocations':>13}")
for client in clients:
    line = f"{client:<20}"
    for method in ("GET", "POST"):
        values = rates.get((client, method))
        if not values:
            continue
        median, reference = medians[client, method], medians.get(("wrk", method))
        ratio = f"{median / reference:8.2f}" if reference else f"{'':>8}"
        line += f"{median:>10.0f}{ratio}{(max(values) - min(values)) / median:>8.0%}"
    if (client, "-") in medians:
        line += f"{medians[client, '-']:>10.0f}{'':>42}"
    if client in allocations:
        line += f"{statistics.median(allocations[client]):>13.1f}"
    print(line)


def worse(client, reference):
    ratios = [
        medians[client, method] / medians[reference, method]
        for method in ("GET", "POST")
        if (client, method) in medians and medians.get((reference, method))
    ]
    return f"{min(ratios):.2f}" if ratios else "-"


print(f"raw results: {sys.argv[1]}")
print(
    f"compare: raw/wrk={worse('raw', 'wrk')} scanning/wrk={worse('scanning', 'wrk')} raw/ffuf={worse('raw', 'ffuf')} "
    f"raw/ahc={worse('raw', 'async-http-client')} inprocess_per_s={medians.get(('in-process', '-'), 0):.0f}"
)
