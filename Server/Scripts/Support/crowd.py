##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""The body of Server/Scripts/figures crowd: VENTI-SERVER SCANS STREAMS.

One process serves and has one worker. Every scan has a target of its own, a copy of the toy API on this machine, which
it sends one request in four seconds. Once the server says that all of them run at the same moment, the streams of
events are opened; for a minute the server has to say that all scans run and all streams are open, every target has to
be sent something, and every stream has to carry events. Then the scans go on until their budgets are used up. Each
must complete at its first attempt, with a report that tells as many requests as its target has counted; each stream
must have carried every event from the first to `done`, and never been broken off by the server.

  CROWD_RATE   how many requests a second each scan may send (0.25)
"""

import asyncio
import collections
import concurrent.futures
import math
import os
import re
import resource
import socket
import sys
import time
import urllib.request

import many_apis
import process_figures
from event_reader import EventReader
from running_server import UNLIMITED, RunningServer

binary, scans, streams = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rate, MINUTE = float(os.environ.get("CROWD_RATE", "0.25")), 60
# So many requests a scan sends, one for each list of the toy API, that the first one still runs when all are begun and
# everything was open for a minute, though no more than four a second may begin. Each request makes an event. A budget
# ends a scan when a fifth of it is left.
REQUESTS = max(20, math.ceil(rate * (90 + scans / 4)))
STREAMS_OF_A_KEY = 6


def allow_files(count):
    """Lets this program and those that it starts open so many files and connections."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < count:
        raise SystemExit(f"crowd: a process may open {hard} files here (ulimit -Hn), and this takes {count}")
    if soft != resource.RLIM_INFINITY and soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Crowd:
    """The scans, the streams, and what is found wrong with them."""

    def __init__(self, server, token, apis, management):
        self.server, self.token, self.apis, self.management = server, token, apis, management
        self.ids, self.readers, self.errors = [], [], []
        self.descriptors = 0
        self.least = {"running": scans, "open": streams}
        self.memory = {}
        self.pool = concurrent.futures.ThreadPoolExecutor(8)

    def note(self, moment):
        """Takes the measure of the server."""
        process = self.server.process
        self.memory[moment] = process_figures.memory(process)
        print(f"{time.monotonic() - began:6.0f} s  {moment}: {self.memory[moment] / 1_024:.0f} MiB, "
              f"{process_figures.processor_seconds(process):.0f} s computed", file=sys.stderr)

    def every(self, call, items):
        """Asks for many things, a few at a time, and gives the answers in order."""
        return list(self.pool.map(call, items))

    def make(self):
        """Asks for all scans, each of a target of its own, and for the keys of those who read."""
        ask, token = self.server.ask, self.token
        project = ask("POST", "/api/v1/projects", token, {"name": "Crowd"})["id"]
        document = ask("POST", "/api/v1/documents?name=toy.yaml", token, self.apis.document.encode(),
                       "application/yaml")["id"]

        def target(number):
            return ask("POST", "/api/v1/targets", token, {
                "project_id": project, "name": f"Copy {number}", "url": f"{self.apis.url}/{number}",
                "maximum_requests_per_second": rate})["id"]

        def key(number):
            return ask("POST", "/api/v1/api-keys", token, {"name": f"crowd {number}", "role": "viewer"})["key"]

        def scan(target):
            budget = {"requests": REQUESTS * 5 // 4 + 1, "requests_per_second": rate, "seconds": 3_600}
            return ask("POST", "/api/v1/scans", token,
                       {"target_id": target, "document_id": document, "budget": budget})["id"]

        targets = self.every(target, range(scans))
        keys = self.every(key, range((streams + STREAMS_OF_A_KEY - 1) // STREAMS_OF_A_KEY))
        self.note("before")
        self.ids = self.every(scan, targets)
        self.readers = [
            EventReader(self.server, keys[number // STREAMS_OF_A_KEY], self.ids[number % scans])
            for number in range(streams)
        ]

    def count(self, state):
        """How many scans are in a state, all at one moment."""
        return self.server.ask("GET", f"/api/v1/scans?limit=1&state={state}", self.token)["total"]["count"]

    def gauge(self):
        """How many streams are open, as the server says."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.management}/metrics", timeout=60) as answer:
            found = re.search(r"(?m)^venti_event_streams (\S+)$", answer.read().decode())
        # The first stream makes the gauge.
        return int(float(found.group(1))) if found else 0

    async def until(self, what, seconds, is_so):
        """Waits for something that has to happen."""
        end = time.monotonic() + seconds
        while not await asyncio.to_thread(is_so):
            if self.server.process.poll() is not None:
                raise SystemExit("crowd: the server is gone: " + self.server.log[-2_000:])
            if time.monotonic() > end:
                self.errors.append(f"not {what} after {seconds} s")
                return
            self.descriptors = max(self.descriptors, process_figures.descriptors(self.server.process))
            await asyncio.sleep(1)

    async def hold(self):
        """Looks for a minute whether everything goes on at once."""
        sent, heard = self.requests(), [reader.events for reader in self.readers]
        end = time.monotonic() + MINUTE
        while time.monotonic() < end:
            running, gauge = await asyncio.to_thread(lambda: (self.count("running"), self.gauge()))
            here = sum(reader.is_open for reader in self.readers)
            self.least["running"] = min(self.least["running"], running)
            self.least["open"] = min(self.least["open"], here, gauge)
            self.descriptors = max(self.descriptors, process_figures.descriptors(self.server.process))
            await asyncio.sleep(2)
        now = self.requests()
        idle = sum(now[str(number)] == sent[str(number)] for number in range(scans))
        if idle:
            self.errors.append(f"{idle} targets were sent nothing for a minute")
        silent = sum(reader.events == before for reader, before in zip(self.readers, heard))
        if silent:
            self.errors.append(f"{silent} streams carried no event for a minute")

    def requests(self):
        """How many requests each target was sent, as it has counted."""
        return collections.Counter(self.apis.counts())

    async def run(self):
        await asyncio.to_thread(self.make)
        await self.until("all running", 120, lambda: self.count("running") == scans)
        self.note("all scans running")
        async with asyncio.TaskGroup() as group:
            for reader in self.readers:
                group.create_task(reader.follow())
            await self.until("all streams open", 60, lambda: self.gauge() == streams)
            self.note("all streams open")
            await self.hold()
            self.note("a minute later")
            await self.until("all over", 900, lambda: self.count("running") + self.count("queued") == 0)
            # What is over by now ends its streams within two seconds.
            end = time.monotonic() + 30
            while time.monotonic() < end and not all(one.is_complete or one.failure for one in self.readers):
                await asyncio.sleep(0.5)
            for task in [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]:
                task.cancel()
        self.note("all over")

    def report(self, scan):
        """The report of a scan, or nothing where there is none."""
        reply = self.server.request("GET", f"/api/v1/scans/{scan}/report?format=json", self.token)
        return reply.json if reply.status == 200 else None

    def results(self):
        """Looks up what came of every scan and of every stream, and gives how many scans completed."""
        ask, counted, ends = self.server.ask, self.requests(), {}
        found = self.every(lambda scan: ask("GET", f"/api/v1/scans/{scan}", self.token), self.ids)
        reports = self.every(self.report, self.ids)
        for number, (scan, report) in enumerate(zip(found, reports)):
            ends[scan["id"]] = scan
            requests = report["statistics"]["requestsSent"] if report else None
            told = (scan["state"], scan.get("outcome"), scan["attempt"])
            if told != ("completed", "budgetExhausted", 1):
                self.errors.append(f"scan {scan['id']} ended as {told}: {scan.get('detail')}")
            elif scan["findings"] != found[0]["findings"]:
                self.errors.append(f"scan {scan['id']} found {scan['findings']}, another {found[0]['findings']}")
            elif requests != counted[str(number)] or requests < REQUESTS:
                came = counted[str(number)]
                self.errors.append(f"scan {scan['id']} has sent {requests} requests, of which {came} came")
        for reader in self.readers:
            if reader.failure or not reader.is_complete:
                self.errors.append(f"stream of {reader.scan}: {reader.failure or 'it did not end'}")
            elif reader.kind != "done" or reader.data["state"] != ends[reader.scan]["state"]:
                self.errors.append(f"stream of {reader.scan}: its last event is {reader.kind}: {reader.data}")
            elif reader.streams != 1:
                self.errors.append(f"stream of {reader.scan}: the server broke it off {reader.streams - 1} times")
        self.errors += [line for line in self.server.log.splitlines() if re.search('"level":"(error|warning)"', line)]
        return sum(scan["state"] == "completed" for scan in found)


# Each scan has connections to its target, and each stream has one; the rest are files and what is asked meanwhile.
allow_files(2 * scans + streams + 500)
management = free_port()
options = [*UNLIMITED, "--concurrency", str(scans), "--waiting-scans", str(scans), "--management-port", str(management)]
began = time.monotonic()
with many_apis.ManyApis(2 * REQUESTS) as apis, RunningServer(binary, *options) as server:
    crowd = Crowd(server, server.owner()[1], apis, management)
    asyncio.run(crowd.run())
    time.sleep(10)
    crowd.note("ten seconds later")
    completed = crowd.results()
    peak = process_figures.memory(server.process, "VmHWM")
    computed = process_figures.processor_seconds(server.process)
    sent = sum(crowd.requests().values())

for line in crowd.errors[:20]:
    print(line, file=sys.stderr)
print(
    f"crowd: scans={scans} running_at_once={crowd.least['running']} completed={completed} streams={streams}"
    f" open_at_once={crowd.least['open']} events={sum(reader.events for reader in crowd.readers)} requests={sent}"
    f" rss_before_mib={crowd.memory['before'] // 1_024} rss_peak_mib={peak // 1_024}"
    f" rss_after_mib={crowd.memory['ten seconds later'] // 1_024} cpu_s={computed:.0f} descriptors={crowd.descriptors}"
    f" errors={len(crowd.errors)}"
)
everything = (crowd.least["running"], completed, crowd.least["open"]) == (scans, scans, streams)
sys.exit(0 if everything and not crowd.errors else 1)
