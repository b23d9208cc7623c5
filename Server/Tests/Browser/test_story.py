##===----------------------------------------------------------------------===##
## This source file is part of the VentiKit open source project
## Copyright (c) the VentiKit project authors
## Licensed under Apache License v2.0, see LICENSE.txt
## SPDX-License-Identifier: Apache-2.0
##===----------------------------------------------------------------------===##

"""The whole story: a document is dropped, a scan runs and is watched, findings are read and judged, a second scan differs."""

import json
import re
import time
import urllib.error
import urllib.request

import pytest

from conftest import NEW_PASSWORD, browse, sign_in, start_scan, wait_until_over
from shop import HOSTILE

SCANS = {}


def test_scan_is_watched_live(page, shop):
    page.goto("/")
    page.get_by_role("heading", name="Nothing is scanned yet").wait_for()
    shop.delay = 0.15
    path = start_scan(page, shop)
    SCANS["first"] = path
    live = page.locator("venti-scan")
    if live.count():
        # Numbers move without the page being loaded again.
        page.evaluate("window.sameDocument = true")
        sent = page.locator("[data-part=sent]")
        deadline = time.time() + 60
        before = sent.inner_text()
        while time.time() < deadline and live.count() and sent.inner_text() == before:
            time.sleep(0.2)
        if live.count():
            assert page.evaluate("window.sameDocument === true")
            assert int(sent.inner_text().replace(",", "")) > int(before.replace(",", ""))
    shop.delay = 0
    # The page loads itself anew when the server says that the scan is over.
    page.locator(".verdict").wait_for(timeout=240_000)
    assert page.url.split("?")[0].endswith(path)


def test_result_has_findings_coverage_and_reports(page, context, venti):
    page.goto(SCANS["first"])
    rows = page.locator("table.list tbody tr")
    assert rows.count() > 0
    page.get_by_text("Operation by operation").click()
    assert page.get_by_text("/orders/{id}").first.is_visible()
    for label, check in (
        ("SARIF", lambda text: json.loads(text)["version"] == "2.1.0"),
        ("JSON", lambda text: "findings" in json.loads(text)),
        ("CSV", lambda text: "," in text),
        ("JUnit", lambda text: text.startswith("<?xml")),
        ("Markdown", lambda text: "#" in text),
    ):
        with page.expect_download() as download:
            page.get_by_role("link", name=label, exact=True).click()
        assert check(open(download.value.path()).read()), label


def test_html_report_runs_nothing(context, page):
    page.goto(SCANS["first"])
    with context.expect_page() as opened:
        page.get_by_role("link", name="HTML", exact=True).click()
    report = opened.value
    report.wait_for_load_state()
    response = report.goto(report.url)
    policy = response.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'") and "script-src" not in policy and "unsafe" not in policy
    assert report.title()
    # Styled: the digest in the policy is the sheet's.
    assert "rgba(0, 0, 0, 0)" != report.evaluate("getComputedStyle(document.querySelector('.band, .card')).backgroundColor")
    report.close()


def test_report_is_shared_with_a_link_until_it_is_revoked(page, chromium, venti):
    page.goto(SCANS["first"])
    page.get_by_text("Share a report with somebody without an account").click()
    page.get_by_label("Good for so many days").fill("3")
    page.get_by_role("button", name="Make a link").click()
    page.get_by_text("The link is made.").wait_for()
    link = page.get_by_role("region", name="Link to the HTML report").inner_text().strip()
    assert link.startswith(venti.url + "/shared/")
    stranger = browse(chromium, venti)
    guest = stranger.new_page()
    response = guest.goto(link)
    policy = response.headers["content-security-policy"]
    assert response.status == 200 and guest.title()
    assert policy.startswith("sandbox; default-src 'none'") and "script-src" not in policy and "unsafe" not in policy
    assert guest.goto(SCANS["first"]).url.split("?")[0].endswith("/sign-in")
    page.reload()
    page.get_by_text("last opened").wait_for()
    page.get_by_role("button", name="Revoke the link to the HTML report").click()
    page.get_by_text("The link is revoked.").wait_for()
    assert guest.goto(link).status == 404
    stranger.close()


def test_finding_has_its_evidence(page):
    page.goto(SCANS["first"])
    page.locator("table.list a.lead").first.click()
    page.get_by_role("heading", name="What happened").wait_for()
    page.get_by_role("heading", name="How to fix it").wait_for()
    assert "curl" in page.get_by_label("Commands").inner_text()
    assert page.get_by_label("Request of step 1").count() == 1
    assert page.get_by_label("What had to hold").get_by_role("listitem").count() > 0


def test_risk_is_accepted_with_a_reason_and_taken_back(page):
    page.goto("/findings?state=active")
    page.locator("table.list a.lead").last.click()
    finding = page.url
    page.get_by_text("Accept the risk until a day").click()
    page.get_by_label("Reason").fill(f"known {HOSTILE}")
    page.get_by_role("button", name="Accept the risk").click()
    page.get_by_text("Your judgement is stored.").wait_for()
    assert page.locator(".head .chip", has_text="accepted").count() == 1
    page.get_by_label("Comment").fill(f"seen {HOSTILE}")
    page.get_by_role("button", name="Add the comment").click()
    page.get_by_text(f"seen {HOSTILE}").wait_for()
    page.get_by_role("button", name="Count it again").click()
    page.get_by_text("Your judgement is stored.").wait_for()
    assert page.url.split("?")[0] == finding.split("?")[0]
    assert page.locator(".head .chip", has_text="open").count() == 1


def scan_again(page, path):
    """Scans as the result page offers it. Returns the path of the new scan."""
    page.goto(path)
    page.get_by_role("link", name="Scan again").click()
    page.get_by_role("button", name="Start the scan").click()
    page.wait_for_url(lambda url: re.search(r"/scans/[0-9a-f-]{36}", url) and path not in url)
    again = "/scans/" + re.search(r"/scans/([0-9a-f-]{36})", page.url).group(1)
    wait_until_over(page, again)
    return again


def test_identities_are_written_and_never_read(page):
    page.goto(SCANS["first"])
    page.locator(".crumbs a").last.click()
    page.wait_for_url("**/targets/*")
    for number, name in ((1, "alice"), (2, "bob")):
        page.locator(f"#name-{number}").fill(name)
        page.locator(f"#kind-{number}").select_option("bearer")
        page.locator(f"#secret-{number}").fill(f"token-of-{name}")
    page.get_by_role("button", name="Store the identities").click()
    page.get_by_text("The identities are stored.").wait_for()
    assert page.locator("#identities .chip").all_inner_texts() == ["alice", "bob"]
    assert "token-of-" not in page.content()
    SCANS["signed in"] = scan_again(page, SCANS["first"])
    page.get_by_text("Identities", exact=True).last.click()
    assert page.locator(".cover .chip", has_text="works").count() >= 2
    # Evidence names credentials, and never shows them.
    links = page.locator("table.list a.lead").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    for link in links:
        page.goto(link)
        assert "token-of-" not in page.content(), link


def test_mended_flaws_are_the_difference_to_the_scan_before(page, shop):
    shop.is_fixed = True
    path = scan_again(page, SCANS["signed in"])
    page.get_by_role("link", name="See the difference").click()
    page.get_by_role("heading", name="What has changed").wait_for()
    fixed = int(page.locator(".stat", has_text="fixed").locator("b").inner_text())
    assert fixed > 0
    assert page.locator("section", has=page.get_by_role("heading", name="Fixed")).locator("tbody tr").count() == fixed
    page.goto("/findings?state=fixed")
    assert page.locator("table.list tbody tr").count() >= fixed
    assert page.goto(path + "/difference?base=" + SCANS["first"].split("/")[-1]).status == 200


def test_running_scan_is_stopped(page, shop):
    shop.delay = 0.5
    try:
        path = start_scan(page, shop, requests=5000)
        page.get_by_role("button", name="Stop the scan").click()
        wait_until_over(page, path, 60)
        assert page.locator(".head .chip", has_text="cancelled").count() == 1
    finally:
        shop.delay = 0


def test_emergency_stop_is_on_every_page_and_refuses_scans(page, shop):
    page.goto("/emergency-stop")
    page.get_by_label("Why").first.fill(f"enough {HOSTILE}")
    page.get_by_role("button", name="Stop all scans now").click()
    page.get_by_text("The emergency stop is engaged.").wait_for()
    for path in ("/", "/findings", "/settings", "/nothing-is-here"):
        page.goto(path)
        assert page.get_by_role("alert").get_by_text("Emergency stop").is_visible(), path
    page.goto(SCANS["first"])
    page.get_by_role("link", name="Scan again").click()
    page.get_by_role("button", name="Start the scan").click()
    page.get_by_role("heading", name="An emergency stop is engaged").wait_for()
    page.goto("/emergency-stop")
    page.get_by_label("Why it may go on").fill("over")
    page.get_by_role("button", name="Release the stop").click()
    page.get_by_text("No stop is engaged.").wait_for()
    assert page.get_by_role("alert").count() == 0


def test_audit_log_is_verified(page):
    page.goto("/audit")
    page.get_by_role("button", name="Verify the chain").click()
    page.get_by_role("heading", name="The chain is whole").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Export").click()
    lines = open(download.value.path()).read().splitlines()
    assert "checkpoint" in json.loads(lines[-1])


def test_api_key_is_shown_once_and_works_until_revoked(page, venti):
    page.goto("/settings/keys")
    page.get_by_label("What it is for").fill(f"pipeline {HOSTILE}")
    page.get_by_role("button", name="Make the key").click()
    key = page.get_by_label("Shown once").inner_text().strip()
    assert key.startswith("vk_live_")

    def status():
        request = urllib.request.Request(venti.url + "/api/v1/scans", headers={"authorization": f"Bearer {key}"})
        try:
            return urllib.request.urlopen(request).status
        except urllib.error.HTTPError as error:
            return error.code

    assert status() == 200
    page.goto("/settings/keys")
    assert key not in page.content()
    page.get_by_role("button", name="Revoke the key pipeline").click()
    page.get_by_text("The key is revoked.").wait_for()
    assert status() == 401


def test_member_sees_only_what_the_role_allows(page, chromium, venti):
    page.goto("/settings/members")
    page.get_by_label("Email address").fill("vera@example.com")
    page.get_by_label("Name").fill(f"Vera {HOSTILE}")
    page.get_by_label("Role", exact=True).select_option("viewer")
    page.get_by_role("button", name="Invite").click()
    email, password = page.get_by_label("Shown once").inner_text().split()
    other = browse(chromium, venti)
    guest = other.new_page()
    guest.goto("/sign-in")
    sign_in(guest, email, password)
    guest.goto("/scans")
    assert guest.get_by_role("link", name="New scan").count() == 0
    assert guest.get_by_role("link", name="Audit log").count() == 0
    assert guest.goto("/audit").status == 403
    assert guest.goto("/scans/new").status == 403
    # Disabled, the member's session ends.
    page.goto("/settings/members")
    page.get_by_role("button", name="Disable vera@example.com").click()
    page.get_by_text("The member is changed.").wait_for()
    deadline = time.time() + 10
    while time.time() < deadline and not guest.url.endswith("/sign-in"):
        guest.goto("/settings/members")
        guest.goto("/")
        time.sleep(0.5)
    assert guest.url.endswith("/sign-in")
    other.close()


def test_wrong_password_says_nothing_and_is_escaped(chromium, venti):
    context = browse(chromium, venti)
    page = context.new_page()
    page.goto("/sign-in?next=//evil.example")
    assert page.locator("[name=next]").input_value() == "/"
    sign_in(page, f"nobody{HOSTILE}", "wrong")
    assert "The address or the password is wrong." in page.get_by_role("alert").inner_text()
    assert page.evaluate("window.broken ?? null") is None
    context.close()


@pytest.mark.parametrize("path", ["/projects", "/settings/keys", "/emergency-stop", "/sign-out"])
def test_forms_of_other_sites_are_refused(context, venti, path):
    for headers, form in (
        ({"sec-fetch-site": "cross-site", "origin": "https://evil.example"}, {"name": "x"}),
        ({"sec-fetch-site": "same-origin"}, {"name": "x", "token": "wrong"}),
        ({"origin": "https://evil.example"}, {"name": "x"}),
    ):
        response = context.request.post(path, headers=headers, form=form, max_redirects=0)
        assert response.status == 403, (path, headers)


def test_session_cookie_is_closed(context, venti):
    cookie = next(c for c in context.cookies() if "venti_session" in c["name"])
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax" and cookie["path"] == "/"
    answer = context.request.get("/")
    policy = answer.headers["content-security-policy"]
    for part in ("default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    asset = re.search(r'href="(/assets/[^"]+\.css)"', answer.text()).group(1)
    assert "immutable" in context.request.get(asset).headers["cache-control"]


def test_no_error_was_logged(venti):
    lines = [line for line in venti.log().splitlines() if '"level":"error"' in line or '"level":"critical"' in line]
    assert not lines, lines[:5]


def test_sign_out_ends_the_session(chromium, venti):
    context = browse(chromium, venti)
    page = context.new_page()
    page.goto("/sign-in")
    sign_in(page, "admin@localhost", NEW_PASSWORD)
    kept = context.cookies()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    context.add_cookies(kept)
    page.goto("/")
    assert page.url.endswith("/sign-in")
    context.close()
