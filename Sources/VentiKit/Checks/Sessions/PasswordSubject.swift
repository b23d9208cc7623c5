//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Whose password an operation changes, where its path or its body names an account.
struct PasswordSubject: Sendable {
    let account: ProofAccount

    init(of account: ProofAccount) { self.account = account }

    /// The request with this account in every place that names one; `nil` where there is no such place.
    ///
    /// - Throws: ``CheckSkipped`` where a parameter of the path is not understood.
    func name(
        in request: OperationRequest,
        _ context: CheckContext,
        _ trial: inout ProofTrial
    ) async throws -> OperationRequest? {
        var request = request
        var isNamed = false
        for parameter in ValueGenerator.templateNames(in: request.operation.path) {
            guard let value = try await value(for: parameter, context, &trial) else {
                throw CheckSkipped("what {\(parameter)} stands for is not recognised")
            }
            request = request.settingPath([parameter: value])
            isNamed = true
        }
        for field in BodyField.all(of: request.operation, context.description.schemas) {
            guard let kind = AccountField(field.name, field.schema), kind != .password, knows(kind) else { continue }
            request = request.setting(field.point, to: .string(account.value(kind)))
            isNamed = true
        }
        return isNamed ? request : nil
    }

    private func knows(_ field: AccountField) -> Bool {
        account.recipe.registration.places.contains { $0.field == field }
    }

    /// What a parameter of the path stands for: what the account was registered with, or an id that it is told.
    private func value(
        for parameter: String,
        _ context: CheckContext,
        _ trial: inout ProofTrial
    ) async throws -> String? {
        if let kind = AccountField(parameter, APISchema(.string)), kind != .password, knows(kind),
            SensitiveNames.fold(parameter) != "userid"
        {
            return account.value(kind)
        }
        let wanted = IdentifierCandidates.fold(parameter)
        for operation in context.accountOperations.profile {
            let request = context.request(for: operation, as: nil)
            let response = try await trial.send("who is \(account.name)", request, by: .account(account))
            let leaf = (JSONValue(parsingJSON: response.body)?.leaves ?? []).first { leaf in
                let name = IdentifierCandidates.fold(leaf.pointer.split(separator: "/").last.map(String.init) ?? "")
                return leaf.value.scalarText != nil && (name == wanted || ["id", "uuid", "userid"].contains(name))
            }
            guard let leaf else { continue }
            let capture = ProofCapture("\(account.name)Id", from: .body(pointer: leaf.pointer))
            try await trial.send("id of \(account.name)", request, by: .account(account), captures: [capture])
            return FreshValue.placeholder(capture.name)
        }
        return nil
    }
}
