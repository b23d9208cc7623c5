//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds SQL injection by making the database wait.
struct SQLTimeCheck: ActiveCheck, ExclusiveCheck {
    let metadata = CheckMetadata(
        id: "venti.sqli.time",
        title: "SQL injection (delay)",
        severity: .critical,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(89)],
        remediation: "Pass values to the database as bound parameters, never as part of the statement's text.",
        explanation: """
            Adds a call that makes the database wait, in the words of each common database. The first delay that is not \
            kept ends the attempt. Otherwise requests with and without a delay alternate, alone on the host, and the \
            measured times must follow the asked ones in a straight line. Places where an error or a condition has \
            shown the flaw are left out.
            """,
        profile: .safe
    )

    /// How a database is told to wait.
    struct Payload: Sendable {
        var database: String
        /// What is added to the value, with `{}` for the delay in seconds.
        var template: String
        var isForNumbers: Bool

        func text(delay: Double) -> String { template.replacing("{}", with: String(delay)) }
    }

    static let payloads = [
        Payload(database: "postgresql", template: "'||pg_sleep({})-- ", isForNumbers: false),
        Payload(database: "postgresql", template: "' AND 1=(SELECT 1 FROM pg_sleep({}))-- ", isForNumbers: false),
        Payload(database: "mysql", template: "' AND SLEEP({})-- ", isForNumbers: false),
        Payload(database: "sqlserver", template: "'; WAITFOR DELAY '0:0:{}'-- ", isForNumbers: false),
        Payload(database: "postgresql", template: " AND 1=(SELECT 1 FROM pg_sleep({}))", isForNumbers: true),
        Payload(database: "mysql", template: " AND SLEEP({})", isForNumbers: true),
        Payload(database: "sqlserver", template: "; WAITFOR DELAY '0:0:{}'-- ", isForNumbers: true),
    ]

    private static let cheaper: [CheckID] = ["venti.sqli.boolean", "venti.sqli.error"]

    let isBurst = false
    private let delays = TimingRegression.delays

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        var findings: [Finding] = []
        for injectable in try InjectableRequest.all(of: operation, in: context) {
            // Half a minute of waiting would show once more what is shown already.
            if context.isKnown(Self.cheaper, at: operation.location(at: injectable.point)) { continue }
            for payload in Self.payloads where injectable.isNumeric || !payload.isForNumbers {
                if let finding = try await probe(injectable, with: payload, in: context) {
                    findings.append(finding)
                    break
                }
            }
        }
        return findings
    }

    private func probe(
        _ injectable: InjectableRequest,
        with payload: Payload,
        in context: CheckContext
    ) async throws -> Finding? {
        guard let shortest = delays.min(), let longest = delays.max() else { return nil }
        let identity = injectable.reached.identity
        var regression = TimingRegression()
        var trial = context.trial()
        func request(_ delay: Double) -> OperationRequest {
            injectable.request(with: injectable.value + payload.text(delay: delay))
        }
        func seconds(_ response: ProbeResponse) -> Double { response.timeToFirstByte / .seconds(1) }

        let none = try await trial.send("no delay 0", request(0), as: identity)
        regression.add(.init(asked: 0, measured: seconds(none)))
        for (index, delay) in delays.enumerated() {
            let slow = try await trial.send("delay \(delay)", request(delay), as: identity)
            let sample = TimingRegression.Sample(asked: delay, measured: seconds(slow))
            guard regression.isPromising(sample) else { return nil }
            regression.add(sample)
            let fast = try await trial.send("no delay \(index + 1)", request(0), as: identity)
            regression.add(.init(asked: 0, measured: seconds(fast)))
        }
        guard case .delayed(let slope, _) = regression.verdict else { return nil }
        let margin = Int(800 * shortest)
        let proof = trial.proof([
            .slower(step: "delay \(shortest)", than: "no delay 0", byMilliseconds: margin),
            .slower(step: "delay \(longest)", than: "no delay 1", byMilliseconds: Int(800 * longest)),
        ])
        guard let proof else { return nil }
        let operation = injectable.reached.request.operation
        return metadata.finding(
            at: operation.location(at: injectable.point),
            summary: "Delays of \(delays.map { String($0) }.joined(separator: ", ")) s asked of the database in "
                + "\(injectable.point) were kept (\(payload.database), \(slope > 1.5 ? "evaluated twice" : "evaluated once")).",
            evidenceClass: "time",
            proof: proof
        )
    }
}
