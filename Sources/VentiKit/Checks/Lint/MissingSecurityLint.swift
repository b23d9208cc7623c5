//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that the document leaves open although they change something or look internal.
struct MissingSecurityLint: DocumentCheck {
    let metadata = CheckMetadata(
        id: "venti.lint.no-security",
        title: "The document requires no credential",
        severity: .low,
        category: .brokenAuthentication,
        weaknesses: [.cwe(306)],
        remediation:
            "Say at the operation which security it requires, or `security: []` where it is meant to be public.",
        explanation: """
            Reads the document and sends nothing. Operations that change something, or whose path or answer names \
            internal or secret things, should require a credential if the document defines one at all. Login, \
            registration and the like do not count, and what says `security: []` itself counts as information.
            """
    )

    func audit(_ description: APIDescription) -> [Finding] {
        guard !description.operations.isEmpty else { return [] }
        if description.securitySchemes.isEmpty {
            return [
                metadata.finding(
                    at: FindingLocation(source: description.operations.first?.source),
                    summary: "The document defines no security scheme, so all of its operations are open.",
                    evidenceClass: "document"
                )
            ]
        }
        return description.operations.compactMap { operation in
            guard operation.security.isEmpty, let reason = Self.reason(operation, in: description.schemas) else {
                return nil
            }
            return metadata.finding(
                at: operation.location(),
                summary: "\(operation.id) \(reason) and requires no credential.",
                severity: operation.declaresSecurity ? .info : .low,
                evidenceClass: "operation"
            )
        }
    }

    /// Why the operation should require a credential, or `nil` where it need not.
    private static func reason(_ operation: APIOperation, in schemas: SchemaLibrary) -> String? {
        let path = operation.path.split(separator: "/").filter { !$0.contains("{") }.flatMap { Words.split(String($0)) }
        let words = Set(path + Words.split(operation.operationID ?? ""))
        guard words.isDisjoint(with: publicWords) else { return nil }
        if !words.isDisjoint(with: internalWords) { return "looks internal" }
        if ["POST", "PUT", "PATCH", "DELETE"].contains(operation.method) { return "changes something" }
        var walk = SchemaWalk(in: schemas)
        var names: [String] = []
        for (status, response) in operation.responses.sorted(by: { $0.key < $1.key }) where status.hasPrefix("2") {
            for schema in response.contents.compactMap(\.schema) {
                walk.visit(schema) { name, schema in
                    let isScalar = schema.types.isDisjoint(with: [.object, .array, .boolean])
                    if isScalar, SensitiveNames.isCredentialProperty(name), !weakNames.contains(name) {
                        names.append(name)
                    }
                }
            }
        }
        return names.min().map { "answers the property \"\($0)\"" }
    }

    private static let publicWords: Set<String> = [
        "login", "logon", "signin", "sign", "signup", "register", "registration", "token", "tokens", "oauth", "auth",
        "authenticate", "authorize", "session", "sessions", "forgot", "reset", "recover", "verify", "confirm",
        "refresh",
        "callback", "webhook", "webhooks", "health", "healthz", "ping", "status", "public", "search", "contact",
        "logout",
    ]
    private static let internalWords: Set<String> = [
        "admin", "administrator", "internal", "debug", "private", "backoffice",
    ]
    private static let weakNames: Set<String> = ["hash", "salt", "pin", "pass"]
}
