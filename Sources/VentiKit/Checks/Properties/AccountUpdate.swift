//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An operation that changes an account: what a request to it must leave alone so that the account stays what it was.
struct AccountUpdate: Sendable {
    /// The members that say who the account is, how it logs in, what it may do and whether it may be used.
    private let fields: [BodyField]

    /// - Returns: `nil` where the operation changes something else.
    init?(_ operation: APIOperation, schemas: SchemaLibrary) {
        guard ["PUT", "PATCH"].contains(operation.method) else { return nil }
        let all = BodyField.all(of: operation, schemas)
        let hasPassword = all.contains { AccountField($0.name, $0.schema) == .password }
        guard hasPassword || Self.isOfProfile(operation) || Self.isOfAccounts(operation) else { return nil }
        fields = all.filter { Self.mustStay($0) }
        guard !fields.isEmpty else { return nil }
    }

    /// Whether an operation changes the account of whoever calls it: `PUT /me`, `PATCH /user`.
    static func isOfProfile(_ operation: APIOperation) -> Bool {
        guard ["PUT", "PATCH"].contains(operation.method) else { return false }
        var reading = operation
        reading.method = "GET"
        return AccountOperations.isProfile(reading)
    }

    /// The request with the account's own values where they are known, and else without what it need not have.
    ///
    /// - Parameter known: The account's own value of a member of this name.
    /// - Returns: `nil` where the request would set a password that nobody knows.
    func harmless(_ request: OperationRequest, known: (String) -> JSONValue?) -> OperationRequest? {
        var request = request
        for field in fields where request.value(at: field.point) != nil {
            // What is not set yet is shown empty, and may not be sent so.
            if let own = known(field.name), own.isScalar, !(own.scalarText ?? "").isEmpty {
                request = request.setting(field.point, to: own)
            } else if !field.isRequired {
                request = request.removing(field.point)
            } else if AccountField(field.name, field.schema) == .password {
                return nil
            }
        }
        return request
    }

    private static func mustStay(_ field: BodyField) -> Bool {
        if let account = AccountField(field.name, field.schema) {
            return account != .username || SensitiveNames.fold(field.name) != "name"
        }
        return [.privilege, .state].contains(PropertyKind(field.name))
    }

    private static func isOfAccounts(_ operation: APIOperation) -> Bool {
        let words =
            operation.path.split(separator: "/").last { !$0.contains("{") }.map { Words.split(String($0)) } ?? []
        return operation.path.contains("{")
            && ["user", "account", "customer", "member"].contains(Words.singular(words.last ?? ""))
    }
}
