##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""A small shop with flaws that can be mended: it shows its stack, and who has a token reads everybody's orders."""

import http.server
import json
import re
import threading
import time

TOKENS = {"token-of-alice": "alice", "token-of-bob": "bob"}

# What a target says about itself, and what it answers, is the target's: none of it may run in a browser.
HOSTILE = "<script>window.broken=1</script><img src=x onerror=\"window.broken=1\">'\"><svg onload=window.broken=1>"


class Shop:
    """The shop while it is open."""

    def __init__(self):
        self.is_fixed = False
        self.delay = 0.0
        self.requests = 0
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def document(self):
        security = [{"token": []}]
        order = {"type": "object", "properties": {"id": {"type": "integer"}, "owner": {"type": "string"}}}
        answer = {"200": {"description": "ok", "content": {"application/json": {"schema": order}}}}
        number = [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}, "example": 1}]
        paths = {
            "/orders": {"get": {"operationId": "listOrders", "security": security, "responses": answer}},
            "/orders/{id}": {
                "get": {
                    "operationId": f"getOrder{HOSTILE}",
                    "summary": HOSTILE,
                    "security": security,
                    "parameters": number,
                    "responses": answer,
                }
            },
            "/search": {
                "get": {
                    "operationId": "search",
                    "parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}, "example": "pen"}],
                    "responses": answer,
                }
            },
            "/<script>window.broken=1</script>": {
                "get": {"operationId": "hostile", "summary": HOSTILE, "responses": answer}
            },
        }
        return {
            "openapi": "3.1.0",
            "info": {"title": f"Shop {HOSTILE}", "version": f"1.0 {HOSTILE}"},
            "servers": [{"url": self.url}],
            "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
            "paths": paths,
        }

    def handler(shop):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def answer(self, status, value, kind="application/json"):
                body = value.encode() if isinstance(value, str) else json.dumps(value).encode()
                self.send_response(status)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(body)))
                self.send_header("server", f"shop/1.2.3 {HOSTILE}")
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                shop.requests += 1
                time.sleep(shop.delay)
                path = self.path.split("?")[0]
                user = TOKENS.get((self.headers.get("authorization") or "").removeprefix("Bearer "))
                orders = {1: "alice", 2: "bob"}
                found = re.fullmatch(r"/orders/(\d+)", path)
                if path == "/search" and shop.is_fixed:
                    return self.answer(200, {"id": 1, "owner": "alice"})
                if path == "/search":
                    return self.answer(500, f"Traceback (most recent call last):\n  File \"shop.py\", line 3\n{HOSTILE}", "text/html")
                if path.startswith("/orders") and user is None:
                    return self.answer(401, {"error": "who are you"})
                if path == "/orders":
                    return self.answer(200, [{"id": i, "owner": o, "note": HOSTILE} for i, o in orders.items() if o == user])
                if found and int(found.group(1)) in orders:
                    owner = orders[int(found.group(1))]
                    if shop.is_fixed and owner != user:
                        return self.answer(404, {"error": "none"})
                    return self.answer(200, {"id": int(found.group(1)), "owner": owner, "note": HOSTILE})
                return self.answer(404, {"error": HOSTILE})

            do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = do_GET

        return Handler
