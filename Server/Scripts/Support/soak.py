##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""The body of Server/Scripts/figures soak: VENTI-SERVER SECONDS.

Four times normal load. Normal is what the server's own defaults allow: 4 scans at once (--concurrency), each followed
by 6 readers (as many streams as one key may have open), and one client that calls as often as it may, 20 times a second
(--rate default=1200/60). So here are

  - 16 scans at once, each of which is followed to its end, read (findings, reports), and begun again: half of them with
    one request a second for three minutes, half with 50 a second for seconds;
  - 96 streams of events of the slow ones, and one of each other;
  - 80 calls a second by four clients: of twenty, 16 read a scan, 3 a page of findings, and one writes a comment.

In the first third caches and pools fill. In the rest the memory and the descriptors of the server are taken once a
second, and a line is laid through each. Memory may grow by 16 MiB in a run of any length, since slow scans remember
what they have seen and the allocator keeps what it has had, and by 256 KiB a minute: in half an hour that is one MiB a
minute, or 300 bytes for each call. Descriptors may grow by one for each scan. Less than 90 % of the load proves
nothing and fails, too.

  SOAK_STREAMS   how many streams are open (96)
"""

import asyncio
import concurrent.futures
import http.client
import json
import os
import sys
import time

import process_figures
import toy_api
from event_reader import EventReader
from running_server import UNLIMITED, RunningServer

binary, seconds = sys.argv[1], int(sys.argv[2])
TIMES = 4
scans, clients, calls, connections = 4 * TIMES, TIMES, 20, 4
streams = int(os.environ.get("SOAK_STREAMS", str(6 * scans)))
# MiB, MiB a minute, and descriptors.
SLACK, GROWTH, DESCRIPTORS = 16, 0.25, scans
counts = {"scans": 0, "events": 0, "calls": 0, "reconnects": 0}


class Slot:
    """Runs scans of one target one after another; each is followed to its end, and read as a person would."""

    def __init__(self, server, keys, target, document, rate):
        self.server, self.keys, self.rate = server, keys, rate
        self.new = {"target_id": target, "document_id": document,
                    "budget": {"requests_per_second": rate, "seconds": 3_600}}
        # The scan that runs now.
        self.scan = None

    async def run(self, end):
        while time.monotonic() < end:
            asked = await asyncio.to_thread(self.server.ask, "POST", "/api/v1/scans", self.keys[0], self.new)
            self.scan = asked["id"]
            readers = [EventReader(self.server, key, self.scan) for key in self.keys]
            await asyncio.gather(*(reader.follow(end) for reader in readers))
            for reader in readers:
                if reader.failure:
                    raise SystemExit(f"soak: a stream: {reader.failure}")
                if reader.is_complete and (reader.kind, reader.data.get("state")) != ("done", "completed"):
                    raise SystemExit(f"soak: the last event of a scan is {reader.kind}: {reader.data}")
                counts["events"] += reader.events
                counts["reconnects"] += max(0, reader.streams - 1)
            if all(reader.is_complete for reader in readers):
                await asyncio.to_thread(self.read)
                counts["scans"] += 1

    def read(self):
        self.server.ask("GET", f"/api/v1/scans/{self.scan}/findings", self.keys[0])
        for form in ("html", "sarif"):
            reply = self.server.request("GET", f"/api/v1/scans/{self.scan}/report?format={form}", self.keys[0])
            if reply.status != 200:
                raise SystemExit(f"soak: a report was not there: {reply.status}")


def call(server, key, slots, end):
    """One of a client's connections, which stays open and has its share of the calls."""
    connection = http.client.HTTPConnection(*server.address, timeout=60)

    def ask(method, path, body=None):
        headers = {"authorization": "Bearer " + key, "content-type": "application/json"}
        connection.request(method, path, body and json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
        if not 200 <= answer.status < 300:
            raise SystemExit(f"soak: {method} {path}: {answer.status} {text[:500]!r}")
        counts["calls"] += 1
        return json.loads(text)

    began, number, finding = time.monotonic(), 0, None
    while time.monotonic() < end:
        turn = number % 20
        if turn in (5, 10, 15):
            found = ask("GET", "/api/v1/findings?limit=50")["items"]
            finding = found[0]["id"] if found else None
        elif turn == 19 and finding:
            ask("POST", f"/api/v1/findings/{finding}/comments", {"text": f"Read {number} times."})
        else:
            ask("GET", f"/api/v1/scans/{slots[number % len(slots)].scan}")
        number += 1
        time.sleep(max(0, began + number * connections / calls - time.monotonic()))
    connection.close()


async def watch(server, began, end, points):
    while time.monotonic() < end:
        if time.monotonic() - began > seconds / 3:
            memory, files = process_figures.memory(server.process), process_figures.descriptors(server.process)
            points.append((time.monotonic() - began, memory, files))
        await asyncio.sleep(1)


async def soak(server, token):
    url = toy_api.serve(80)
    project = server.ask("POST", "/api/v1/projects", token, {"name": "Soak"})["id"]
    document = server.ask("POST", "/api/v1/documents?name=long.yaml", token, toy_api.document(80).encode(),
                          "application/yaml")["id"]
    brief = server.ask("POST", "/api/v1/documents?name=short.yaml", token, toy_api.document().encode(),
                       "application/yaml")["id"]

    def target(name, rate):
        return server.ask("POST", "/api/v1/targets", token, {
            "project_id": project, "name": name, "url": url, "maximum_requests_per_second": rate})["id"]

    def key(number):
        return server.ask("POST", "/api/v1/api-keys", token, {"name": f"soak {number}", "role": "analyst"})["key"]

    threads = concurrent.futures.ThreadPoolExecutor(scans + clients * connections)
    asyncio.get_running_loop().set_default_executor(threads)
    half = scans // 2
    readers = [key(f"reader {number}") for number in range((streams + 5) // 6)]
    long = [
        Slot(server, [readers[stream // 6] for stream in range(number, streams, half)], target(f"long {number}", 1),
             document, 1)
        for number in range(half)
    ]
    short = [
        Slot(server, [key(f"short {number}")], target(f"short {number}", 50), brief, 50) for number in range(half)
    ]
    callers = [key(f"client {number}") for number in range(clients)]
    began = time.monotonic()
    end = began + seconds
    points = []
    async with asyncio.TaskGroup() as group:
        for slot in long + short:
            group.create_task(slot.run(end))
        group.create_task(watch(server, began, end, points))
        while not all(slot.scan for slot in long):
            await asyncio.sleep(0.1)
        for one in callers * connections:
            group.create_task(asyncio.to_thread(call, server, one, long, end))
    return points


with RunningServer(binary, *UNLIMITED, "--concurrency", str(scans)) as server:
    points = asyncio.run(soak(server, server.owner()[1]))
    errors = server.failures
    alive = server.process.poll() is None

wrong = errors[:10]
minutes = (points[-1][0] - points[0][0]) / 60
memory = process_figures.slope([(at, memory) for at, memory, _ in points]) * 60 / 1_024
files = process_figures.slope([(at, files) for at, _, files in points]) * 60
load = counts["calls"] / (calls * clients * seconds)
allowed = SLACK / minutes + GROWTH
if memory > allowed:
    wrong.append(f"memory grew by {memory * 1_024:.0f} KiB a minute for {minutes:.1f} minutes")
if files * minutes > DESCRIPTORS:
    wrong.append(f"descriptors grew by {files:.1f} a minute for {minutes:.1f} minutes")
if load < 0.9:
    wrong.append(f"only {load * 100:.0f} % of the calls were made")
if not counts["scans"] or not counts["events"] or not alive:
    wrong.append("no scan came to its end, no event came, or the server is gone")
for line in wrong:
    print(line, file=sys.stderr)
print(
    f"soak: seconds={seconds} load={TIMES * load:.1f} streams={streams} scans={counts['scans']}"
    f" events={counts['events']} calls={counts['calls']} reconnects={counts['reconnects']}"
    f" rss_mib={points[-1][1] // 1_024}"
    f" growth_kib_per_minute={memory * 1_024:.0f} allowed_kib_per_minute={allowed * 1_024:.0f}"
    f" descriptors={points[-1][2]} errors={len(errors)}"
)
sys.exit(1 if wrong else 0)
