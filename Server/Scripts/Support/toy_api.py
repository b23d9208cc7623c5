##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""An API to be scanned: anybody may read the notes, though its document says that a token is needed."""

import http.server
import json
import threading
import time

DOCUMENT = """openapi: 3.0.3
info: {title: Toy, version: "1"}
security: [{token: []}]
paths:
  /notes:
    get: {responses: {"200": {description: all}, "401": {description: no token}}}
  /notes/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: integer, example: 1}}]
      responses: {"200": {description: one}, "401": {description: no token}}
components: {securitySchemes: {token: {type: http, scheme: bearer}}}
"""


class Notes(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        known = {"/notes": [{"id": 1}], "/notes/1": {"text": "Buy milk."}}
        body = json.dumps(known.get(self.path, {})).encode()
        self.send_response(200 if self.path in known else 404)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def serve():
    """Serves the API on a free port until the program ends, and gives its URL."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Notes)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def scanned(server, token, url):
    """A project with a target, a document, and a scan of the API that is over: the ids of all."""
    project = server.ask("POST", "/api/v1/projects", token, {"name": "Shop"})["id"]
    target = server.ask("POST", "/api/v1/targets", token, {"project_id": project, "name": "Notes", "url": url})["id"]
    document = server.ask("POST", "/api/v1/documents?name=toy.yaml", token, DOCUMENT.encode(), "application/yaml")["id"]
    scan = server.ask("POST", "/api/v1/scans", token, {"target_id": target, "document_id": document})["id"]
    end = time.monotonic() + 120
    while time.monotonic() < end:
        state = server.ask("GET", f"/api/v1/scans/{scan}", token)["state"]
        if state == "completed":
            return {"project": project, "target": target, "document": document, "scan": scan}
        if state in ("failed", "cancelled", "stopped"):
            break
        time.sleep(0.2)
    raise SystemExit(f"the scan of the toy API did not complete: {state}")
