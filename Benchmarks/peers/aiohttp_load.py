##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##
"""aiohttp as Python scanners use it: aiohttp_load.py GET|POST URL SECONDS prints the requests a second."""

import asyncio
import sys
import time

import aiohttp

CONNECTIONS = 64


async def worker(session, method, url, data, end):
    count = 0
    while time.monotonic() < end:
        async with session.request(method, url, data=data) as response:
            await response.read()
            count += response.status == 200
    return count


async def main(method, url, seconds):
    head, tail = '{"id":42,"name":"probe","note":"', '"}'
    text = head + ("lorem ipsum " * 100)[: 1024 - len(head) - len(tail)] + tail
    data = text.encode() if method == "POST" else None
    headers = {"Content-Type": "application/json"} if data else {}
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector, headers=headers) as session:
        began = time.monotonic()
        workers = [worker(session, method, url, data, began + seconds) for _ in range(CONNECTIONS)]
        count = sum(await asyncio.gather(*workers))
        print(int(count / (time.monotonic() - began)))


asyncio.run(main(sys.argv[1], sys.argv[2], float(sys.argv[3])))
