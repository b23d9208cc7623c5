//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Testing
public import VentiKit

/// Scans an API once for a suite, before its tests run.
///
/// Made by `apiScan(_:over:)`.
public struct APIScanTrait: SuiteTrait, TestScoping {
    let scan: APIScan
    let api: @Sendable () async throws -> APIUnderTest

    /// Scans, and runs the tests of the suite with the report at hand.
    ///
    /// - Parameters:
    ///   - test: The suite that has the trait.
    ///   - testCase: Nothing: the scope is that of the whole suite.
    ///   - function: Runs the tests.
    /// - Throws: `ScanError` if the scan cannot begin, which fails the suite; what the function throws.
    public func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        var scan = scan
        for case let change as any ScanSetting in test.traits { try await change.apply(to: &scan) }
        let report = try await scan.run(over: try await api())
        try await APIScan.$report.withValue(report) { try await function() }
    }
}

extension APIScan {
    @TaskLocal static var report: ScanReport?

    /// The report of the scan that the suite around the running test has made.
    ///
    /// - Throws: `ScanError` with the code `invalid-argument` if no suite around it has the trait `apiScan`.
    public static var currentReport: ScanReport {
        get throws {
            guard let report else {
                throw ScanError(.invalidArgument, "No suite around this test has the trait .apiScan(_:over:).")
            }
            return report
        }
    }
}

extension Trait where Self == APIScanTrait {
    /// Scans an API once for the suite, before its tests run; they share the report.
    ///
    /// ```swift
    /// private let scan = APIScan(.beside("openapi.yaml"), profile: .active)
    ///
    /// @Suite(.apiScan(scan, over: try .closure { try await respond(to: $0, $1) }))
    /// struct PetstoreSecurity {
    ///     @Test(arguments: try scan.operations())
    ///     func hasNoFindings(_ operation: ScannedOperation) throws {
    ///         try operation.expectNoFindings(atOrAbove: .medium)
    ///     }
    /// }
    /// ```
    ///
    /// Suites that are to share one scan go into a suite that has the trait.
    ///
    /// - Parameters:
    ///   - scan: What is scanned, as whom, and how far.
    ///   - api: Where the API is. Called once, when the suite begins.
    public static func apiScan(
        _ scan: APIScan,
        over api: @autoclosure @escaping @Sendable () throws -> APIUnderTest
    ) -> Self {
        Self(scan: scan, api: { try api() })
    }
}
