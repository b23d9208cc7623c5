//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension JSONWriter {
    mutating func capture(_ capture: ProofCapture) {
        let tag: String
        var besideText: String?
        var cookie: String?
        var header: String?
        var name: String?
        var pointer: String?
        var segments: Int?
        switch capture.source {
        case .body(let text):
            tag = "body"
            pointer = text
        case .member(let memberName, let text):
            tag = "member"
            name = memberName
            besideText = text
        case .header(let text):
            tag = "header"
            header = text
        case .location(let count):
            tag = "location"
            segments = count
        case .cookie(let text):
            tag = "cookie"
            cookie = text
        }
        beginObject()
        member("besideText", besideText)
        member("cookie", cookie)
        member("fallback", capture.fallback)
        member("from", tag)
        member("header", header)
        if capture.isSecret { member("isSecret", true) }
        member("member", name)
        member("name", capture.name)
        member("pointer", pointer)
        member("segmentsFromEnd", segments)
        endObject()
    }

    mutating func mutation(_ mutation: TokenMutation) {
        beginObject()
        switch mutation {
        case .algorithmNone(let spelling):
            member("mutation", "algorithmNone")
            member("spelling", spelling)
        case .signedWithGuessedSecret(let secret):
            member("guessedSecret", secret)
            member("mutation", "signedWithGuessedSecret")
        case .forged(let forgery): self.forgery(forgery)
        case .signatureFlipped: member("mutation", "signatureFlipped")
        case .signatureRandom: member("mutation", "signatureRandom")
        case .randomOpaque: member("mutation", "randomOpaque")
        case .truncated: member("mutation", "truncated")
        case .removed: member("mutation", "removed")
        }
        endObject()
    }

    /// The members of a forged token's recipe, with the tag of the mutation among them.
    private mutating func forgery(_ forgery: TokenForgery) {
        let tag: String
        var algorithm: String?
        var secret: String?
        var secretBase64: String?
        var spelling: String?
        switch forgery.signature {
        case .none(let text):
            tag = "none"
            spelling = text
        case .secret(let text):
            tag = "secret"
            secret = text
        case .secretBytes(let bytes):
            tag = "secretBytes"
            secretBase64 = Base64.encode(bytes)
        case .ownKey(let name):
            tag = "ownKey"
            algorithm = name
        case .absent: tag = "absent"
        case .kept: tag = "kept"
        }
        member("algorithm", algorithm)
        if !forgery.claims.isEmpty { member("claims", forgery.claims.map(\.rawValue)) }
        member("keyID", forgery.keyID)
        member("mutation", "forged")
        if let published = forgery.publishedKey {
            key("publishedKey")
            beginObject()
            member("form", published.form)
            member("index", published.index)
            member("mark", published.mark)
            member("step", published.step)
            endObject()
        }
        member("secret", secret)
        member("secretBase64", secretBase64)
        member("signature", tag)
        member("spelling", spelling)
        member("subject", forgery.subject)
    }
}
