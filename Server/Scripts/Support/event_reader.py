##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""A reader of a scan's events that sees whether one is missing."""

import asyncio
import json
import math
import time

# The server says something every 15 seconds, if only that it is still there.
SILENCE = 30


class EventReader:
    """Reads the events of a scan until it is over; where the server ends the stream, it comes back to where it was."""

    def __init__(self, server, key, scan):
        self.server, self.key, self.scan = server, key, scan
        # How many events have come, the kind and the data of the last one, and how many streams the server has opened.
        self.events, self.kind, self.data, self.streams = 0, None, None, 0
        # Whether a stream is open; whether the scan is over, and the server says that nothing is left.
        self.is_open = self.is_complete = False
        # What was wrong.
        self.failure = None

    async def follow(self, end=math.inf):
        """Reads until everything has come, until something is wrong, or until this time."""
        while not self.is_complete and not self.failure and time.monotonic() < end:
            writer = None
            try:
                reader, writer = await asyncio.open_connection(*self.server.address)
                await self._stream(reader, writer, end)
            except TimeoutError:
                self.failure = f"nothing was said for {SILENCE} seconds after event {self.events}"
            except (OSError, EOFError, ValueError) as error:
                self.failure = f"it broke off after event {self.events}: {error!r}"
            finally:
                self.is_open = False
                if writer:
                    writer.close()

    async def _stream(self, reader, writer, end):
        writer.write(
            f"GET /api/v1/scans/{self.scan}/events HTTP/1.1\r\nHost: {self.server.address[0]}\r\n"
            f"Authorization: Bearer {self.key}\r\nLast-Event-ID: {self.events}\r\nConnection: close\r\n\r\n".encode()
        )
        async with asyncio.timeout(SILENCE):
            head = await reader.readuntil(b"\r\n\r\n")
        status = head.split(b" ", 2)[1]
        if status == b"204":
            self.is_complete = True
            return
        if status != b"200" or b"transfer-encoding: chunked" not in head.lower():
            self.failure = f"it was refused after event {self.events}: {head.splitlines()[0].decode()}"
            return
        self.is_open = True
        self.streams += 1
        rest = b""
        while not self.failure and time.monotonic() < end:
            async with asyncio.timeout(SILENCE):
                size = int(await reader.readline(), 16)
                chunk = await reader.readexactly(size + 2)
            *blocks, rest = (rest + chunk[:size]).split(b"\n\n")
            for block in blocks:
                self._take(block)
            if not size:
                return

    def _take(self, block):
        fields = dict(line.split(": ", 1) for line in block.decode().splitlines())
        if "id" not in fields:
            # A comment, or how long to wait before coming back.
            return
        place = int(fields["id"])
        if place != self.events + 1:
            self.failure = f"event {place} came after {self.events}"
            return
        self.events, self.kind, self.data = place, fields["event"], json.loads(fields["data"])
