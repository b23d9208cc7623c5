//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Why the platform did not do what it was asked.
///
/// The message is for the person who asked; it never holds another tenant's values, a credential or a file's path.
public struct ServiceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of refusal it is.
    public var code: Code
    /// What was wrong, in one line.
    public var message: String
    /// The parts of the input that were wrong.
    public var fields: [Field] = []
    /// When it is worth to try again.
    public var retryAfterSeconds: Double?

    /// A refusal.
    public init(_ code: Code, _ message: String, fields: [Field] = [], retryAfterSeconds: Double? = nil) {
        self.code = code
        self.message = message
        self.fields = fields
        self.retryAfterSeconds = retryAfterSeconds
    }

    public var description: String { "\(code): \(message)" }

    /// One part of an input that was wrong.
    public struct Field: Sendable, Hashable, Codable {
        /// Where: a JSON Pointer into the input.
        public var pointer: String
        /// Which rule was broken, in a word.
        public var code: String
        /// What was wrong, in one line.
        public var message: String

        /// A part that was wrong.
        public init(_ pointer: String, _ code: String, _ message: String) {
            self.pointer = pointer
            self.code = code
            self.message = message
        }
    }

    /// The kinds of refusal.
    ///
    /// More may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        /// The input breaks a rule.
        public static let validation = Code(description: "validation")
        /// Nobody has signed in, or the credential is no longer good.
        public static let unauthenticated = Code(description: "unauthenticated")
        /// The role does not allow it.
        public static let forbidden = Code(description: "forbidden")
        /// There is no such record in the tenant.
        public static let notFound = Code(description: "not-found")
        /// The record's state does not allow it.
        public static let conflict = Code(description: "conflict")
        /// The key was used for another request.
        public static let idempotencyKeyReused = Code(description: "idempotency-key-reused")
        /// The record has changed since it was read.
        public static let preconditionFailed = Code(description: "precondition-failed")
        /// The input is too large.
        public static let payloadTooLarge = Code(description: "payload-too-large")
        /// The input is of a kind that is not read.
        public static let unsupportedMediaType = Code(description: "unsupported-media-type")
        /// Too many requests.
        public static let rateLimited = Code(description: "rate-limited")
        /// Nobody has shown that the target is theirs.
        public static let targetNotVerified = Code(description: "target-not-verified")
        /// The target, or a document's URL, is where the platform does not go.
        public static let targetOutOfScope = Code(description: "target-out-of-scope")
        /// An emergency stop is engaged.
        public static let emergencyStop = Code(description: "emergency-stop")
        /// The document is no OpenAPI document that can be read.
        public static let specInvalid = Code(description: "spec-invalid")
        /// Something that the platform needs does not answer.
        public static let unavailable = Code(description: "dependency-unavailable")
        /// The platform has too much to do.
        public static let overloaded = Code(description: "overloaded")

        /// All kinds, in the order of their names.
        public static let all: [Code] = [
            conflict, unavailable, emergencyStop, forbidden, idempotencyKeyReused, notFound, overloaded,
            payloadTooLarge,
            preconditionFailed, rateLimited, specInvalid, targetNotVerified, targetOutOfScope, unauthenticated,
            unsupportedMediaType, validation,
        ]
    }

    /// The refusal of an id that the tenant does not have, whether another tenant has it or nobody.
    public static func notFound(_ noun: String) -> ServiceError { ServiceError(.notFound, "There is no such \(noun).") }

    /// The refusal of one part of the input.
    public static func invalid(_ pointer: String, _ message: String, code: String = "invalid") -> ServiceError {
        ServiceError(.validation, message, fields: [Field(pointer, code, message)])
    }
}
