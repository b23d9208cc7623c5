//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds APIs that take credentials in the URL.
struct TokenInURLCheck: DocumentCheck {
    let metadata = CheckMetadata(
        id: "venti.auth.token-in-url",
        title: "A credential is part of the URL",
        severity: .low,
        category: .brokenAuthentication,
        weaknesses: [.cwe(598)],
        remediation: "Take credentials in a header field: URLs end up in logs, histories and Referer fields.",
        explanation: """
            Reads the document for keys that its security schemes put into the query, and for parameters of the query \
            and the path that are named as access tokens, sessions and keys are. Looks at answers for redirects that \
            put such a token into the query of their address. Tokens that are good for one link, and those that turn \
            pages, do not count.
            """
    )

    func audit(_ description: APIDescription) -> [Finding] {
        schemeFindings(description) + parameterFindings(description)
    }

    /// One finding for each key that a security scheme puts into the query and an operation uses.
    private func schemeFindings(_ description: APIDescription) -> [Finding] {
        description.securitySchemes.sorted { $0.key < $1.key }.compactMap { name, scheme in
            guard case .apiKey(let key, .query) = scheme else { return nil }
            let users = description.operations.filter { $0.security.contains { $0.contains { $0.scheme == name } } }
            guard !users.isEmpty else { return nil }
            return metadata.finding(
                at: .host,
                summary: "The scheme \"\(name.prefix(60))\" has clients put their key into the query as "
                    + "\"\(key.prefix(60))\".",
                evidenceClass: "scheme \(name)",
                affectedOperations: users.map(\.id)
            )
        }
    }

    /// One finding for each name that parameters have.
    private func parameterFindings(_ description: APIDescription) -> [Finding] {
        var users: [String: [(operation: APIOperation, parameter: APIParameter)]] = [:]
        for operation in description.operations {
            for parameter in operation.parameters where parameter.location == .query || parameter.location == .path {
                users[parameter.name, default: []].append((operation, parameter))
            }
        }
        return users.sorted { $0.key < $1.key }.compactMap { name, users in
            let users = users.filter { user in
                URLCredential.isName(name, isInPath: user.parameter.location == .path, useCount: users.count)
            }
            guard let first = users.first else { return nil }
            return metadata.finding(
                at: first.operation.location(at: first.parameter.insertionPoint),
                summary:
                    "\(first.operation.id) takes \"\(name.prefix(60))\" in the \(first.parameter.location.rawValue)"
                    + (users.count > 1 ? ", and so do \(users.count - 1) other operations." : "."),
                evidenceClass: "parameter",
                affectedOperations: users.map(\.operation.id)
            )
        }
    }
}

/// The passive half: redirects that carry a token.
extension TokenInURLCheck: PassiveCheck {
    func inspect(_ exchange: HTTPExchange) -> [Finding] {
        guard exchange.isOrdinary, (300..<400).contains(exchange.response.status),
            let operation = exchange.operation, let address = exchange.response.headers["location"],
            let name = URLCredential.name(inQueryOf: address)
        else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "The answer redirects to an address with \"\(name)\" in its query.",
                evidenceClass: "redirect",
                proof: Proof(
                    steps: [ProofStep(label: CheckMetadata.answerLabel, exchange: exchange)],
                    assertions: [
                        .headerContains(step: CheckMetadata.answerLabel, name: "location", text: name + "=")
                    ]
                )
            )
        ]
    }
}
