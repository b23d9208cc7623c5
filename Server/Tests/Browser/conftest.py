##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""A running venti-server, a shop to scan, and a browser that tells of everything that goes wrong in it."""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

import pytest
from playwright.sync_api import Error, sync_playwright

from shop import Shop

SERVER = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("VENTI_SERVER", SERVER / ".build/debug/venti-server"))
CHROMIUM = os.environ.get("VENTI_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
NEW_PASSWORD = "a phrase of five plain words"


class Venti:
    """A server on a fresh data folder."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="venti-browser-")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            management = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [BINARY, "serve", "--data", self.folder + "/data", "--port", "0", "--management-port", str(management)]
            + ["--allow-target", "127.0.0.1"],
            stdout=subprocess.PIPE,
            stderr=open(self.folder + "/log", "wb"),
            text=True,
        )
        self.password = self.url = None
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if re.fullmatch(r" {4}\S{20}\n", line):
                self.password = line.strip()
            if match := re.search(r"listens on (\S+)", line):
                self.url = match.group(1)
                break
        assert self.url and self.password, f"the server did not start: {lines} {open(self.folder + '/log').read()}"
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def log(self):
        return open(self.folder + "/log").read()

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Watch:
    """What must not happen on any page."""

    SCRIPT = """
        window.reports = [];
        document.addEventListener("securitypolicyviolation", (event) =>
            window.reports.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
    """

    def __init__(self, context):
        self.faults = []
        context.add_init_script(self.SCRIPT)
        context.on("page", self.watch)

    def watch(self, page):
        page.on("console", lambda message: self.console(page, message))
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("dialog", lambda dialog: (self.faults.append(f"{page.url}: a dialog"), dialog.dismiss()))

    def console(self, page, message):
        # The browser itself writes a line for each answer of 4xx, which some tests ask for.
        if message.type in ("error", "warning") and "the server responded with a status of 4" not in message.text:
            self.faults.append(f"{page.url}: {message.text}")

    def check(self, page):
        reports = page.evaluate("window.reports ?? []")
        broken = page.evaluate("window.broken ?? null")
        assert not reports, f"{page.url}: {reports}"
        assert broken is None, f"{page.url}: a script of the target ran"
        assert not self.faults, self.faults


@pytest.fixture(scope="session")
def venti():
    server = Venti()
    yield server
    server.close()


@pytest.fixture(scope="session")
def shop():
    target = Shop()
    yield target
    target.close()


@pytest.fixture(scope="session")
def chromium():
    assert CHROMIUM, "there is no Chromium: set VENTI_CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def admin(venti, chromium):
    """The cookies of the administrator, who has chosen a password."""
    context = browse(chromium, venti)
    watch = Watch(context)
    page = context.new_page()
    page.goto("/")
    assert page.url.endswith("/sign-in")
    watch.check(page)
    sign_in(page, "admin@localhost", venti.password)
    # The printed password was seen by whoever started the server, so its change is asked for first.
    assert page.url.endswith("/settings")
    page.get_by_text("You still use the password that somebody else has seen").wait_for()
    page.get_by_label("Password until now").fill(venti.password)
    page.get_by_label("New password").fill(NEW_PASSWORD)
    page.get_by_label("Once more").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Change the password").click()
    page.get_by_text("The password is changed").wait_for()
    watch.check(page)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def context(venti, chromium, admin):
    context = browse(chromium, venti, storage_state=admin)
    context.watch = Watch(context)
    yield context
    context.close()


@pytest.fixture
def page(context):
    page = context.new_page()
    yield page
    context.watch.check(page)


def browse(chromium, venti, **options):
    """A browser's window. Its patience is for debug builds on busy machines, where a password is slow to check."""
    context = chromium.new_context(base_url=venti.url, **options)
    context.set_default_timeout(90_000)
    return context


def sign_in(page, email, password):
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()


def start_scan(page, shop, requests=400):
    """From the overview to a scan that runs. Returns the path of its page."""
    page.goto("/scans/new")
    document = {"name": "openapi.json", "mimeType": "application/json", "buffer": json.dumps(shop.document()).encode()}
    page.get_by_label("OpenAPI 3 document").set_input_files(document)
    page.get_by_label("Base URL").fill(shop.url)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Requests, at most").fill(str(requests))
    page.get_by_label("Requests a second, at most").fill("20")
    page.get_by_role("button", name="Start the scan").click()
    page.wait_for_url(re.compile(r"/scans/[0-9a-f-]{36}"))
    return "/scans/" + re.search(r"/scans/([0-9a-f-]{36})", page.url).group(1)


def wait_until_over(page, path, seconds=240):
    """The result page of a scan."""
    deadline = time.time() + seconds
    while time.time() < deadline:
        try:
            page.goto(path)
        except Error as error:
            # The page loads itself anew when the scan is over, perhaps at this very moment.
            if "interrupted by another navigation" not in error.message:
                raise
            page.wait_for_load_state()
        if page.locator(".verdict").count():
            return
        time.sleep(1)
    raise AssertionError(f"{path} is not over after {seconds} seconds")
