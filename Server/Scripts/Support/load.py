##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""The body of Server/Scripts/figures load: VENTI-SERVER HELLO-SERVER PYTHON ROUNDS SECONDS.

Every server is pinned to the first core and wrk to the last, one load after the other, in rounds that go through all of them.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

import process_figures
import toy_api
from running_server import UNLIMITED, RunningServer

binary, hello, python, rounds, seconds = sys.argv[1:4] + [int(sys.argv[4]), int(sys.argv[5])]
here = os.path.dirname(os.path.abspath(__file__))
cores = sorted(os.sched_getaffinity(0))
server_core, client_core = str(cores[0]), str(cores[-1])
pinned = ("taskset", "--cpu-list", server_core)


def wrk(url, token=None, body=None, idle=0.5):
    """Requests per second and the 99th percentile in milliseconds; an answer that is no success ends everything."""
    command = ["taskset", "--cpu-list", client_core, "wrk", "--threads", "2", "--connections", "32", "--latency",
               "--duration", f"{seconds}s"]
    if token:
        command += ["--header", "Authorization: Bearer " + token]
    with tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False) as script:
        if body is not None:
            script.write('wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\n')
            script.write(f"wrk.body = [==[{json.dumps(body)}]==]\n")
    output = subprocess.run([*command, "--script", script.name, url], capture_output=True, text=True, check=True).stdout
    os.unlink(script.name)
    if "Non-2xx" in output or "Socket errors" in output:
        raise SystemExit(f"load: {url}: not every request was answered well:\n{output}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", output).groups()
    time.sleep(idle)
    return rate, float(number) * {"us": 0.001, "ms": 1, "s": 1_000}[unit]


def started(command, folder, **variables):
    """A process that says where it listens, and its URL."""
    path = os.path.join(folder, os.path.basename(command[-1]) + ".out")
    with open(path, "wb") as output:
        process = subprocess.Popen([*pinned, *command], stdout=output, stderr=subprocess.DEVNULL,
                                   stdin=subprocess.DEVNULL, env={**os.environ, **variables})
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with open(path, encoding="utf-8", errors="replace") as lines:
            found = re.search(r"listens on (http://\S+)", lines.read())
        if found:
            return process, found.group(1)
        time.sleep(0.05)
    process.kill()
    raise SystemExit(f"load: {command} did not start")


limits = [*UNLIMITED, "--waiting-scans", "1000000"]
others = []
with tempfile.TemporaryDirectory() as folder, RunningServer(binary, *limits, prefix=pinned) as server:
    try:
        _, token = server.owner()
        key = server.ask("POST", "/api/v1/api-keys", token, {"name": "load", "role": "owner"})["key"]
        url = toy_api.serve()
        for _ in range(60):
            # A scan of one target finds a few flaws, so there are many targets.
            ids = toy_api.scanned(server, token, url)
            page = server.ask("GET", "/api/v1/findings?limit=50", key)
            if len(page["items"]) == 50:
                break
        else:
            raise SystemExit(f"load: a page has {len(page['items'])} findings, not 50")
        scan = server.ask("GET", f"/api/v1/scans/{ids['scan']}", key)
        # From here on nobody scans: what is created waits, as it does where workers are busy.
        server.restart("--no-worker", *limits)

        with open(os.path.join(folder, "data.json"), "w", encoding="utf-8") as file:
            json.dump({"scan": scan, "findings": page["items"], "key": key}, file)
        process, fast = started([python, os.path.join(here, "fastapi_peer.py")], folder,
                                PEER_DATA=os.path.join(folder, "data.json"))
        others.append(process)
        process, bare = started([hello], folder)
        others.append(process)

        new = {"target_id": ids["target"], "document_id": ids["document"]}
        loads = {
            "livez": (server.url + "/livez", None, None),
            "status": (f"{server.url}/api/v1/scans/{ids['scan']}", key, None),
            "findings": (server.url + "/api/v1/findings?limit=50", key, None),
            "create": (server.url + "/api/v1/scans", key, new),
            "hello": (bare + "/", None, None),
            "fastapi_livez": (fast + "/livez", None, None),
            "fastapi_status": (f"{fast}/api/v1/scans/{ids['scan']}", key, None),
            "fastapi_findings": (fast + "/api/v1/findings?limit=50", key, None),
            "fastapi_create": (fast + "/api/v1/scans", key, new),
        }
        results = {name: [] for name in loads}
        for number in range(rounds + 1):
            for name, (url, bearer, body) in loads.items():
                result = wrk(url, bearer, body)
                # The first round warms everything up.
                if number:
                    results[name].append(result)
        waiting = server.ask("GET", "/api/v1/scans?limit=1", key)["total"]["count"]
        resident = process_figures.memory(server.process) // 1_024
    finally:
        for process in others:
            process.kill()

print(f"{rounds} rounds of {seconds} s, 32 connections, one core; {waiting} scans at the end, {resident} MiB")
print(f"{'':18}{'requests/s':>12}{'least':>10}{'most':>10}{'p99 ms':>10}")
medians = {}
for name, rows in results.items():
    rates = [row[0] for row in rows]
    medians[name] = statistics.median(rates)
    print(f"{name:18}{medians[name]:12.0f}{min(rates):10.0f}{max(rates):10.0f}"
          f"{statistics.median(row[1] for row in rows):10.1f}")
print("load: " + " ".join(
    f"{name}_rps={medians[name]:.0f}" for name in ("status", "findings", "create", "fastapi_status", "hello")
))
