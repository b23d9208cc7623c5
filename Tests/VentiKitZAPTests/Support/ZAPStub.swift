//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Synchronization
import VentiKit
import VulnerableAPIs

/// A stand-in for ZAP's JSON API: names, forms, words and states are those that a real ZAP 2.17 answered with.
///
/// Requests that it is asked to send go to a handler in this process. An active scan really attacks: it sends the request
/// with a quote at the end of its path and looks for the words of a database, as rule 40018 does.
final class ZAPStub: Sendable {
    struct Message: Sendable {
        var method: String
        var path: String
        var head: String
        var body: String
    }

    struct ActiveScan: Sendable {
        var polls = 0
        var state = "RUNNING"
        var requests = 0
    }

    struct State: Sendable {
        var calls: [String] = []
        var history: [Message] = []
        var contexts = ["Default Context"]
        var policies: [String: Set<String>] = [:]
        var scans: [ActiveScan] = []
        var alerts: [String] = []
        var recordsToScan = 3
        var delay = ""
        /// Bits of the places that are attacked; by itself ZAP leaves out the segments of paths, which are 16.
        var places = 1 | 2 | 32
        /// An alert that every session has from its beginning.
        var falseAlarm: String?
    }

    let state = Mutex(State())
    private let target: VulnerableAPI
    private let origin: String
    private let pollsPerScan: Int

    init(target: VulnerableAPI, origin: String, pollsPerScan: Int = 2) {
        self.target = target
        self.origin = origin
        self.pollsPerScan = pollsPerScan
    }

    /// The names of the calls that were answered, in their order.
    var calls: [String] { state.withLock { $0.calls } }

    /// The stub as an API to serve.
    var api: VulnerableAPI {
        VulnerableAPI(name: "zap", document: "") { [self] request, body in
            let (status, text) = await answer(request, String(decoding: body, as: UTF8.self))
            var response = HTTPResponse(status: .init(code: status))
            response.headerFields[.contentType] = "application/json; charset=UTF-8"
            return (response, Array(text.utf8))
        }
    }

    private func answer(_ request: HTTPRequest, _ form: String) async -> (Int, String) {
        guard request.headerFields[.contentType] == "application/x-www-form-urlencoded" else {
            return Self.error("content_type_not_supported", "Content Type not supported")
        }
        guard request.headerFields.first(where: { $0.name.canonicalName == "x-zap-api-key" })?.value == "k1" else {
            return Self.error("bad_api_key", "Provided apikey is missing or incorrect")
        }
        let name = (request.path ?? "").split(separator: "/").dropFirst().joined(separator: "/")
        var parameters: [String: String] = [:]
        for pair in form.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            parameters[Self.decoded(halves[0])] = halves.count > 1 ? Self.decoded(halves[1]) : ""
        }
        state.withLock { $0.calls.append(name) }
        if name == "core/action/sendRequest" { return await send(parameters["request"] ?? "") }
        if name == "ascan/action/scan" { return await startScan(parameters) }
        return state.withLock { Self.answer(name, parameters, &$0, pollsPerScan) }
    }

    private static func answer(
        _ name: String,
        _ parameters: [String: String],
        _ state: inout State,
        _ pollsPerScan: Int
    ) -> (Int, String) {
        let ok = (200, #"{"Result":"OK"}"#)
        switch name {
        case "core/view/version": return (200, #"{"version":"2.17.0"}"#)
        case "core/action/newSession":
            state.history = []
            state.alerts = state.falseAlarm.map { [$0] } ?? []
            state.contexts = ["Default Context"]
            return ok
        case "context/view/contextList":
            return (200, #"{"contextList":[\#(state.contexts.map { "\"\($0)\"" }.joined(separator: ","))]}"#)
        case "context/action/newContext":
            let context = parameters["contextName"] ?? ""
            guard !state.contexts.contains(context) else { return error("already_exists", "Already Exists") }
            state.contexts.append(context)
            return (200, #"{"contextId":"\#(state.contexts.count)"}"#)
        case "context/action/removeContext":
            state.contexts.removeAll { $0 == parameters["contextName"] }
            return ok
        case "context/action/includeInContext": return ok
        case "pscan/view/recordsToScan":
            state.recordsToScan = max(0, state.recordsToScan - 1)
            return (200, #"{"recordsToScan":"\#(state.recordsToScan)"}"#)
        case "ascan/view/scanners": return (200, #"{"scanners":[{"id":"40018","name":"SQL Injection"},{"id":"6"}]}"#)
        case "ascan/action/addScanPolicy":
            state.policies[parameters["scanPolicyName"] ?? ""] = []
            return ok
        case "ascan/action/disableAllScanners": return ok
        case "ascan/action/enableScanners":
            let ids = (parameters["ids"] ?? "").split(separator: ",").map(String.init)
            state.policies[parameters["scanPolicyName"] ?? ""] = Set(ids)
            return ok
        case "ascan/action/removeScanPolicy":
            guard state.policies.removeValue(forKey: parameters["scanPolicyName"] ?? "") != nil else {
                return error("does_not_exist", "Does Not Exist")
            }
            return ok
        case "ascan/action/setOptionDelayInMs":
            state.delay = parameters["Integer"] ?? ""
            return ok
        case "ascan/action/setOptionThreadPerHost": return ok
        case "ascan/view/optionTargetParamsInjectable":
            return (200, #"{"TargetParamsInjectable":"\#(state.places)"}"#)
        case "ascan/action/setOptionTargetParamsInjectable":
            guard let places = Int(parameters["Integer"] ?? "") else {
                return error("illegal_parameter", "Illegal Parameter")
            }
            state.places = places
            return ok
        case "ascan/view/scans": return (200, scans(&state, pollsPerScan))
        case "ascan/action/stop":
            guard let id = Int(parameters["scanId"] ?? ""), state.scans.indices.contains(id) else {
                return error("does_not_exist", "Does Not Exist")
            }
            state.scans[id].state = "FINISHED"
            return ok
        case "core/view/alerts":
            // The first one is 1, and 0 too.
            let start = max(1, Int(parameters["start"] ?? "") ?? 1)
            let count = Int(parameters["count"] ?? "") ?? .max
            let page = state.alerts.dropFirst(start - 1).prefix(count > 0 ? count : .max)
            return (200, #"{"alerts":[\#(page.joined(separator: ","))]}"#)
        default: return error("bad_view", "Bad View")
        }
    }

    private static func scans(_ state: inout State, _ pollsPerScan: Int) -> String {
        let lines = state.scans.indices.map { index in
            if state.scans[index].state == "RUNNING" {
                state.scans[index].polls += 1
                if state.scans[index].polls >= pollsPerScan { state.scans[index].state = "FINISHED" }
            }
            let scan = state.scans[index]
            let progress = scan.state == "FINISHED" ? 100 : 17
            return #"{"reqCount":"\#(scan.requests)","alertCount":"0","progress":"\#(progress)","newAlertCount":"0","#
                + #""id":"\#(index)","state":"\#(scan.state)"}"#
        }
        return #"{"scans":[\#(lines.joined(separator: ","))]}"#
    }

    static func error(_ code: String, _ message: String) -> (Int, String) {
        (400, #"{"code":"\#(code)","message":"\#(message)"}"#)
    }

    private static func decoded(_ text: Substring) -> String {
        text.replacing("+", with: " ").removingPercentEncoding ?? String(text)
    }
}

extension ZAPStub {
    private func send(_ text: String) async -> (Int, String) {
        guard let message = message(text) else { return Self.error("illegal_parameter", "Illegal Parameter") }
        let answer = await forward(message)
        state.withLock { $0.history.append(message) }
        let head = "HTTP/1.1 \(answer.status) X\r\nContent-Type: \(answer.type)\r\n\r\n"
        let value = JSONValue.object([
            .init(
                "sendRequest",
                .array([
                    .object([
                        .init("rtt", .string("5")), .init("responseHeader", .string(head)),
                        .init("responseBody", .string(answer.body)),
                    ])
                ])
            )
        ])
        return (200, String(decoding: value.serializedJSON(), as: UTF8.self))
    }

    private func message(_ text: String) -> Message? {
        guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
        let head = String(text[..<end.lowerBound])
        let words = head.prefix { !$0.isNewline }.split(separator: " ")
        guard words.count == 3, words[1].hasPrefix(origin) else { return nil }
        return Message(
            method: String(words[0]),
            path: String(words[1].dropFirst(origin.count)),
            head: head,
            body: String(text[end.upperBound...])
        )
    }

    private func forward(_ message: Message) async -> (status: Int, type: String, body: String) {
        var request = HTTPRequest(
            method: .init(message.method) ?? .get,
            scheme: "http",
            authority: "api.test",
            path: message.path
        )
        for line in message.head.split(whereSeparator: \.isNewline).dropFirst() {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2, let name = HTTPField.Name(String(halves[0])) else { continue }
            request.headerFields.append(.init(name: name, value: String(halves[1].drop { $0 == " " })))
        }
        let (response, body) = await target.handler(request, Array(message.body.utf8))
        return (
            response.status.code, response.headerFields[.contentType] ?? "", String(decoding: body, as: UTF8.self)
        )
    }

    private func startScan(_ parameters: [String: String]) async -> (Int, String) {
        let path = (parameters["url"] ?? "").dropFirst(origin.count)
        let known = state.withLock { state in
            state.history.first { $0.path == path && $0.method == parameters["method"] }
        }
        guard var message = known else { return Self.error("url_not_found", "URL Not Found in the Scan Tree") }
        let attacksPaths = state.withLock { state in
            state.policies[parameters["scanPolicyName"] ?? ""]?.contains("40018") == true && state.places & 16 != 0
        }
        guard attacksPaths else { return (200, finish(requests: 0, alert: nil)) }
        message.path += "%27"
        let answer = await forward(message)
        let isFlawed = answer.status >= 500 && answer.body.contains("unterminated")
        return (200, finish(requests: 1, alert: isFlawed ? alert(message) : nil))
    }

    private func finish(requests: Int, alert: String?) -> String {
        state.withLock { state in
            var scan = ActiveScan()
            scan.requests = requests
            state.scans.append(scan)
            if let alert { state.alerts.append(alert) }
            return #"{"scan":"\#(state.scans.count - 1)"}"#
        }
    }

    private func alert(_ message: Message) -> String {
        #"{"id":"7","pluginId":"40018","alertRef":"40018","name":"SQL Injection","alert":"SQL Injection","risk":"High","#
            + #""confidence":"Medium","cweid":"89","wascid":"19","url":"\#(origin)\#(message.path)","#
            + #""method":"\#(message.method)","param":"","attack":"'","evidence":"unterminated","description":"D","#
            + #""solution":"Bind.","other":"","reference":"","tags":{"CWE-89":""},"sourceMessageId":1}"#
    }
}
