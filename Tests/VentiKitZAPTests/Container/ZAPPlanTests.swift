//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit
import VulnerableAPIs

@testable import VentiKitZAP

@Suite("Plans for ZAP")
struct ZAPPlanTests {
    private static let document = """
        openapi: 3.0.3
        info: { title: T, version: "1" }
        components: { securitySchemes: { b: { type: http, scheme: bearer } } }
        security: [{ b: [] }]
        paths:
          /users/{id}:
            get:
              parameters: [{ name: id, in: path, required: true, example: 7, schema: { type: integer } }]
              responses: { "200": { description: "" } }
            delete:
              parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
              responses: { "204": { description: "" } }
          /users:
            post:
              requestBody: { content: { application/json: { example: { name: "a: b" }, schema: { type: object } } } }
              responses: { "201": { description: "" } }
        """

    private func request(_ profile: ScanPolicy.Profile) -> ScanRequest {
        var request = ScanRequest(document: .bytes(Array(Self.document.utf8), name: "a.yaml"), target: "https://t/v1")
        request.identities = [
            Identity("bob", username: "bob", password: "pw-secret"), Identity("alice", bearer: "tok-secret"),
        ]
        request.policy.profile = profile
        request.policy.requestsPerSecond = 20
        return request
    }

    private func plan(_ request: ScanRequest, at place: WorkloadPlace = WorkloadPlace()) throws -> JSONValue {
        let workload = try ZAPContainerScanner(image: "zap").workload(for: request, at: place)
        return try #require(JSONValue(parsingJSON: workload.files[0].contents))
    }

    private func jobs(_ type: String, in plan: JSONValue) -> [JSONValue] {
        (plan["jobs"]?.elements ?? []).filter { $0.text("type") == type }
    }

    @Test func everyAllowedOperationIsARequestWithItsValuesAndCredential() throws {
        let plan = try plan(request(.active))
        let requests = jobs("requestor", in: plan).compactMap { $0["requests"]?.elements.first }
        #expect(requests.map { $0.text("name") } == ["GET /users/{id}", "POST /users"])
        #expect(requests.map { $0.text("url") } == ["https://t/v1/users/7", "https://t/v1/users"])
        #expect(requests.map { $0.number("responseCode") } == [200, 201])
        #expect(requests.last?.text("data") == #"{"name":"a: b"}"#)
        let headers = requests.map { ($0["headers"]?.elements ?? []).compactMap(\.stringValue) }
        #expect(headers.allSatisfy { $0.contains("Authorization:Bearer tok-secret") })
    }

    @Test func theAttackHasTheRulesOfTheProfileAndItsPace() throws {
        let safe = try plan(request(.safe))
        #expect(jobs("requestor", in: safe).count == 1)
        let attack = try #require(jobs("activeScan", in: safe).first)
        #expect(attack["parameters"]?.number("delayInMs") == 50)
        #expect(attack["parameters"]?.number("threadPerHost") == 1)
        let rules = attack["policyDefinition"]?["rules"]?.elements.compactMap { $0.number("id") }
        #expect(rules == ZAPRules.numbers(for: .safe))
        #expect(attack["policyDefinition"]?.text("defaultThreshold") == "off")
        #expect(jobs("activeScan", in: try plan(request(.passive))).isEmpty)
    }

    /// A plan with this many requests that read.
    private func plan(of count: Int, rate: Double?, _ profile: ScanPolicy.Profile = .safe) throws -> JSONValue {
        let paths = (1...count).map { "  /r\($0): { get: { responses: { '200': { description: '' } } } }" }
        let text = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths:\n" + paths.joined(separator: "\n")
        var request = ScanRequest(document: .bytes(Array(text.utf8), name: "a.yaml"), target: "https://t")
        request.policy.profile = profile
        request.policy.requestsPerSecond = rate
        return try plan(request)
    }

    /// The plan's own reckoning, with requests that take no time: at the end of each pause no more were sent than the rate
    /// allows by then, and the attack begins after one.
    @Test(arguments: [20, 7, 2.5, 1, 0.3, 0.05, 0.0001]) func theRequestsKeepToTheRateOnTheMean(_ rate: Double) throws {
        var (sent, row, seconds) = (0, 0, 0)
        for job in try plan(of: 45, rate: rate)["jobs"]?.elements ?? [] {
            switch job.text("type") {
            case "requestor":
                #expect(job["requests"]?.elements.count == 1)
                (sent, row) = (sent + 1, row + 1)
                // What comes in a row is a second's worth at most, or a single one.
                #expect(row <= max(1, Int(rate)))
            case "delay":
                seconds += try #require(Int(job["parameters"]?.text("time") ?? ""))
                row = 0
                #expect(Double(sent) <= max(rate, 0.001) * Double(seconds) + 1e-9)
            case "activeScan": #expect(row == 0 && sent == 45)
            default: break
            }
        }
        #expect(sent == 45 && seconds > 0)
    }

    @Test func aPlanPausesOnlyWhereThereIsAPaceAndSomethingFollows() throws {
        #expect(jobs("delay", in: try plan(of: 45, rate: nil)).isEmpty)
        #expect(jobs("delay", in: try plan(of: 5, rate: 20, .passive)).isEmpty)
        #expect(jobs("delay", in: try plan(of: 5, rate: 20, .safe)).count == 1)
        #expect(jobs("delay", in: try plan(of: 45, rate: 20, .passive)).count == 2)
    }

    @Test func thePaceOfAnAttackIsNeverAboveThePolicys() {
        for rate in [0.0001, 0.05, 1, 3, 20, 999] {
            let pace = ZAPPace(requestsPerSecond: rate)
            #expect(pace.threads == 1)
            #expect(1_000 / Double(pace.delayMilliseconds) <= max(rate, 0.001))
        }
        #expect(ZAPPace(requestsPerSecond: nil).delayMilliseconds == 0)
    }

    @Test func thePackagedScriptForAPIsIsToldThePaceOfItsAttack() throws {
        let workload = try ZAPContainerScanner(image: "zap", program: .apiScan).workload(for: request(.safe))
        let options = try #require(workload.command.last { $0.contains("scanner.injectable") })
        #expect(options.contains("-config scanner.delayInMs=50 -config scanner.threadPerHost=1"))
    }

    @Test func theReportComesWhateverHappensBefore() throws {
        let plan = try plan(request(.safe))
        for type in ["report", "exitStatus"] {
            #expect(jobs(type, in: plan).map { $0["alwaysRun"] } == [.bool(true)])
        }
        #expect(jobs("report", in: plan).first?["parameters"]?.text("reportDir") == Workload.outputFolder)
    }

    @Test func secretsAreInSecretFilesOnly() throws {
        for program in ZAPProgram.allCases {
            let scanner = ZAPContainerScanner(image: "zap", program: program)
            let workload = try scanner.workload(for: request(.active))
            #expect(!workload.command.joined(separator: " ").contains("secret"))
            for file in workload.files where String(decoding: file.contents, as: UTF8.self).contains("tok-secret") {
                #expect(file.isSecret)
            }
            let secretFiles = workload.files.filter(\.isSecret)
            #expect(secretFiles.count == 1)
            #expect(workload.command.joined(separator: " ").contains("-Xmx1228m"))
        }
    }

    @Test func theTargetIsNamedAsItIsReachedFromThePlace() throws {
        let place = WorkloadPlace(route: TargetRoute(host: "172.18.0.1", port: 4711))
        let plan = try plan(request(.safe), at: place)
        let context = plan["env"]?["contexts"]?.elements.first
        #expect(context?["urls"]?.elements == [.string("https://172.18.0.1:4711/v1")])
        let scope = try #require(context?["includePaths"]?.elements.first?.stringValue)
        let regex = try NSRegularExpression(pattern: "^(?:" + scope + ")$")
        func isInScope(_ url: String) -> Bool {
            regex.firstMatch(in: url, range: NSRange(url.startIndex..., in: url)) != nil
        }
        #expect(isInScope("https://172.18.0.1:4711/v1/users/7") && isInScope("https://172.18.0.1:4711/v1"))
        #expect(!isInScope("https://172.18.0.1:4711/v2/users") && !isInScope("https://172x18.0.1:4711/v1/users"))
    }

    @Test func theReducedDocumentHasOnlyWhatMayBeCalled() throws {
        let workload = try ZAPContainerScanner(image: "zap", program: .apiScan).workload(for: request(.safe))
        let file = try #require(workload.files.first { $0.path == "openapi.json" })
        let read = try APIDescription(bytes: file.contents, name: "openapi.json")
        #expect(read.operations.map(\.id) == ["GET /users/7"])
    }

    @Test func aDocumentThatIsOnlyAnAddressIsRefused() {
        var request = request(.safe)
        request.document = .url("https://t/v1/openapi.json")
        #expect(throws: ScanError.self) { try ZAPContainerScanner(image: "zap").workload(for: request) }
    }
}
