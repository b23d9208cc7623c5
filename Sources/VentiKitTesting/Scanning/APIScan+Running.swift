//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
public import VentiKit

extension APIScan {
    /// Scans the API, and returns the report.
    ///
    /// - Parameters:
    ///   - api: Where the API is: a closure in this process, or a server.
    ///   - onEvent: Gets every event as it happens.
    /// - Throws: `ScanError` if the scan cannot begin; what starting the API throws.
    public func run(
        over api: APIUnderTest,
        onEvent: @escaping @Sendable (ScanEvent) async -> Void = { _ in }
    ) async throws -> ScanReport {
        switch api.access {
        case .direct(let url, let transport):
            var configuration = NativeScanner.Configuration()
            configuration.checks = checks
            configuration.transport = transport
            let request = ScanRequest(document: document, target: url, identities: identities, policy: policy)
            return try await NativeScanner(configuration).scan(request, onEvent: onEvent)
        case .scoped(let start):
            let report = Mutex<ScanReport?>(nil)
            try await start { api in
                let result = try await run(over: api, onEvent: onEvent)
                report.withLock { $0 = result }
            }
            guard let report = report.withLock({ $0 }) else {
                throw ScanError(.invalidArgument, "The closure that starts the API returned without scanning it.")
            }
            return report
        }
    }

    /// The operations that the scan may call, as arguments of a parameterised test, and one more for what belongs to none
    /// of them.
    ///
    /// - Throws: `ScanError` with the code `invalid-document` if the document cannot be read.
    public func operations() throws -> [ScannedOperation] {
        let selection = OperationSelection(policy)
        let operations = try description().operations.filter(selection.contains)
        return operations.map { ScannedOperation(name: $0.id) } + [.elsewhere]
    }

    private func description() throws -> APIDescription {
        try document.localDescription(else: .invalidDocument) { url in
            "\(url): the operations of a document that is a URL are not known."
        }
    }
}
