//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ScanRequest {
    /// The secrets of the identities by their names in the encoded request, such as `alice.token`.
    public var secrets: [String: Secret] {
        var secrets: [String: Secret] = [:]
        for identity in identities where identity.credential.secret.absentName == nil {
            secrets[identity.secretName] = identity.credential.secret
        }
        return secrets
    }

    /// The request with the secrets in place that it lost when it was encoded.
    ///
    /// - Parameter secrets: The secrets by name; names that the request does not use are left alone.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidArgument`` if a secret is missing.
    public func resolvingSecrets(_ secrets: [String: Secret]) throws(ScanError) -> ScanRequest {
        var request = self
        for index in request.identities.indices {
            guard let name = request.identities[index].credential.secret.absentName else { continue }
            guard let secret = secrets[name], secret.absentName == nil else { throw .missingSecret(name) }
            request.identities[index].credential.secret = secret
        }
        return request
    }

    /// Refuses a request whose secrets are not in place, before it is sent to the target without them.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidArgument`` if a secret is missing.
    package func requireSecrets() throws(ScanError) {
        for identity in identities {
            if let name = identity.credential.secret.absentName { throw .missingSecret(name) }
        }
    }
}

extension ScanError {
    fileprivate static func missingSecret(_ name: String) -> ScanError {
        ScanError(.invalidArgument, "The secret \"\(name)\" is missing; hand it over beside the request.")
    }
}
