//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// A plan of ZAP's Automation Framework for one scan.
///
/// It sends VentiKit's own valid requests, one job each, and attacks them. ZAP's job `openapi` is not used: it calls the
/// operations that the policy leaves out too, and guesses values that the document or the user knows. The requests carry the
/// credential, so the plan is a secret file; ZAP repeats it in its attacks, so no rule to replace headers is needed.
/// ([ZAP: Automation Framework](https://www.zaproxy.org/docs/automate/automation-framework/))
struct ZAPPlan {
    /// The requests in their order, each a job of the plan.
    let seeds: [DocumentedRequests.Seed]
    /// Operations that are not called, with the reason.
    private(set) var leftOut: [String: String] = [:]
    private let policy: ScanPolicy
    private let place: ZAPPlace

    /// The file in the output folder that ZAP writes.
    static let report = "report.json"
    private static let context = "venti"

    init(_ requests: DocumentedRequests, policy: ScanPolicy, place: ZAPPlace) {
        self.policy = policy
        self.place = place
        var reasons: [String: String] = [:]
        seeds = requests.seeds.filter { seed in
            let reason = Self.obstacle(seed.request, policy.profile)
            reasons[seed.operation.id] = reason
            return reason == nil
        }
        leftOut = reasons
    }

    /// Why a request cannot be part of a plan.
    private static func obstacle(_ request: ProbeRequest, _ profile: ScanPolicy.Profile) -> String? {
        if profile == .safe, request.method != "GET" {
            return "ZAP would attack it, and the profile attacks only what reads"
        }
        guard let body = String(validating: request.body, as: UTF8.self) else {
            return "its body is no text, which a plan cannot hold"
        }
        // ZAP takes these for names of variables.
        if request.target.contains("${") || body.contains("${") { return "its values look like variables of a plan" }
        return nil
    }

    /// The plan's text: JSON, which YAML includes, so that no value can be taken for anything else.
    var text: [UInt8] {
        var jobs = [Self.job("passiveScan-config", ["maxAlertsPerRule": .integer(0), "scanOnlyInScope": .bool(true)])]
        jobs += requests
        jobs.append(Self.job("passiveScan-wait", ["maxDuration": .integer(minutes)]))
        if policy.profile > .passive {
            jobs.append(attack)
            jobs.append(Self.job("passiveScan-wait", ["maxDuration": .integer(minutes)]))
        }
        jobs.append(
            Self.job(
                "report",
                [
                    "template": .string("traditional-json-plus"), "reportDir": .string(Workload.outputFolder),
                    "reportFile": .string(Self.report), "reportTitle": .string("venti"),
                ],
                more: ["alwaysRun": .bool(true)]
            )
        )
        // No finding changes the exit code: it says whether ZAP did its work.
        jobs.append(
            Self.job(
                "exitStatus",
                ["okExitValue": .integer(0), "errorExitValue": .integer(1), "warnExitValue": .integer(2)],
                more: ["alwaysRun": .bool(true)]
            )
        )
        return JSONValue(["env": environment, "jobs": .array(jobs)]).serializedJSON()
    }

    private var environment: JSONValue {
        JSONValue([
            "contexts": .array([
                JSONValue([
                    "name": .string(Self.context), "urls": .array([.string(place.base)]),
                    "includePaths": .array([.string(place.scope)]),
                ])
            ]),
            "parameters": JSONValue([
                "failOnError": .bool(true), "failOnWarning": .bool(false), "progressToStdout": .bool(true),
                "maxDuration": .integer(max(1, Int(policy.maximumSeconds))),
            ]),
        ])
    }

    /// The whole minutes in which ZAP counts, at least one; the plan's own limit is in seconds.
    private var minutes: Int { max(1, Int((policy.maximumSeconds / 60).rounded(.up))) }

    private var pace: ZAPPace { ZAPPace(requestsPerSecond: policy.requestsPerSecond) }

    /// The requests with the pauses between them, and one before an attack begins at its own pace.
    private var requests: [JSONValue] {
        guard let batch = pace.batch else { return seeds.map(requestor) }
        let pause = Self.job("delay", ["time": .string(String(pace.pauseSeconds))])
        return seeds.enumerated().flatMap { index, seed in
            let isLast = index == seeds.count - 1
            let isFollowed = isLast ? policy.profile > .passive : (index + 1).isMultiple(of: batch)
            return isFollowed ? [requestor(seed), pause] : [requestor(seed)]
        }
    }

    private func requestor(_ seed: DocumentedRequests.Seed) -> JSONValue {
        let request = seed.request
        var members: KeyValuePairs<String, JSONValue> {
            [
                "url": .string(place.base + request.target), "name": .string(seed.operation.id),
                "method": .string(request.method),
                "headers": .array(request.headers.lines.map { .string("\($0.name):\($0.value)") }),
                "data": .string(String(decoding: request.body, as: UTF8.self)),
                "responseCode": .integer(Self.expectedStatus(of: seed.operation)),
            ]
        }
        return Self.job("requestor", [:], more: ["requests": .array([JSONValue(members)])])
    }

    /// The success that the document promises. ZAP says where another status came.
    static func expectedStatus(of operation: APIOperation) -> Int {
        operation.responses.keys.compactMap { Int($0) }.filter { (200..<300).contains($0) }.min() ?? 200
    }

    private var attack: JSONValue {
        let rules = ZAPRules.numbers(for: policy.profile).map { number in
            JSONValue(["id": .integer(number), "strength": .string("medium"), "threshold": .string("medium")])
        }
        return Self.job(
            "activeScan",
            [
                "context": .string(Self.context), "maxScanDurationInMins": .integer(minutes),
                "threadPerHost": .integer(pace.threads), "delayInMs": .integer(pace.delayMilliseconds),
            ],
            more: [
                "policyDefinition": JSONValue([
                    "defaultStrength": .string("medium"), "defaultThreshold": .string("off"), "rules": .array(rules),
                ])
            ]
        )
    }

    private static func job(
        _ type: String,
        _ parameters: KeyValuePairs<String, JSONValue>,
        more: KeyValuePairs<String, JSONValue> = [:]
    ) -> JSONValue {
        var members = [JSONValue.Member("type", .string(type))]
        if !parameters.isEmpty { members.append(.init("parameters", JSONValue(parameters))) }
        return .object(members + more.map { JSONValue.Member($0.key, $0.value) })
    }
}

extension JSONValue {
    /// An object with these members in their order.
    init(_ members: KeyValuePairs<String, JSONValue>) {
        self = .object(members.map { Member($0.key, $0.value) })
    }
}
