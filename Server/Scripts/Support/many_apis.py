##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""The toy API once for each of many targets, below /0, /1 and so on, in a process of its own that counts requests.

LISTS: it prints its URL. GET /counts tells how many requests each target was sent, and how many were for none.
"""

import asyncio
import collections
import json
import subprocess
import sys
import urllib.request

import toy_api


class Apis(asyncio.Protocol):
    """One connection."""

    known, counts = {}, collections.Counter()

    def connection_made(self, transport):
        self.transport, self.received, self.skipped = transport, b"", 0

    def data_received(self, data):
        self.received += data
        while True:
            body = min(self.skipped, len(self.received))
            self.received, self.skipped = self.received[body:], self.skipped - body
            head, end, rest = self.received.partition(b"\r\n\r\n")
            if self.skipped or not end:
                return
            self.received = rest
            lines = head.decode("latin-1").split("\r\n")
            for line in lines[1:]:
                name, _, value = line.partition(":")
                if name.lower() == "content-length":
                    self.skipped = int(value)
            self.answer(*lines[0].split(" ")[:2])

    def answer(self, method, path):
        number, _, place = path.partition("?")[0].removeprefix("/").partition("/")
        if path == "/counts":
            status, found = "200 OK", self.counts
        else:
            self.counts[number if number.isdecimal() else "none"] += 1
            found = self.known.get("/" + place) if number.isdecimal() else None
            status = "404 Not Found" if found is None else "200 OK" if method == "GET" else "405 Method Not Allowed"
        body = json.dumps(found or {}).encode()
        self.transport.write(
            f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n".encode()
            + (b"" if method == "HEAD" else body)
        )


class ManyApis:
    """Starts the process, and ends it."""

    def __init__(self, lists):
        self.process = subprocess.Popen([sys.executable, __file__, str(lists)], stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        self.document = toy_api.document(lists)

    def counts(self):
        """How many requests each target was sent."""
        with urllib.request.urlopen(self.url + "/counts", timeout=60) as answer:
            return json.load(answer)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


async def serve(lists):
    Apis.known = toy_api.known(lists)
    server = await asyncio.get_running_loop().create_server(Apis, "127.0.0.1", 0, backlog=4096)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
