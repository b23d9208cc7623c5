//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// A client's name for a request, so that sending it twice does it once.
public struct Idempotency: Sendable, Hashable {
    /// What the client calls the request.
    public var key: String
    /// The digest of everything in the request that matters.
    public var requestDigest: String

    /// - Parameters:
    ///   - key: What the client calls the request, at most 255 characters.
    ///   - body: The request's body.
    public init(key: String, body: [UInt8]) {
        self.key = key
        requestDigest = SecretBytes.digest(body)
    }

    /// How long a key is remembered at least: until the upkeep forgets it afterwards.
    static let lifetime: TimeInterval = 24 * 60 * 60
}

/// Something that was made, now or by an earlier request with the same idempotency key.
public struct Made<Value: Sendable>: Sendable {
    /// What was made.
    public var value: Value
    /// Whether it was made by an earlier request.
    public var isReplayed: Bool
}

extension TenantWriter {
    /// Makes something, unless a request with the same key has made it.
    /// - Throws: ``ServiceError`` with code `idempotency-key-reused` where the key was used for another request.
    func once<Value: Codable & Sendable>(
        _ idempotency: Idempotency?,
        _ action: String,
        by principal: Principal,
        at now: Date,
        make: () throws -> Value
    ) throws -> Made<Value> {
        guard let idempotency else { return Made(value: try make(), isReplayed: false) }
        let key = "\(principal.id)|\(action)|\(idempotency.key)"
        let query = RecordQuery<RememberedAnswer>([.text("key", key)], limit: 1)
        if let known = try list(query).first {
            guard known.requestDigest == idempotency.requestDigest else {
                throw ServiceError(.idempotencyKeyReused, "The idempotency key was used for another request.")
            }
            return Made(value: try JSONDecoder().decode(Value.self, from: known.answer), isReplayed: true)
        }
        let value = try make()
        try insert(
            RememberedAnswer(
                id: .make(at: now),
                tenant: scope.tenant,
                key: key,
                requestDigest: idempotency.requestDigest,
                answer: try JSONEncoder().encode(value),
                createdAt: now
            )
        )
        return Made(value: value, isReplayed: false)
    }
}
