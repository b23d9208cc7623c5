##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""Every page: no script of a target runs, everybody can use it, and it fits."""

import os
import re

from axe_playwright_python.sync_playwright import Axe

from conftest import browse
from shop import HOSTILE

# A folder for pictures of every page, for people to look at.
PICTURES = os.environ.get("VENTI_PICTURES")

CORPUS = [
    HOSTILE,
    "</textarea><script>window.broken=1</script>",
    "\" autofocus onfocus=\"window.broken=1",
    "{{{page.token}}}{{constructor.constructor('window.broken=1')()}}",
    "javascript:window.broken=1",
    "</title><script>window.broken=1</script>",
    "<iframe srcdoc='<script>parent.broken=1</script>'></iframe>",
    "<a href=javascript:window.broken=1>x</a>",
]


def pages(page):
    """The paths of every page that there is, one of each kind."""
    found = ["/", "/projects", "/scans", "/scans/new", "/schedules", "/findings", "/findings?state=active&severity=high", "/audit"]
    found += ["/settings", "/settings/members", "/settings/keys", "/emergency-stop", "/nothing-is-here"]
    for list_path, pattern in (
        ("/projects", r"/projects/[0-9a-f-]{36}"),
        ("/scans", r"/scans/[0-9a-f-]{36}"),
        ("/schedules", r"/schedules/[0-9a-f-]{36}"),
        ("/findings", r"/findings/[0-9a-f-]{36}"),
    ):
        page.goto(list_path)
        links = page.locator("a.lead").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        links = [link for link in links if re.fullmatch(pattern, link)]
        assert links, list_path
        found += links[:12] if "findings" in list_path else links[:2]
    page.goto(next(path for path in found if path.startswith("/projects/")))
    found += page.locator("a.lead").evaluate_all("links => links.map(link => link.getAttribute('href'))")[:1]
    page.goto("/scans?state=completed")
    done = page.locator("a.lead").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    # What another tool has done cannot be done again, so the newest one of all may be no whole page.
    found.append(done[0])
    for path in done:
        page.goto(path)
        if page.get_by_role("link", name="Scan again").count():
            break
    found += [path + "/difference", path]
    if not page.get_by_role("region", name="Link to the").count():
        # With a link, the part of the page about links is open.
        page.get_by_text("Share a report with somebody without an account").click()
        page.get_by_role("button", name="Make a link").click()
        page.get_by_text("The link is made.").wait_for()
    found.append(page.get_by_role("link", name="Scan again").get_attribute("href"))
    return list(dict.fromkeys(found))


def test_what_people_enter_never_runs(page, context):
    for number, text in enumerate(CORPUS):
        page.goto("/projects")
        page.get_by_label("Name").fill(text[:100])
        page.get_by_label("What it is about").fill(text)
        page.get_by_role("button", name="Make the project").click()
        page.wait_for_url(re.compile(r"/projects/[0-9a-f-]{36}"))
        page.locator("#target-name").fill(text[:100])
        page.locator("#url").fill(f"http://127.0.0.1:{9000 + number}/v1")
        page.locator("#excluded").fill("/admin/" + text.replace("\n", " "))
        page.get_by_role("button", name="Make the target").click()
        page.wait_for_url(re.compile(r"/targets/[0-9a-f-]{36}"))
        context.watch.check(page)
        page.goto("/findings?" + "q=" + re.sub(r"[^A-Za-z0-9]", lambda m: f"%{ord(m.group()):02X}", text))
        context.watch.check(page)
    for path in pages(page):
        page.goto(path)
        context.watch.check(page)


def test_every_page_fits_and_is_for_everybody(chromium, venti, admin):
    problems = []
    finder = browse(chromium, venti, storage_state=admin)
    paths = pages(finder.new_page()) + ["/sign-in"]
    finder.close()
    axe = Axe()
    for width, scheme in ((1280, "light"), (1280, "dark"), (360, "light")):
        # The checker brings a script of its own, so only here the policy is set aside.
        context = browse(
            chromium,
            venti,
            storage_state=admin,
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            reduced_motion="reduce",
            bypass_csp=True,
        )
        page = context.new_page()
        for path in paths:
            page.goto(path)
            if PICTURES:
                name = re.sub(r"[^a-z0-9]+", "-", path) + f"{width}-{scheme}.png"
                page.screenshot(path=os.path.join(PICTURES, name), full_page=True)
            if width == 360:
                over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                if over > 0:
                    problems.append(f"{path}: {over} px too wide at {width}")
            for violation in axe.run(page).response["violations"]:
                where = [node["target"] for node in violation["nodes"]][:2]
                problems.append(f"{path} {width} {scheme}: {violation['id']} {where}")
        context.close()
    assert not problems, "\n".join(problems)


def test_every_page_is_read_without_a_script(chromium, venti, admin):
    context = browse(chromium, venti, storage_state=admin, java_script_enabled=False)
    page = context.new_page()
    for path in ("/", "/projects", "/scans", "/schedules", "/findings", "/audit", "/settings", "/emergency-stop", "/scans/new"):
        page.goto(path)
        assert page.locator("h1").count() == 1, path
    page.goto("/projects")
    page.get_by_label("Name").fill("Made without a script")
    page.get_by_role("button", name="Make the project").click()
    assert page.get_by_text("The project is made.").is_visible()
    context.close()


def test_keyboard_reaches_everything(page):
    page.goto("/findings")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.getAttribute('href')") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.getAttribute('href')") == first
    page.keyboard.press("Enter")
    page.wait_for_url("**" + first)
    # What can be clicked can be reached by Tab, and shows where one is.
    page.goto("/settings/keys")
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]"
        ".filter(e => e.checkVisibility()).length"
    )
    reached = set()
    for _ in range(wanted + 10):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    assert len(reached) >= wanted
