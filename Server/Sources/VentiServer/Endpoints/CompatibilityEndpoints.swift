//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiService

/// The twelve routes of the first server, over the same services, so that its clients go on working.
///
/// Who may call them is decided as for the operations that take their place; what they answer has the first server's names.
struct CompatibilityEndpoints {
    private struct SignIn: Decodable {
        var username: String
        var password: String
    }

    private struct Ended: Encodable {
        var scanId: RecordID
        var status: String
        var message: String
    }

    var all: [Endpoint] {
        [signIn, CompatibilityStart.endpoint, status, findings, report, htmlReport, scans, cancel] + platform
    }

    private var signIn: Endpoint {
        Endpoint(
            method: .post,
            path: "/api/auth/login",
            id: "signInV0",
            tag: "compatibility",
            summary: "Sign in with an address, which is called a username, and a password.",
            access: .anybody,
            rate: .login,
            content: .json(
                .object([.required("username", .string(1...254)), .required("password", .string(1...256))]),
                example: ["username": "ann@example.com", "password": "not the password"]
            ),
            successes: [.json(200, .component("Tokens"), "Who signed in, and the tokens.")],
            deprecation: .init(successor: "\(API.base)/auth/login"),
            handle: { exchange in
                let input = try exchange.json(SignIn.self)
                let tokens = try await exchange.platform.identity.signIn(
                    IdentityService.SignIn(
                        email: input.username,
                        password: input.password,
                        client: exchange.headers[.userAgent] ?? "",
                        address: exchange.address
                    )
                )
                return try .json(AuthEndpoints.TokensView(tokens))
            }
        )
    }

    private var status: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/scan/{scan}/status",
            id: "getScanV0",
            tag: "compatibility",
            summary: "How far a scan is.",
            access: .permission(.readScans),
            successes: [.json(200, .component("V0Scan"), "The scan.")],
            deprecation: .init(successor: "\(API.base)/scans/{scan}"),
            handle: { exchange in
                let id = try exchange.id("scan")
                return try .json(V0Scan(try await exchange.platform.scans.find(id, as: try exchange.principal())))
            }
        )
    }

    private var findings: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/scan/{scan}/findings",
            id: "listScanFindingsV0",
            tag: "compatibility",
            summary: "The findings of a scan.",
            access: .permission(.readFindings),
            query: Endpoint.Parameter.paging,
            successes: [.json(200, .component("V0Findings"), "The findings, worst first.")],
            deprecation: .init(successor: "\(API.base)/scans/{scan}/findings"),
            handle: { exchange in
                let id = try exchange.id("scan")
                let found = try await exchange.platform.findings.list(
                    of: id,
                    as: try exchange.principal(),
                    page: try exchange.page()
                )
                return try .json(V0Findings(id, found))
            }
        )
    }

    private var report: Endpoint { report("/api/scan/{scan}/report", "getReportV0", .json) }
    private var htmlReport: Endpoint { report("/api/scan/{scan}/report/html", "getHTMLReportV0", .html) }

    private func report(_ path: String, _ id: String, _ format: ReportService.Format) -> Endpoint {
        Endpoint(
            method: .get,
            path: path,
            id: id,
            tag: "reports",
            summary: "The report of a scan that is over, as \(format.rawValue).",
            access: .permission(.readFindings),
            successes: [.init(status: 200, schema: nil, mediaType: format.mediaType, text: "The report.")],
            deprecation: .init(successor: "\(API.base)/scans/{scan}/report?format=\(format.rawValue)"),
            handle: { exchange in
                let scan = try exchange.id("scan")
                let text = try await exchange.platform.reports.text(of: scan, format, as: try exchange.principal())
                return ReportEndpoints.answer(text, format, of: scan)
            }
        )
    }

    private var scans: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/scans",
            id: "listScansV0",
            tag: "compatibility",
            summary: "The scans.",
            access: .permission(.readScans),
            query: Endpoint.Parameter.paging,
            successes: [.json(200, .component("V0Scans"), "The scans, newest first.")],
            deprecation: .init(successor: "\(API.base)/scans"),
            handle: { exchange in
                let scans = exchange.platform.scans
                return try .json(V0Scans(try await scans.list(as: try exchange.principal(), page: try exchange.page())))
            }
        )
    }

    private var cancel: Endpoint {
        Endpoint(
            method: .delete,
            path: "/api/scan/{scan}",
            id: "cancelScanV0",
            tag: "compatibility",
            summary: "End a scan. What it has found until then stays.",
            access: .permission(.cancelScans),
            successes: [.json(200, .component("V0Started"), "The scan, which ends.")],
            deprecation: .init(successor: "\(API.base)/scans/{scan}/cancel"),
            handle: { exchange in
                let id = try exchange.id("scan")
                let scan = try await exchange.platform.scans.cancel(id, as: try exchange.principal())
                return try .json(
                    Ended(scanId: scan.id, status: V0Scan.status(scan.state), message: "The scan is told to stop.")
                )
            }
        )
    }
}
