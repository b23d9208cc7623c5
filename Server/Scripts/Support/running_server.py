##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""A venti-server in a temporary folder, on free ports of this machine, for the scripts beside this folder."""

import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

# Options for those who measure or try everything: nobody is told to come back later.
UNLIMITED = [option for name in ("default", "login", "scans", "shared") for option in ("--rate", f"{name}=1000000000")]


class Reply:
    """An answer of the server."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class RunningServer:
    """Starts the server, which may scan this machine, makes members in two tenants, and ends it with its folder."""

    def __init__(self, binary, *options, prefix=()):
        self.binary = binary
        self.folder = tempfile.mkdtemp(prefix="venti-server-")
        self.data = os.path.join(self.folder, "data")
        self.errors = open(os.path.join(self.folder, "errors"), "w+b")
        self.output = open(os.path.join(self.folder, "output"), "w+b")
        self.prefix = prefix
        try:
            self.start(options)
            self.first_password = self.wait_for(r"\n    (\S+)\n", 5)
        except BaseException:
            self.stop()
            raise

    def start(self, options):
        command = [*self.prefix, self.binary, "serve", "--data", self.data, "--port", "0", "--management-port", "0",
                   "--allow-target", "127.0.0.1"]
        self.output.truncate(0)
        self.process = subprocess.Popen(
            [*command, *options], stdin=subprocess.DEVNULL, stdout=self.output, stderr=self.errors
        )
        self.url = self.wait_for(r"listens on (http://\S+)", 60)

    def restart(self, *options):
        """Ends the server and starts it on the same data with other options."""
        self.end()
        self.output.seek(0)
        self.start(options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def text(self, file):
        with open(file.name, encoding="utf-8", errors="replace") as lines:
            return lines.read()

    @property
    def log(self):
        """What the server has logged: one JSON object a line."""
        return self.text(self.errors)

    @property
    def failures(self):
        """The lines of the log that are errors."""
        return [line for line in self.log.splitlines() if '"level":"error"' in line]

    @property
    def address(self):
        """The host and the port."""
        host, port = self.url.removeprefix("http://").rsplit(":", 1)
        return host, int(port)

    def wait_for(self, pattern, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = re.search(pattern, self.text(self.output))
            if found:
                return found.group(1)
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise SystemExit("the server did not start: " + self.log[-2000:])

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def stop(self):
        self.end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def request(self, method, path, token=None, body=None, kind="application/json", timeout=60):
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method)
        if data is not None:
            request.add_header("content-type", kind)
        if token:
            request.add_header("authorization", "Bearer " + token)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return Reply(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Reply(error.code, error.headers, error.read())

    def ask(self, method, path, token=None, body=None, kind="application/json"):
        """The JSON of an answer that has to be a success."""
        reply = self.request(method, path, token, body, kind)
        if not 200 <= reply.status < 300:
            raise SystemExit(f"{method} {path}: {reply.status} {reply.body[:500]!r}")
        return reply.json if reply.body else None

    def sign_in(self, email, password):
        tokens = self.ask("POST", "/api/v1/auth/login", body={"email": email, "password": password})
        return tokens["access_token"]

    def settle(self, email, password):
        """Signs in, replaces the first password, and gives the new one with a token."""
        new = secrets.token_urlsafe(24)
        token = self.sign_in(email, password)
        self.ask("POST", "/api/v1/me/password", token, {"password": password, "new_password": new})
        return new, self.sign_in(email, new)

    def owner(self):
        """The password and a token of the first tenant's owner."""
        return self.settle("admin@localhost", self.first_password)

    def make_tenant(self, slug, email):
        """The password and a token of another tenant's owner."""
        command = [self.binary, "admin", "create-tenant", slug, "--email", email, "--data", self.data]
        made = subprocess.run(command, capture_output=True, text=True, check=True)
        return self.settle(email, made.stdout.strip().rsplit(": ", 1)[1])

    def invite(self, owner, email, role):
        """The password and a token of a new member."""
        made = self.ask("POST", "/api/v1/members", owner, {"email": email, "name": email, "role": role})
        return self.settle(email, made["password"])
