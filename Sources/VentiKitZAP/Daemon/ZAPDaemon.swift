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
            // A mark that is set must be known to be set, or nobody takes it away.
            _ = try await client.call(
                "context/action/newContext",
                ["contextName": Self.mark],
                survivesCancellation: true
            )
        } catch let error as ZAPError where error.zapCode == "already_exists" {
            throw busy
        } catch {
            await end()
            throw error
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
    ///
    /// - Returns: Whether it has; `false` where the time was used up first.
    func awaitPassiveScan(until deadline: ContinuousClock.Instant, every interval: Duration) async throws -> Bool {
        while true {
            if try await client.call("pscan/view/recordsToScan").number("recordsToScan") == 0 { return true }
            guard .now < deadline else { return false }
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

    /// Has segments of paths attacked too, where an API has most of its parameters and ZAP by itself looks for none, and
    /// keeps to a pace: one thread that waits between its requests.
    func setOptions(requestsPerSecond: Double?) async throws {
        let places = try await client.call("ascan/view/optionTargetParamsInjectable").number("TargetParamsInjectable")
        let all = (places ?? Self.queryAndBody) | Self.pathSegments
        _ = try await client.call("ascan/action/setOptionTargetParamsInjectable", ["Integer": String(all)])
        let pace = ZAPPace(requestsPerSecond: requestsPerSecond)
        _ = try await client.call("ascan/action/setOptionDelayInMs", ["Integer": String(pace.delayMilliseconds)])
        _ = try await client.call("ascan/action/setOptionThreadPerHost", ["Integer": String(pace.threads)])
    }

    /// Bits of ZAP's places of attack (`ScannerParam`).
    private static let queryAndBody = 3
    private static let pathSegments = 16

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
                ],
                // A scan whose id is lost cannot be stopped.
                survivesCancellation: true
            )
            return started.text("scan")
        } catch let error as ZAPError where Self.refusals.contains(error.zapCode ?? "") {
            return nil
        }
    }

    /// What ZAP says of one request that it does not attack.
    private static let refusals: Set<String> = ["url_not_found", "url_not_in_context", "illegal_parameter"]

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

    /// The alerts from a position on, a page at a time. Works after cancellation too: what was found is not lost.
    ///
    /// - Parameters:
    ///   - start: How many alerts are known; ZAP counts from 1.
    ///   - target: The host that they are of.
    ///   - maximum: How many are fetched at most, to the page.
    /// - Returns: The alerts, and how many are known with them, those that could not be understood too.
    func alerts(
        after start: Int,
        of target: TargetURL,
        maximum: Int
    ) async throws -> (alerts: [ZAPAlert], position: Int) {
        var alerts: [ZAPAlert] = []
        var position = start
        while position - start < maximum {
            let page =
                try await client.call(
                    "core/view/alerts",
                    ["baseurl": target.origin, "start": String(position + 1), "count": "500"],
                    survivesCancellation: true
                )["alerts"]?.elements ?? []
            if page.isEmpty { break }
            position += page.count
            alerts += page.compactMap(ZAPAlert.init(api:))
        }
        return (alerts, position)
    }
}
