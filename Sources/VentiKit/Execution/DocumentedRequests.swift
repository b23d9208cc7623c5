//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The requests of a scan that are known before the API has answered anything: one for each operation that the policy lets
/// a scan call, with the values of the document and of the user.
///
/// For programs that must be told beforehand what to send.
package struct DocumentedRequests: Sendable {
    /// A request that stands for its operation.
    package struct Seed: Sendable {
        /// The operation that is called.
        package var operation: APIOperation
        /// The request as it goes on the wire below the target's base path, with the credential.
        package var request: ProbeRequest
    }

    /// The API.
    package let description: APIDescription
    /// The requests in the order of the document.
    package private(set) var seeds: [Seed] = []
    /// The identity whose credential the requests carry; `nil` for nobody's.
    package let identity: Identity?
    /// What is done with each operation, as far as it is known beforehand.
    package private(set) var coverage = ScanCoverage()

    /// Reads the document of a request and works out what to send.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidDocument`` if the document cannot be read or describes no
    ///   operation, with code ``ScanError/Code/invalidArgument`` if it is only an address.
    package init(of request: ScanRequest) throws {
        description = try request.document.localDescription(else: .invalidArgument) {
            "\($0): what is to be sent must be known before the scan; download the document and give the file."
        }
        guard !description.operations.isEmpty else {
            throw ScanError(.invalidDocument, "\(description.documentName): the document describes no operation.")
        }
        identity = request.identities.first { $0.credential.direct != nil }
        let plan = ScanPlan(description: description, policy: request.policy)
        let generator = ValueGenerator(
            description: description,
            userValues: request.policy.values,
            seed: request.policy.seed,
            rules: request.policy.operationRules
        )
        let credential = identity?.credential.direct
        seeds = plan.operations.map { operation in
            var sample = generator.request(for: operation, attempt: 0, pool: ValuePool()).render()
            if let credential {
                sample = credential.token.withExposedValue { credential.placement.apply($0, to: sample) }
            }
            return Seed(operation: operation, request: sample)
        }
        let reasons = Dictionary(
            plan.skipped.map { ($0.operation.id, $0.reason) },
            uniquingKeysWith: { first, _ in first }
        )
        coverage.operations = description.operations.map { operation in
            var known = OperationCoverage(operation: operation.id, skippedBecause: reasons[operation.id])
            known.declaration = operation.declaration
            return known
        }
    }

    /// What the report says about the API.
    package var api: APISummary { description.summary }
}
