//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import VentiKit
import VentiService

/// What scans have found.
struct FindingEndpoints {
    private struct Judgement: Decodable {
        var state: TrackedFinding.State?
        var reason: String?
        var acceptedUntil: Date?
        var assignee: String?

        func verdict() throws -> FindingService.Verdict? {
            switch state {
            case nil: return nil
            case .falsePositive: return .falsePositive(reason: reason ?? "")
            case .open: return .reopened
            case .accepted:
                guard let acceptedUntil else {
                    throw ServiceError.invalid("/accepted_until", "A risk is taken on until a day.", code: "required")
                }
                return .accepted(reason: reason ?? "", until: acceptedUntil)
            default: throw ServiceError.invalid("/state", "Only scans say that.", code: "enum")
            }
        }
    }

    private struct Comment: Decodable {
        var text: String
    }

    private struct Detail: Encodable {
        var finding: FindingView
        var evidence: JSON
    }

    private struct History: Encodable {
        var items: [FindingChangeView]
    }

    var all: [Endpoint] { [list, ofScan, find, judge, history, comment] }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/findings",
            id: "listFindings",
            tag: "findings",
            summary: "The findings of all scans, each once.",
            access: .permission(.readFindings),
            query: Endpoint.Parameter.paging + [
                Endpoint.Parameter(name: "project_id", schema: .id, text: "Only those of a project."),
                Endpoint.Parameter(name: "target_id", schema: .id, text: "Only those of a target."),
                Endpoint.Parameter(name: "state", schema: .string(1...200), text: "States, with commas between them."),
                Endpoint.Parameter(name: "severity", schema: .string(1...100), text: "Severities, with commas."),
                Endpoint.Parameter(name: "q", schema: .string(1...200), text: "A text in title, operation or summary."),
            ],
            successes: [.page(of: "Finding", "The findings, worst first.")],
            handle: { exchange in
                let filter = FindingService.Filter(
                    project: try exchange.queryID("project_id"),
                    target: try exchange.queryID("target_id"),
                    states: try exchange.choices("state", TrackedFinding.State.self),
                    severities: try exchange.choices("severity", Severity.self),
                    text: exchange.query["q"]
                )
                let findings = exchange.platform.findings
                return try .page(
                    try await findings.list(filter, as: try exchange.principal(), page: try exchange.page()),
                    FindingView.init
                )
            }
        )
    }

    private var ofScan: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/scans/{scan}/findings",
            id: "listScanFindings",
            tag: "findings",
            summary: "The findings of one scan, as they are known now.",
            access: .permission(.readFindings),
            query: Endpoint.Parameter.paging,
            successes: [.page(of: "Finding", "The findings, worst first.")],
            handle: { exchange in
                let found = try await exchange.platform.findings.list(
                    of: try exchange.id("scan"),
                    as: try exchange.principal(),
                    page: try exchange.page()
                )
                return try .page(found, FindingView.init)
            }
        )
    }

    private var find: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/findings/{finding}",
            id: "getFinding",
            tag: "findings",
            summary: "One finding with the proof of the last scan that found it.",
            access: .permission(.readFindings),
            successes: [.json(200, .component("FindingDetail"), "The finding.")],
            handle: { exchange in
                let (id, principal) = (try exchange.id("finding"), try exchange.principal())
                let finding = try await exchange.platform.findings.find(id, as: principal)
                let detail = try await exchange.platform.findings.detail(id, as: principal)
                let evidence = try JSONDecoder().decode(JSON.self, from: JSONEncoder().encode(detail))
                return try .json(Detail(finding: FindingView(finding), evidence: evidence)).versioned(finding.version)
            }
        )
    }

    private var judge: Endpoint {
        Endpoint(
            method: .patch,
            path: "\(API.base)/findings/{finding}",
            id: "judgeFinding",
            tag: "findings",
            summary: "Say what is thought of a finding. Only scans say that one is fixed.",
            access: .permission(.triageFindings),
            content: .json(
                .object([
                    .optional("state", .oneOf(["open", "accepted", "false_positive"])),
                    .optional("reason", .string(1...2_000)), .optional("accepted_until", .time),
                    .optional("assignee", .string(0...200)),
                ]),
                example: ["state": "false_positive", "reason": "The gateway answers this, not the service."]
            ),
            successes: [.json(200, .component("Finding"), "The finding.")],
            hasPrecondition: true,
            handle: { exchange in
                let input = try exchange.json(Judgement.self)
                let finding = try await exchange.platform.findings.judge(
                    try exchange.id("finding"),
                    try input.verdict(),
                    assignee: input.assignee,
                    version: try exchange.version(),
                    as: try exchange.principal()
                )
                return try .json(FindingView(finding)).versioned(finding.version)
            }
        )
    }

    private var history: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/findings/{finding}/history",
            id: "getFindingHistory",
            tag: "findings",
            summary: "What happened to a finding.",
            access: .permission(.readFindings),
            successes: [.json(200, .component("FindingHistory"), "The changes, oldest first.")],
            handle: { exchange in
                let id = try exchange.id("finding")
                let changes = try await exchange.platform.findings.history(of: id, as: try exchange.principal())
                return try .json(History(items: changes.map(FindingChangeView.init)))
            }
        )
    }

    private var comment: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/findings/{finding}/comments",
            id: "commentFinding",
            tag: "findings",
            summary: "Add a comment to a finding's history.",
            access: .permission(.triageFindings),
            content: .json(.object([.required("text", .string(1...4_000))]), example: ["text": "Looking into it."]),
            successes: [.json(201, .component("FindingChange"), "The comment.")],
            handle: { exchange in
                let change = try await exchange.platform.findings.comment(
                    try exchange.json(Comment.self).text,
                    on: try exchange.id("finding"),
                    as: try exchange.principal()
                )
                return try .json(FindingChangeView(change), .created)
            }
        )
    }
}
