//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// What a scan asks of a running ZAP, in the words of a scan.
struct ZAPDaemon: Sendable {
    let client: ZAPClient

    /// ZAP's version.
    ///
    /// - Throws: ``ZAPError`` with code ``ZAPError/Code/unsupported`` before 2.10, which lacks parts of the API.
    func version() async throws -> String {
        let version = try await client.call("core/view/version").text("version")
        let parts = version.split(separator: ".").prefix(2).compactMap { Int($0) }
        guard !version.isEmpty else {
            throw ZAPError(.unsupported, "\(client.base) does not say which version of ZAP it is; is it ZAP's API?")
        }
        // Weekly builds are called D-2026-01-02.
        if parts.count == 2, parts[0] < 2 || parts[0] == 2 && parts[1] < 10 {
            throw ZAPError(.unsupported, "ZAP at \(client.base) is \(version); 2.10 or later is needed.")
        }
        return version
    }

    /// The context that marks a daemon as taken.
    private static let mark = "venti-scan"

    /// Begins with an empty history, so that the alerts are those of this scan.
    ///
    /// A daemon has one session: a scan in it that is under way is not disturbed.
    ///
    /// - Throws: ``ZAPError`` with code ``ZAPError/Code/refused`` where one is.
    func begin() async throws {
        let scans = try await client.call("ascan/view/scans")["scans"]?.elements ?? []
        let contexts = try await client.call("context/view/contextList")["contextList"]?.elements ?? []
        guard !scans.contains(where: { ["RUNNING", "PAUSED"].contains($0.text("state")) }),
            !contexts.contains(where: { $0.stringValue == Self.mark })
        else { throw busy }
        _ = try await client.call("core/action/newSession", ["name": "", "overwrite": "true"])
        do {
            _ = try await client.call("context/action/newContext", ["contextName": Self.mark])
        } catch let error as ZAPError where error.zapCode == "already_exists" {
            throw busy
        }
    }

    private var busy: ZAPError {
        ZAPError(
            .refused,
            "ZAP at \(client.base) is busy with another scan; wait for its end, use another daemon, or begin a new session in "
                + "ZAP if a scan that was killed has left its context \(Self.mark)."
        )
    }

    /// Gives the daemon free, also where the task was cancelled.
    func end() async {
        _ = try? await client.call(
            "context/action/removeContext",
            ["contextName": Self.mark],
            survivesCancellation: true
        )
    }

    /// Puts the target into the scan's context, which attacks are bound to.
    func setScope(_ target: TargetURL) async throws {
        let url = (target.origin + target.basePath).map {
            $0.isLetter || $0.isNumber || $0 == "/" ? "\($0)" : "\\\($0)"
        }
        _ = try await client.call(
            "context/action/includeInContext",
            ["contextName": Self.mark, "regex": url.joined() + "/.*"]
        )
    }

    /// Waits until ZAP has looked at everything that it saw.
    func awaitPassiveScan(until deadline: ContinuousClock.Instant, every interval: Duration) async throws {
        while .now < deadline {
            let left = try await client.call("pscan/view/recordsToScan").number("recordsToScan") ?? 0
            if left == 0 { return }
            try await Task.sleep(for: interval)
        }
    }

    /// Makes the policy of a scan: only the given rules, as far as the daemon has them.
    ///
    /// - Returns: The numbers that are switched on.
    func makePolicy(_ name: String, rules: [Int]) async throws -> [Int] {
        let known = Set(
            (try await client.call("ascan/view/scanners")["scanners"]?.elements ?? []).compactMap { $0.number("id") }
        )
        let chosen = rules.filter(known.contains)
        _ = try await client.call("ascan/action/addScanPolicy", ["scanPolicyName": name])
        _ = try await client.call("ascan/action/disableAllScanners", ["scanPolicyName": name])
        if !chosen.isEmpty {
            let ids = chosen.map(String.init).joined(separator: ",")
            _ = try await client.call("ascan/action/enableScanners", ["ids": ids, "scanPolicyName": name])
        }
        return chosen
    }

    func removePolicy(_ name: String) async {
        _ = try? await client.call(
            "ascan/action/removeScanPolicy",
            ["scanPolicyName": name],
            survivesCancellation: true
        )
    }

    /// Keeps to a pace: one thread that waits between its requests.
    func setPace(requestsPerSecond: Double?) async throws {
        let delay = requestsPerSecond.map { Int((1_000 / max($0, 0.1)).rounded()) } ?? 0
        _ = try await client.call("ascan/action/setOptionDelayInMs", ["Integer": String(delay)])
        let threads = requestsPerSecond == nil ? 4 : 1
        _ = try await client.call("ascan/action/setOptionThreadPerHost", ["Integer": String(threads)])
    }

    /// Starts the attack on one request of ZAP's history.
    ///
    /// - Returns: The scan's id, or `nil` where ZAP does not know the request.
    func attack(_ request: ProbeRequest, at target: TargetURL, policy: String) async throws -> String? {
        do {
            let started = try await client.call(
                "ascan/action/scan",
                [
                    "url": target.origin + request.target, "recurse": "false", "inScopeOnly": "true",
                    "scanPolicyName": policy, "method": request.method,
                    "postData": String(decoding: request.body, as: UTF8.self),
                ]
            )
            return started.text("scan")
        } catch let error as ZAPError where error.zapCode == "url_not_found" {
            return nil
        }
    }

    /// How far an attack is: the percentage, and the requests that it sent.
    func progress(of scan: String) async throws -> (isDone: Bool, percent: Int, requests: Int) {
        let scans = try await client.call("ascan/view/scans")["scans"]?.elements ?? []
        guard let found = scans.first(where: { $0.text("id") == scan }) else { return (true, 100, 0) }
        return (found.text("state") == "FINISHED", found.number("progress") ?? 0, found.number("reqCount") ?? 0)
    }

    /// Ends an attack, also where the task was cancelled.
    func stop(_ scan: String) async {
        _ = try? await client.call("ascan/action/stop", ["scanId": scan], survivesCancellation: true)
    }

    /// The alerts after the first ones, a page at a time. Works after cancellation too: what was found is not lost.
    func alerts(after start: Int, of target: TargetURL, maximum: Int) async throws -> [ZAPAlert] {
        var alerts: [ZAPAlert] = []
        var position = start
        while alerts.count < maximum {
            let page =
                try await client.call(
                    "core/view/alerts",
                    ["baseurl": target.origin, "start": String(position), "count": "500"],
                    survivesCancellation: true
                )["alerts"]?.elements ?? []
            if page.isEmpty { return alerts }
            position += page.count
            alerts += page.compactMap(ZAPAlert.init(api:))
        }
        return alerts
    }
}
