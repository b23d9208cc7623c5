//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Foundation
import JWTKit

/// Makes and verifies access tokens: JSON Web Tokens that Ed25519 signs and nothing else.
struct AccessTokens: Sendable {
    /// What a token says.
    struct Claims: JWTPayload, Equatable {
        var iss: IssuerClaim
        var aud: AudienceClaim
        var sub: SubjectClaim
        var tid: String
        var sid: String
        var jti: IDClaim
        var iat: IssuedAtClaim
        var nbf: NotBeforeClaim
        var exp: ExpirationClaim

        /// The times are judged by ``AccessTokens``, which has the clock.
        func verify(using _: some JWTAlgorithm) throws {}
    }

    static let issuer = "venti-server"
    static let audience = "venti-api"
    static let lifetime: TimeInterval = 15 * 60
    static let skew: TimeInterval = 30

    let keys: SigningKeys
    let collection: JWTKeyCollection

    /// Tokens of some keys.
    init(keys: SigningKeys) async throws {
        self.keys = keys
        collection = JWTKeyCollection()
        for key in keys.keys {
            let backing = try Curve25519.Signing.PrivateKey(rawRepresentation: key.seed)
            await collection.add(eddsa: EdDSA.PrivateKey(backing: backing), kid: JWKIdentifier(string: key.id))
        }
    }

    /// A token for a member's session.
    func token(for member: Member, session: RecordID, at date: Date) async throws -> String {
        guard let key = keys.keys.last else { throw ServiceError(.unavailable, "There is no signing key.") }
        let claims = Claims(
            iss: IssuerClaim(value: Self.issuer),
            aud: AudienceClaim(value: [Self.audience]),
            sub: SubjectClaim(value: member.id.rawValue),
            tid: member.tenant.rawValue,
            sid: session.rawValue,
            jti: IDClaim(value: RecordID.make(at: date).rawValue),
            iat: IssuedAtClaim(value: date),
            nbf: NotBeforeClaim(value: date),
            exp: ExpirationClaim(value: date.addingTimeInterval(Self.lifetime))
        )
        return try await collection.sign(claims, kid: JWKIdentifier(string: key.id))
    }

    /// What a token says.
    /// - Throws: Where anything about it is not exactly as this service makes it.
    func claims(of token: String, at date: Date) async throws -> Claims {
        guard token.utf8.count < 4_096, let header = Self.header(of: token), header["alg"] as? String == "EdDSA",
            let kid = header["kid"] as? String, keys.keys.contains(where: { $0.id == kid }),
            header["crit"] == nil, header["jwk"] == nil, header["jku"] == nil, header["x5u"] == nil
        else { throw Self.refusal }
        let claims = try await collection.verify(token, as: Claims.self)
        guard claims.iss.value == Self.issuer, claims.aud.value == [Self.audience],
            claims.nbf.value <= date.addingTimeInterval(Self.skew),
            claims.iat.value <= date.addingTimeInterval(Self.skew),
            claims.exp.value > date.addingTimeInterval(-Self.skew),
            claims.exp.value.timeIntervalSince(claims.iat.value) <= Self.lifetime
        else { throw Self.refusal }
        return claims
    }

    private static func header(of token: String) -> [String: Any]? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64URL.decode(String(parts[0])) else { return nil }
        return (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any]
    }

    static let refusal = ServiceError(.unauthenticated, "The access token is not good.")
}
