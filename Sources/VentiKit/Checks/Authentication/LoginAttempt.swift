//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Requests to a login operation with chosen names and passwords.
struct LoginAttempt: Sendable {
    private let login: LoginOperation
    private let template: OperationRequest

    /// Recognises the operation as a login.
    ///
    /// - Throws: ``CheckSkipped`` where it is something else.
    init(_ operation: APIOperation, in context: CheckContext) throws {
        guard let login = LoginOperation(operation, schemas: context.description.schemas) else {
            throw CheckSkipped("not recognised as a login")
        }
        self.login = login
        let generator = ValueGenerator(
            description: context.description,
            userValues: context.policy.values,
            seed: context.policy.seed,
            rules: context.policy.operationRules
        )
        template = generator.request(for: operation, attempt: 0, pool: ValuePool())
    }

    /// The name of the property that takes the user's name.
    var usernameProperty: String { login.usernameField.name.split(separator: "/").last.map(String.init) ?? "" }

    /// Whether the user's name is an e-mail address.
    var usernameIsEmail: Bool { SensitiveNames.fold(usernameProperty).contains("mail") }

    func request(username: String, password: String) -> OperationRequest {
        template.replacing(login.usernameField, with: username).replacing(login.passwordField, with: password)
    }

    /// A name that no account has, of about the same look as a known one.
    func unknownUsername(like known: String?, random: inout SeededRandom) -> String {
        let length = max(8, min(known?.prefix { $0 != "@" }.count ?? 10, 20))
        let name = random.word(length: length)
        guard usernameIsEmail || known?.contains("@") ?? false else { return name }
        return name + "@" + (known?.split(separator: "@").last.map(String.init) ?? "example.com")
    }

    /// A password that is wrong, and strong enough to pass a policy.
    func wrongPassword(random: inout SeededRandom) -> String { "Wr0ng!" + random.word(length: 10) }
}
