//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Findings that need not be in memory at once.
///
/// Formats go through the findings once or twice. Each time the same findings come.
public protocol FindingSource: Sendable {
    /// Gives one finding after another, in the order in which they are kept.
    ///
    /// - Parameter body: Takes a finding; what it throws ends the walk and is thrown on.
    func forEach(_ body: (Finding) throws -> Void) throws

    /// Gives one finding after another in the order of a report, as ``Swift/Sequence/inReportOrder()`` says.
    ///
    /// Sources that keep their findings in that order need not implement it.
    ///
    /// - Parameter body: Takes a finding; what it throws ends the walk and is thrown on.
    func forEachInReportOrder(_ body: (Finding) throws -> Void) throws
}

extension FindingSource {
    public func forEachInReportOrder(_ body: (Finding) throws -> Void) throws { try forEach(body) }
}

/// Findings in memory.
struct FindingList: FindingSource {
    let findings: [Finding]
    /// The places of the findings in the order of a report, or `nil` where they are in that order already.
    private let order = ComputedOnce<[Int32]?>()

    init(_ findings: [Finding]) { self.findings = findings }

    func forEach(_ body: (Finding) throws -> Void) throws {
        for finding in findings { try body(finding) }
    }

    func forEachInReportOrder(_ body: (Finding) throws -> Void) throws {
        guard let order = order.get({ computedOrder }) else { return try forEach(body) }
        for index in order { try body(findings[Int(index)]) }
    }

    private var computedOrder: [Int32]? {
        let keys = findings.map(FindingOrderKey.init)
        var isOrdered = true
        for index in keys.indices.dropFirst() where keys[index] < keys[index - 1] {
            isOrdered = false
            break
        }
        guard !isOrdered else { return nil }
        return keys.indices.sorted { keys[$0] < keys[$1] }.map(Int32.init)
    }
}

/// Findings that are made when they are asked for, such as those of a database.
public struct GeneratedFindings<Findings: Sequence<Finding>>: FindingSource {
    private let make: @Sendable () throws -> Findings

    /// Makes a source.
    ///
    /// - Parameter make: Begins anew: a sequence of the same findings each time, in the order of a report.
    public init(_ make: @escaping @Sendable () throws -> Findings) { self.make = make }

    public func forEach(_ body: (Finding) throws -> Void) throws {
        for finding in try make() { try body(finding) }
    }
}
