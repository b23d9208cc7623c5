//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The request that logs an identity in: the one its recipe gives, or the document's login operation.
enum LoginRequest {
    /// - Throws: ``ScanError`` with code ``ScanError/Code/identityFailed`` where neither is there.
    static func make(
        _ recipe: LoginRecipe,
        identity: String,
        _ description: APIDescription,
        seed: UInt64
    ) throws -> (ProbeRequest, APIOperation?) {
        if let request = recipe.request { return (written(request, recipe), nil) }
        guard let login = LoginOperation.find(in: description) else {
            throw ScanError(
                .identityFailed,
                "Identity \(identity): no login operation is recognised in \(description.documentName); give its request "
                    + "in the identity's `request`, or a token instead of a password."
            )
        }
        let generator = ValueGenerator(description: description, userValues: [:], seed: seed)
        let template = generator.request(for: login.operation, attempt: 0, pool: ValuePool())
        let request = recipe.password.withExposedValue { password in
            template.replacing(login.usernameField, with: recipe.username).replacing(
                login.passwordField,
                with: password
            )
        }
        return (request.render(), login.operation)
    }

    private static func written(_ request: LoginRecipe.Request, _ recipe: LoginRecipe) -> ProbeRequest {
        let isForm = request.contentType.lowercased().hasPrefix("application/x-www-form-urlencoded")
        func escaped(_ text: String) -> String {
            if isForm { return PercentEncoding.encode(text) }
            guard request.contentType.lowercased().contains("json") else { return text }
            return String(decoding: JSONValue.string(text).serializedJSON().dropFirst().dropLast(), as: UTF8.self)
        }
        let body = recipe.password.withExposedValue { password in
            request.body.replacing("{{username}}", with: escaped(recipe.username))
                .replacing("{{password}}", with: escaped(password))
        }
        let path = request.path.hasPrefix("/") ? request.path : "/" + request.path
        return ProbeRequest(
            method: request.method,
            target: path,
            headers: ["Accept": "application/json, */*;q=0.5", "Content-Type": request.contentType],
            body: Array(body.utf8)
        )
    }
}
