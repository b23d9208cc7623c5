//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Why a scan could not be done, or could not go on.
///
/// A flaw is never an error, and neither is a part of a document that cannot be understood: those are a ``Finding`` and
/// a ``ScanDiagnostic``.
public struct ScanError: Error, Sendable, CustomStringConvertible {
    /// What kind of problem it is.
    public var code: Code
    /// What happened, where, and what to do about it, in one line. Holds no body, header or credential.
    public var message: String
    /// The underlying error, where there is one.
    public var cause: (any Error)?

    /// An error with one line that says where the problem is and what to do.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    public var description: String { message }

    /// The kinds of error. More may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        /// The document cannot be read, is not OpenAPI, or has no operation to scan.
        public static let invalidDocument = Code(description: "invalid-document")
        /// The target is not an absolute http or https URL.
        public static let invalidTarget = Code(description: "invalid-target")
        /// An option has a value that cannot be, or contradicts another.
        public static let invalidArgument = Code(description: "invalid-argument")
        /// A check of this name does not exist.
        public static let unknownCheck = Code(description: "unknown-check")
        /// Nothing answers at the target, or what answers is not the API.
        public static let unreachable = Code(description: "unreachable")
        /// An identity could not log in, or its credential is not accepted anywhere.
        public static let identityFailed = Code(description: "identity-failed")
        /// The scan would have to leave its scope.
        public static let outOfScope = Code(description: "out-of-scope")
        /// The place in which a scan should run cannot be had, or was lost: a container engine, an image, a cluster.
        public static let executionFailed = Code(description: "execution-failed")
        /// A report or a request from another process cannot be understood.
        public static let invalidEncoding = Code(description: "invalid-encoding")
    }
}
