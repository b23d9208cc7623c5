//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A request can be sent to another process. Its secrets stay behind: take them from ``secrets``, send them by a way
/// that is fit for secrets, and put them in at the other end with ``resolvingSecrets(_:)``.
extension ScanRequest: Codable {
    private enum CodingKeys: String, CodingKey {
        case version, document, target, identities, policy, scope
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let version = try container.decode(Int.self, forKey: .version)
        guard version == ScanEvent.wireVersion else {
            throw DecodingError.dataCorruptedError(
                forKey: .version,
                in: container,
                debugDescription: "this VentiKit reads version \(ScanEvent.wireVersion), not \(version)."
            )
        }
        self.init(
            document: try container.decode(DocumentSource.self, forKey: .document),
            target: try container.decode(String.self, forKey: .target),
            identities: try container.decode(.identities, default: []),
            policy: try container.decode(.policy, default: ScanPolicy()),
            scope: try container.decodeIfPresent(ScanScope.self, forKey: .scope)
        )
    }

    /// Writes the request without its secrets.
    ///
    /// - Throws: `EncodingError` if two identities have one name, since their secrets could not be told apart, if a login
    ///   request holds a password, or if the document is an ``APIDescription``.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if let name = repeatedIdentityName {
            throw EncodingError.invalidValue(
                name,
                .init(
                    codingPath: container.codingPath + [CodingKeys.identities],
                    debugDescription: "two identities are named \"\(name)\"; give each its own name."
                )
            )
        }
        try container.encode(ScanEvent.wireVersion, forKey: .version)
        try container.encode(document, forKey: .document)
        try container.encode(target, forKey: .target)
        try container.encode(identities, forKey: .identities)
        try container.encode(policy, forKey: .policy)
        try container.encodeIfPresent(scope, forKey: .scope)
    }

    private var repeatedIdentityName: String? {
        var names: Set<String> = []
        return identities.first { !names.insert($0.name).inserted }?.name
    }
}
