//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A store of documents in folders, which can be shared with others and published under a link.
///
/// Ids are UUIDs; a session's token is a random text that goes into the field `X-Session-Token`. A folder that is not
/// the caller's is answered with 403 whether it exists or not.
struct DocumentService: Sendable {
    let variant: Variant
    let archive = Archive()
    let failures = FailureLimit()

    init(_ variant: Variant) { self.variant = variant }

    var isFlawed: Bool { variant == .flawed }

    var api: VulnerableAPI {
        var router = Router()
        router.refusal = { Self.refuse($0) }
        router.finish = { _, answer in Fixture.careful(answer) }
        addAccountRoutes(to: &router)
        addFolderRoutes(to: &router)
        addDocumentRoutes(to: &router)
        addSharingRoutes(to: &router)
        return VulnerableAPI(name: "documents-\(variant.rawValue)", document: document, handler: router.handler)
    }

    /// The account that asks.
    ///
    /// - Throws: ``Problem`` with status 401 where no session has the token.
    func caller(_ request: IncomingRequest) throws -> Archive.Account {
        guard let token = request.header("X-Session-Token") else { throw Problem.unauthorized }
        return try archive.withState { state in
            guard let session = state.sessions[token], session.end > .now, let account = state.accounts[session.account]
            else { throw Problem.unauthorized }
            return account
        }
    }

    static var foreignFolder: Problem { Problem(403, "You have no such folder.") }
    static var noDocument: Problem { Problem(404, "The folder has no such document.") }

    /// Problem details (RFC 9457).
    private static func refuse(_ problem: Problem) -> Answer {
        let body: JSON = [
            "type": "about:blank", "status": .integer(problem.status), "detail": .string(problem.message),
        ]
        let answer = Answer(problem.status, contentType: "application/problem+json", body: Array(body.text.utf8))
        return problem.status == 429 ? answer.with("Retry-After", "60") : answer
    }
}
