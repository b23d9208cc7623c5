##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""The routes that Server/Scripts/figures load measures, on FastAPI with uvicorn and SQLite, as one would write them there.

It does less than the server does: no audit chain, no tenants, no rate limit, no idempotency keys, no log of requests.
"""

import hashlib
import hmac
import json
import os
import sqlite3
import tempfile
import time
import uuid

import fastapi
import pydantic
import uvicorn

with open(os.environ["PEER_DATA"], encoding="utf-8") as file:
    data = json.load(file)
pepper = os.urandom(32)
digest = hmac.new(pepper, data["key"].encode(), hashlib.sha256).hexdigest()
database = sqlite3.connect(os.path.join(tempfile.mkdtemp(prefix="venti-peer-"), "peer.sqlite"), isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = FULL")
database.executescript("""
    CREATE TABLE key (digest TEXT PRIMARY KEY, name TEXT);
    CREATE TABLE scan (id TEXT PRIMARY KEY, state TEXT, json TEXT);
    CREATE TABLE job (id TEXT PRIMARY KEY, scan TEXT, state TEXT, run_at REAL);
    CREATE TABLE finding (id TEXT PRIMARY KEY, rank INTEGER, json TEXT);
    CREATE INDEX finding_rank ON finding (rank, id);
""")
database.execute("INSERT INTO key VALUES (?, 'load')", (digest,))
database.execute("INSERT INTO scan VALUES (?, 'completed', ?)", (data["scan"]["id"], json.dumps(data["scan"])))
for rank, finding in enumerate(data["findings"]):
    database.execute("INSERT INTO finding VALUES (?, ?, ?)", (finding["id"], rank, json.dumps(finding)))

app = fastapi.FastAPI()


class NewScan(pydantic.BaseModel):
    target_id: uuid.UUID
    document_id: uuid.UUID
    profile: str = "safe"


async def caller(authorization: str = fastapi.Header()):
    scheme, _, secret = authorization.partition(" ")
    code = hmac.new(pepper, secret.encode(), hashlib.sha256).hexdigest()
    found = database.execute("SELECT name FROM key WHERE digest = ?", (code,)).fetchone()
    if scheme != "Bearer" or not found:
        raise fastapi.HTTPException(401)
    return found[0]


@app.get("/livez")
async def livez():
    return "alive"


@app.get("/api/v1/scans/{scan}")
async def status(scan: uuid.UUID, _: str = fastapi.Depends(caller)):
    found = database.execute("SELECT json FROM scan WHERE id = ?", (str(scan),)).fetchone()
    if not found:
        raise fastapi.HTTPException(404)
    return json.loads(found[0])


@app.get("/api/v1/findings")
async def findings(limit: int = fastapi.Query(50, ge=1, le=200), _: str = fastapi.Depends(caller)):
    rows = database.execute("SELECT json FROM finding ORDER BY rank, id LIMIT ?", (limit,)).fetchall()
    total = database.execute("SELECT COUNT(*) FROM finding").fetchone()[0]
    return {"items": [json.loads(row[0]) for row in rows], "next_cursor": None, "total": {"count": total}}


@app.post("/api/v1/scans", status_code=202)
async def create(new: NewScan, _: str = fastapi.Depends(caller)):
    scan = {**data["scan"], "id": str(uuid.uuid4()), "target_id": str(new.target_id), "state": "queued"}
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO scan VALUES (?, 'queued', ?)", (scan["id"], json.dumps(scan)))
    database.execute("INSERT INTO job VALUES (?, ?, 'ready', ?)", (str(uuid.uuid4()), scan["id"], time.time()))
    database.execute("COMMIT")
    return scan


if __name__ == "__main__":
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", access_log=False))
    original = server.startup

    async def startup(sockets=None):
        await original(sockets)
        port = server.servers[0].sockets[0].getsockname()[1]
        print(f"listens on http://127.0.0.1:{port}", flush=True)

    server.startup = startup
    server.run()
