//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What the document says of an operation, as far as whoever reads a report needs it.
public struct OperationDeclaration: Sendable, Hashable, Codable {
    /// Whether the document asks for a credential.
    public enum Security: String, Sendable, Hashable, Codable, CaseIterable {
        /// A credential is needed.
        case required
        /// A credential may be left away.
        case optional
        /// The document says that anyone may call it.
        case none
        /// The document does not say.
        case undeclared
    }

    /// The document's own name for the operation.
    public var operationID: String?
    /// The document's tags.
    public var tags: [String]
    /// Whether the document asks for a credential.
    public var security: Security

    /// Makes a declaration.
    ///
    /// - Parameters:
    ///   - operationID: The document's own name for the operation.
    ///   - tags: The document's tags.
    ///   - security: Whether the document asks for a credential.
    public init(operationID: String? = nil, tags: [String] = [], security: Security) {
        self.operationID = operationID
        self.tags = tags
        self.security = security
    }

    /// Reads a declaration; tags that are missing are none.
    ///
    /// - Parameter decoder: What it is read from.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            operationID: try container.decodeIfPresent(String.self, forKey: .operationID),
            tags: try container.decode(.tags, default: []),
            security: try container.decode(Security.self, forKey: .security)
        )
    }
}

extension APIOperation {
    /// What a report says of the operation.
    var declaration: OperationDeclaration {
        let kind: OperationDeclaration.Security =
            if requiresCredential {
                .required
            } else if !security.isEmpty {
                .optional
            } else {
                declaresSecurity ? .none : .undeclared
            }
        return OperationDeclaration(operationID: operationID, tags: tags, security: kind)
    }
}
