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

HEAD = """openapi: 3.0.3
info: {title: Toy, version: "1"}
security: [{token: []}]
paths:
  /notes:
    get: {responses: {"200": {description: all}, "401": {description: no token}}}
  /notes/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: integer, example: 1}}]
      responses: {"200": {description: one}, "401": {description: no token}}
"""
LIST = """  /notes-{number}:
    get: {{responses: {{"200": {{description: all}}, "401": {{description: no token}}}}}}
"""
TAIL = "components: {securitySchemes: {token: {type: http, scheme: bearer}}}\n"


def document(lists=0):
    """The API's document, with so many more lists."""
    return HEAD + "".join(LIST.format(number=number) for number in range(lists)) + TAIL


class Notes(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        known = self.server.known
        body = json.dumps(known.get(self.path, {})).encode()
        self.send_response(200 if self.path in known else 404)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def known(lists=0):
    """What the API with so many more lists has, by path."""
    more = {f"/notes-{number}": [{"id": number}] for number in range(lists)}
    return {"/notes": [{"id": 1}], "/notes/1": {"text": "Buy milk."}, **more}


def serve(lists=0):
    """Serves the API with so many more lists on a free port until the program ends, and gives its URL."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Notes)
    server.known = known(lists)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def scanned(server, token, url, text=None):
    """A project with a target, a document, and a scan of the API that is over: the ids of all."""
    project = server.ask("POST", "/api/v1/projects", token, {"name": "Shop"})["id"]
    target = server.ask("POST", "/api/v1/targets", token, {"project_id": project, "name": "Notes", "url": url})["id"]
    stored = server.ask("POST", "/api/v1/documents?name=toy.yaml", token, (text or document()).encode(), "application/yaml")["id"]
    scan = server.ask("POST", "/api/v1/scans", token, {"target_id": target, "document_id": stored})["id"]
    end = time.monotonic() + 120
    while time.monotonic() < end:
        state = server.ask("GET", f"/api/v1/scans/{scan}", token)["state"]
        if state == "completed":
            return {"project": project, "target": target, "document": stored, "scan": scan}
        if state in ("failed", "cancelled", "stopped"):
            break
        time.sleep(0.2)
    raise SystemExit(f"the scan of the toy API did not complete: {state}")
