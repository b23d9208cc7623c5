//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Where a saved request has the placeholder of a token.
enum CredentialPlace {
    /// The place of this text in a request; `nil` where it is not there.
    static func of(_ placeholder: String, in request: RecordedRequest) -> LoginRecipe.TokenUse? {
        for header in request.headers where header.value.contains(placeholder) {
            guard header.name.lowercased() == "cookie" else {
                let template = header.value.replacing(placeholder, with: "{{token}}")
                return .header(name: header.name, template: template)
            }
            let pairs = header.value.split(separator: ";").map { $0.drop { $0 == " " } }
            guard let pair = pairs.first(where: { $0.hasSuffix("=" + placeholder) }) else { continue }
            return .cookie(String(pair.dropLast(placeholder.count + 1)))
        }
        let query = request.target.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        let pair = query.split(separator: "&").first { $0.hasSuffix("=" + placeholder) }
        return pair.map { .query(PercentEncoding.decode(String($0.dropLast(placeholder.count + 1)))) }
    }

    /// The identity with the place of its token as the proofs have it, where it logs in and does not say it itself.
    static func completed(_ identity: Identity, by proofs: some Sequence<Proof>) -> Identity {
        guard case .login(var recipe) = identity.credential, recipe.tokenUse == nil else { return identity }
        let placeholder = "{{\(identity.name).token}}"
        recipe.tokenUse =
            proofs.lazy.flatMap(\.steps).filter { $0.identity == identity.name }
            .compactMap { of(placeholder, in: $0.request) }.first
        var identity = identity
        identity.credential = .login(recipe)
        return identity
    }
}
