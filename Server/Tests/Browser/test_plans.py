##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""Scans by the clock, and reports of other tools, with a script and without one."""

import json
import re

import pytest

from conftest import browse
from shop import HOSTILE


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def anybody(request, chromium, venti, admin):
    """A page of the administrator's, whose browser runs scripts or not."""
    context = browse(chromium, venti, storage_state=admin, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def target_page(page):
    page.goto("/projects")
    page.locator("a.lead").last.click()
    page.wait_for_url(re.compile(r"/projects/[0-9a-f-]{36}"))
    page.locator("a.lead").last.click()
    page.wait_for_url(re.compile(r"/targets/[0-9a-f-]{36}"))


def log(url, mark):
    """A SARIF log of a tool that tries to break out of the page."""
    results = [
        {
            "ruleId": f"rule{HOSTILE}",
            "level": "error",
            "message": {"text": f"seen {HOSTILE}"},
            "webRequest": {"method": "GET", "target": f"{url}/imported/{mark}"},
        }
    ]
    driver = {"name": f"Acme {HOSTILE}", "version": "1"}
    return json.dumps({"version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}).encode()


def test_schedule_is_made_paused_resumed_changed_and_deleted(anybody):
    page = anybody
    target_page(page)
    page.get_by_role("link", name="Schedule scans").click()
    page.wait_for_url(re.compile(r"/schedules\?target="))
    # The target is chosen already.
    assert page.locator("#target").input_value()
    name = f"Nightly {HOSTILE}"[:100]
    page.locator("#name").fill(name)
    page.locator("#cron").fill("75 2 * * *")
    page.get_by_role("button", name="Make the schedule").click()
    page.get_by_text("The minute has the value 75: write one from 0 to 59.").first.wait_for()
    page.goto("/schedules")
    page.locator("#name").fill(name)
    page.locator("#target").select_option(index=1)
    page.locator("#cron").fill("30 2 * * 1-5")
    page.locator("#time-zone").fill("Europe/Berlin")
    page.get_by_role("button", name="Make the schedule").click()
    page.get_by_text("The schedule is made.").wait_for()
    path = re.search(r"/schedules/[0-9a-f-]{36}", page.url).group()
    assert page.locator("h1").inner_text() == name
    assert page.locator("main ol.stack time").count() == 5
    page.get_by_role("button", name="Pause").click()
    page.get_by_text("The schedule is paused.").wait_for()
    assert page.locator(".head .chip", has_text="paused").count() == 1
    page.get_by_role("button", name="Resume").click()
    page.get_by_text("The schedule goes on.").wait_for()
    page.locator("#cron").fill("@daily")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    page.goto("/schedules")
    row = page.locator("tbody tr", has=page.locator(f"a[href='{path}']"))
    assert "@daily Europe/Berlin" in row.inner_text()
    page.goto(path)
    page.get_by_text("Delete the schedule").first.click()
    page.get_by_role("button", name="Delete the schedule").click()
    page.get_by_text("Deleted.").wait_for()
    assert page.locator(f"a[href='{path}']").count() == 0


def test_schedule_stays_for_the_other_tests(page, context):
    page.goto("/schedules")
    page.locator("#name").fill(f"Weekly {HOSTILE}"[:100])
    page.locator("#target").select_option(index=1)
    page.locator("#cron").fill("@weekly")
    page.get_by_role("button", name="Make the schedule").click()
    page.get_by_text("The schedule is made.").wait_for()
    context.watch.check(page)


def test_report_of_another_tool_is_taken_in_once(anybody, request):
    page = anybody
    target_page(page)
    path = re.search(r"/targets/[0-9a-f-]{36}", page.url).group()
    url = page.locator(".head code").inner_text().rstrip("/")
    mark = re.sub(r"[^a-z]", "", request.node.name)

    def send(content, name="acme.sarif"):
        page.goto(path)
        page.get_by_text("Import a report of another tool").click()
        page.set_input_files("#import-file", {"name": name, "mimeType": "application/json", "buffer": content})
        page.get_by_role("button", name="Take it in").click()

    send(log(url, mark))
    page.get_by_text("The report is taken in.").wait_for()
    scan = page.url.split("?")[0]
    assert page.get_by_text("Taken in from acme.sarif: 1 new, 0 known.").count() == 1
    assert page.get_by_role("link", name="Scan again").count() == 0
    page.locator("table.list a.lead").first.click()
    page.get_by_text(f"seen {HOSTILE}").first.wait_for()
    send(log(url, mark))
    page.get_by_text("This very file was taken in before: nothing has changed.").wait_for()
    assert page.url.split("?")[0] == scan
    send(log(url, mark)[:-3])
    page.get_by_text(re.compile(r"The file is no SARIF 2\.1\.0 report at /runs/0.*line 1, column")).first.wait_for()
    send(log("https://elsewhere.example", mark))
    page.get_by_text(re.compile("None of the report's 1 findings is of")).first.wait_for()


def test_imported_findings_run_nothing(page, context):
    page.goto("/findings?q=imported")
    links = page.locator("a.lead").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links
    for link in links:
        page.goto(link)
        context.watch.check(page)


def test_schedules_are_reached_with_the_keyboard(page):
    page.goto("/schedules")
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]"
        ".filter(e => e.checkVisibility()).length"
    )
    reached = set()
    for _ in range(wanted + 10):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    assert len(reached) >= wanted
