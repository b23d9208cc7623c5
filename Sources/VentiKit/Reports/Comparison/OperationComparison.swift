//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The operations of two scans, by which document has them and which scan reached them.
struct OperationComparison {
    let added: [ReportComparison.AddedOperation]
    let removed: [String]
    let noLongerReached: [String]
    let newlyReached: [String]

    init(from old: ScanCoverage, to new: ScanCoverage) {
        let before = Self.byKey(old)
        let after = Self.byKey(new)
        // What lets anybody in comes first.
        let added = new.operations.filter { before[OperationKey($0.operation)] == nil }
            .map { ReportComparison.AddedOperation(operation: $0.operation, security: $0.declaration?.security) }
        self.added = added.filter(\.isOpen) + added.filter { !$0.isOpen }
        removed = old.operations.map(\.operation).filter { after[OperationKey($0)] == nil }
        func reached(_ isReached: Bool) -> [String] {
            new.operations.filter { operation in
                guard let known = before[OperationKey(operation.operation)] else { return false }
                return operation.isReached == isReached && known.isReached != isReached
            }
            .map(\.operation)
        }
        noLongerReached = reached(false)
        newlyReached = reached(true)
    }

    private static func byKey(_ coverage: ScanCoverage) -> [OperationKey: OperationCoverage] {
        Dictionary(coverage.operations.map { (OperationKey($0.operation), $0) }) { first, _ in first }
    }
}
