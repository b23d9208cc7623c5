//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations that take a password in the URL.
struct PasswordInURLLint: DocumentCheck {
    let metadata = CheckMetadata(
        id: "venti.lint.password-in-query",
        title: "A password is part of the URL",
        severity: .medium,
        category: .brokenAuthentication,
        weaknesses: [.cwe(598)],
        remediation: "Take passwords in the body of a POST: URLs end up in logs, histories and Referer fields.",
        explanation: """
            Reads the document and sends nothing. Looks for parameters of the query or the path that are named as \
            passwords are, or have the format password.
            """
    )

    func audit(_ description: APIDescription) -> [Finding] {
        description.operations.compactMap { operation in
            let parameter = operation.parameters.first { parameter in
                guard parameter.location == .query || parameter.location == .path else { return false }
                let schema = description.schemas.resolve(parameter.schema)
                guard !schema.types.contains(.boolean) else { return false }
                return schema.format == "password" || Self.isPassword(parameter.name)
            }
            guard let parameter else { return nil }
            return metadata.finding(
                at: operation.location(at: parameter.insertionPoint),
                summary: "\(operation.id) takes \"\(parameter.name.prefix(60))\" in the \(parameter.location.rawValue)."
            )
        }
    }

    private static func isPassword(_ name: String) -> Bool {
        SensitiveNames.isCredentialProperty(name) && !SecretValue.isAction(name)
            && !["hash", "salt", "pass", "pin"].contains(SensitiveNames.fold(name))
    }
}
