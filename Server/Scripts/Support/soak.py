##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""The body of Server/Scripts/figures soak: VENTI-SERVER SECONDS.

Long scans run that many streams of events follow, short scans come one after another, and their findings and reports are
read. After the first third, in which caches and pools fill, the memory of the server is taken once a second.

  SOAK_STREAMS   how many streams are open (60)
"""

import asyncio
import os
import re
import sys
import time

import toy_api
from running_server import RunningServer

binary, seconds = sys.argv[1], int(sys.argv[2])
streams = int(os.environ.get("SOAK_STREAMS", "60"))
LONG, SHORT = 4, 4
limits = ["--rate", "default=1000000000", "--rate", "login=1000000", "--rate", "scans=1000000000"]
limits += ["--allow-target", "127.0.0.1", "--concurrency", str(LONG + SHORT)]
counts = {"scans": 0, "events": 0, "reads": 0, "reconnects": 0}


def resident(process):
    with open(f"/proc/{process.pid}/status", encoding="utf-8") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1))


def slope(points):
    """The growth of the line through the points, by least squares."""
    count = len(points)
    middle = (sum(x for x, _ in points) / count, sum(y for _, y in points) / count)
    width = sum((x - middle[0]) ** 2 for x, _ in points)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in points) / width if width else 0.0


async def follow(server, key, scan, end):
    """Reads a stream of events until the end, and comes back where it left off where the server ends it."""
    host, port = server.url.removeprefix("http://").split(":")
    last = 0
    while time.monotonic() < end:
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            f"GET /api/v1/scans/{scan}/events HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {key}\r\n"
            f"Last-Event-ID: {last}\r\nConnection: close\r\n\r\n".encode()
        )
        status = await reader.readline()
        if b" 204 " in status:
            writer.close()
            return
        if b" 200 " not in status:
            raise SystemExit(f"soak: a stream was refused: {status!r}")
        while time.monotonic() < end:
            try:
                line = await asyncio.wait_for(reader.readline(), 30)
            except TimeoutError:
                raise SystemExit("soak: a stream said nothing for 30 seconds") from None
            if not line:
                counts["reconnects"] += 1
                break
            if line.startswith(b"id: "):
                place = int(line[4:])
                if place != last + 1:
                    raise SystemExit(f"soak: event {place} came after {last}")
                last = place
                counts["events"] += 1
        writer.close()


def churn(server, key, target, document, end):
    """Short scans one after another, each read as a person would."""
    while time.monotonic() < end:
        budget = {"requests_per_second": 50}
        scan = server.ask("POST", "/api/v1/scans", key,
                          {"target_id": target, "document_id": document, "budget": budget})["id"]
        while server.ask("GET", f"/api/v1/scans/{scan}", key)["state"] in ("queued", "running"):
            time.sleep(0.2)
        server.ask("GET", f"/api/v1/scans/{scan}/findings", key)
        for form in ("html", "sarif"):
            reply = server.request("GET", f"/api/v1/scans/{scan}/report?format={form}", key)
            if reply.status != 200:
                raise SystemExit(f"soak: a report was not there: {reply.status}")
        counts["scans"] += 1
        counts["reads"] += 4


async def watch(server, began, end, points):
    while time.monotonic() < end:
        if time.monotonic() - began > seconds / 3:
            points.append((time.monotonic() - began, resident(server.process)))
        await asyncio.sleep(1)


async def soak(server, token):
    url = toy_api.serve(80)
    project = server.ask("POST", "/api/v1/projects", token, {"name": "Soak"})["id"]
    document = server.ask("POST", "/api/v1/documents?name=long.yaml", token, toy_api.document(80).encode(),
                          "application/yaml")["id"]
    short = server.ask("POST", "/api/v1/documents?name=short.yaml", token, toy_api.document().encode(),
                       "application/yaml")["id"]

    def target(name, rate):
        return server.ask("POST", "/api/v1/targets", token, {
            "project_id": project, "name": name, "url": url, "maximum_requests_per_second": rate})["id"]

    pace = {"requests_per_second": 1, "seconds": 3_600}
    long = [
        server.ask("POST", "/api/v1/scans", token,
                   {"target_id": target(f"long {number}", 1), "document_id": document, "budget": pace})["id"]
        for number in range(LONG)
    ]
    keys = [
        server.ask("POST", "/api/v1/api-keys", token, {"name": f"soak {number}", "role": "analyst"})["key"]
        for number in range((streams + 5) // 6)
    ]
    began = time.monotonic()
    end = began + seconds
    points = []
    async with asyncio.TaskGroup() as group:
        group.create_task(watch(server, began, end, points))
        for number in range(streams):
            group.create_task(follow(server, keys[number // 6], long[number % LONG], end))
        for number in range(SHORT):
            group.create_task(asyncio.to_thread(churn, server, keys[0], target(f"short {number}", 50), short, end))
    return points


with RunningServer(binary, *limits) as server:
    points = asyncio.run(soak(server, server.owner()[1]))
    errors = [line for line in server.log.splitlines() if '"level":"error"' in line]
    descriptors = len(os.listdir(f"/proc/{server.process.pid}/fd"))

for line in errors[:10]:
    print(line, file=sys.stderr)
growth = slope(points) * 60
print(
    f"soak: seconds={seconds} streams={streams} scans={counts['scans']} events={counts['events']}"
    f" reconnects={counts['reconnects']} rss_mib={points[-1][1] // 1_024} growth_kib_per_minute={growth:.0f}"
    f" descriptors={descriptors} errors={len(errors)}"
)
sys.exit(1 if errors or not counts["scans"] or not counts["events"] else 0)
