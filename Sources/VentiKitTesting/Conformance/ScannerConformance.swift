//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

/// What every `APIScanner` must do, tried with real scans.
///
/// It makes about five scans, all of them at the request's target. Give it a small API of your own and a time limit.
public struct ScannerConformance: ConformanceSuite {
    /// What is tried.
    public var scanner: any APIScanner
    /// What is scanned.
    public var request: ScanRequest
    /// How long a cancelled scan may take to end. Defaults to a minute.
    public var patience: Duration = .seconds(60)
    /// How many requests the target has received so far, where somebody counts; `nil` where nobody does.
    public var requestsReceived: (@Sendable () async -> Int)?

    /// Makes the suite.
    ///
    /// - Parameters:
    ///   - scanner: What is tried.
    ///   - request: What is scanned: an API that answers, and that you may test.
    public init(_ scanner: any APIScanner, request: ScanRequest) {
        self.scanner = scanner
        self.request = request
    }

    public func problems() async throws -> [ConformanceProblem] {
        var problems: [ConformanceProblem] = []
        let descriptor = scanner.descriptor
        for (name, text) in [("id", descriptor.id), ("title", descriptor.title), ("version", descriptor.version)]
        where text.isEmpty {
            problems.append(.init("The scanner says what it is.", "The descriptor's \(name) is empty."))
        }
        let rules = EventRules { request, events in try await scanner.scan(request, into: events) }
        problems += try await rules.problems(for: request, patience: patience, requestsReceived: requestsReceived)
        problems += try await sameAgain()
        problems += try await unusableTarget()
        return problems
    }

    private func sameAgain() async throws -> [ConformanceProblem] {
        let rule = "The same request gives the same findings again."
        return try await EventRules.noting(rule) {
            let first = try await scanner.scan(request)
            let second = try await scanner.scan(request)
            return FindingComparison(expected: first.findings, found: second.findings).problems(rule)
        }
    }

    private func unusableTarget() async throws -> [ConformanceProblem] {
        let rule = "A target that is no URL is refused with invalid-target."
        var request = request
        request.target = "no address"
        return try await EventRules.expecting(.invalidTarget, rule) { events in
            try await scanner.scan(request, into: events)
        }
    }
}
