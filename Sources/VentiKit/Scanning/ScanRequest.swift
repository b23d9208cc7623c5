//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Everything that a scan needs to know: the document, the target, who to be, and how far to go.
public struct ScanRequest: Sendable, Hashable {
    /// The API's description.
    public var document: DocumentSource
    /// The base URL of the API under test, such as `http://127.0.0.1:8080/api`. Never taken from the document.
    public var target: String
    /// In whose name requests are sent, beside nobody's.
    public var identities: [Identity]
    /// How far, how much and how fast.
    public var policy: ScanPolicy
    /// What may be reached; `nil` for exactly the target's host, port and base path.
    public var scope: ScanScope?

    /// A request for a scan. Without a scope of your own, it is exactly the target's host, port and base path.
    public init(
        document: DocumentSource,
        target: String,
        identities: [Identity] = [],
        policy: ScanPolicy = ScanPolicy(),
        scope: ScanScope? = nil
    ) {
        self.document = document
        self.target = target
        self.identities = identities
        self.policy = policy
        self.scope = scope
    }
}

/// Where the API's document comes from.
public enum DocumentSource: Sendable, Hashable {
    /// A file, JSON or YAML. Documents that it refers to are read from its folder and below.
    case file(String)
    /// The document's bytes, with a name for messages and reports.
    case bytes([UInt8], name: String)
    /// A URL inside the scan's scope.
    case url(String)
    /// A description that the host already has.
    case description(APIDescription)
}
