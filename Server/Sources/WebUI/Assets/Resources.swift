//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What is built into the program. A test compares the lists with the folder.
enum Resources {
    /// The templates by their names.
    static let templates: [String: [UInt8]] = [
        "audit": PackageResources.audit_mustache,
        "bottom": PackageResources.bottom_mustache,
        "brand": PackageResources.brand_mustache,
        "counts": PackageResources.counts_mustache,
        "finding-head": PackageResources.finding_head_mustache,
        "finding-row": PackageResources.finding_row_mustache,
        "finding": PackageResources.finding_mustache,
        "findings": PackageResources.findings_mustache,
        "icons": PackageResources.icons_mustache,
        "keys": PackageResources.keys_mustache,
        "members": PackageResources.members_mustache,
        "overview": PackageResources.overview_mustache,
        "pager": PackageResources.pager_mustache,
        "problem": PackageResources.problem_mustache,
        "project": PackageResources.project_mustache,
        "projects": PackageResources.projects_mustache,
        "scan-diff": PackageResources.scan_diff_mustache,
        "scan-head": PackageResources.scan_head_mustache,
        "scan-live": PackageResources.scan_live_mustache,
        "scan-new": PackageResources.scan_new_mustache,
        "scan-plan": PackageResources.scan_plan_mustache,
        "scan-result": PackageResources.scan_result_mustache,
        "scan-row": PackageResources.scan_row_mustache,
        "scans": PackageResources.scans_mustache,
        "schedule-form": PackageResources.schedule_form_mustache,
        "schedule": PackageResources.schedule_mustache,
        "schedules": PackageResources.schedules_mustache,
        "settings-tabs": PackageResources.settings_tabs_mustache,
        "settings": PackageResources.settings_mustache,
        "sign-in": PackageResources.sign_in_mustache,
        "stops": PackageResources.stops_mustache,
        "target": PackageResources.target_mustache,
        "token": PackageResources.token_mustache,
        "top": PackageResources.top_mustache,
    ]

    /// The style sheet, the scripts and the icon by their files' names.
    static let assets: [String: [UInt8]] = [
        "html.js": PackageResources.html_js,
        "icon.svg": PackageResources.icon_svg,
        "live.js": PackageResources.live_js,
        "page.js": PackageResources.page_js,
        "signals.js": PackageResources.signals_js,
        "venti.css": PackageResources.venti_css,
        "venti.js": PackageResources.venti_js,
    ]
}
