//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The values of the accounts that a scan has registered, as values of proofs: another scan's accounts have others.
enum AccountValues {
    /// The fields that requests may name an account by.
    static let fields: [AccountField] = [.username, .email, .phone]

    /// The name of a value, such as `account1Email` for the identity `account-1`.
    static func name(_ field: AccountField, of identity: String) -> String { field.valueName(of: compact(identity)) }

    /// The values of an account by their names.
    static func values(of account: RegisteredAccount, named identity: String) -> [String: String] {
        var values: [String: String] = [:]
        for field in fields {
            let text = account.values[field.valueName(of: "account")]?.scalarText ?? ""
            // What is too short may stand in a request for something else.
            if text.utf8.count >= 6 { values[name(field, of: identity)] = text }
        }
        return values
    }

    /// The identities whose values a proof names, among these.
    static func identities(in proof: Proof, among names: some Sequence<String>) -> [String] {
        let texts = proof.steps.flatMap { step in
            [step.request.target, step.request.body ?? ""] + step.request.headers.map(\.value)
        }
        let asserted = proof.assertions.flatMap(\.texts)
        return names.filter { identity in
            let placeholders = fields.map { FreshValue.placeholder(name($0, of: identity)) }
            return (texts + asserted).contains { text in placeholders.contains { text.contains($0) } }
        }
    }

    private static func compact(_ identity: String) -> String { identity.filter { $0.isLetter || $0.isNumber } }
}

extension Proof {
    /// The proof with placeholders in place of these values, by their names.
    func generalising(_ values: [String: String]) -> Proof {
        // A longer one first: an address may hold the name.
        let ordered = values.sorted { ($0.value.utf8.count, $0.key) > ($1.value.utf8.count, $1.key) }
        func general(_ text: String) -> String {
            ordered.reduce(text) { text, value in
                text.replacing(value.value, with: FreshValue.placeholder(value.key))
                    .replacing(PercentEncoding.encode(value.value), with: FreshValue.placeholder(value.key))
            }
        }
        var proof = self
        for index in proof.steps.indices {
            var request = proof.steps[index].request
            request.target = general(request.target)
            request.body = request.body.map(general)
            for header in request.headers.indices {
                request.headers[header].value = general(request.headers[header].value)
            }
            proof.steps[index].request = request
        }
        proof.assertions = proof.assertions.map { $0.mappingTexts(general) }
        return proof
    }
}

extension ScanSession {
    /// The values of all accounts that the scan has registered, and the names that other identities log in with.
    var accountValues: [String: String] {
        withState { state in
            state.accounts.reduce(into: [:]) { values, account in
                values.merge(AccountValues.values(of: account.value, named: account.key)) { $1 }
            }
        }
    }

    /// The same for a replay, in which an account may be one that was given.
    var replayValues: [String: String] {
        var values = accountValues
        for session in sessions {
            guard case .login(let recipe) = session.identity.credential else { continue }
            for field in AccountValues.fields {
                let name = AccountValues.name(field, of: session.identity.name)
                if values[name] == nil { values[name] = recipe.username }
            }
        }
        return values
    }
}
