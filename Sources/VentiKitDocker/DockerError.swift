//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Why a container engine could not do what was asked of it.
///
/// The message holds the engine's own words where it said any. Executors throw it as the `cause` of a `ScanError`.
public struct DockerError: Error, Sendable, CustomStringConvertible {
    public var code: Code
    /// What happened and what to do about it, in one line. Holds no credential.
    public var message: String
    /// The underlying error, where there is one.
    public var cause: (any Error)?

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        // An engine's answer may have several lines, and one that is not an engine's may have any length.
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        self.message = line.count > 1_000 ? line.prefix(999) + "…" : line
        self.cause = cause
    }

    public var description: String { message }

    /// The kinds of error. More may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        /// `DOCKER_HOST`, a context or another setting cannot be used.
        public static let invalidConfiguration = Code(description: "invalid-configuration")
        /// No engine answers.
        public static let unreachable = Code(description: "unreachable")
        /// The socket is there and may not be used.
        public static let permissionDenied = Code(description: "permission-denied")
        /// The engine speaks only versions of the API that are too old or too new.
        public static let unsupportedVersion = Code(description: "unsupported-version")
        /// The image is not there, or could not be pulled.
        public static let imageUnavailable = Code(description: "image-unavailable")
        /// The policy does not let the image run.
        public static let imageRefused = Code(description: "image-refused")
        /// What was asked about does not exist.
        public static let notFound = Code(description: "not-found")
        /// What was asked for contradicts what is there.
        public static let conflict = Code(description: "conflict")
        /// The engine refused the request.
        public static let refused = Code(description: "refused")
        /// The engine failed.
        public static let engineFailed = Code(description: "engine-failed")
        /// The engine's answer cannot be understood.
        public static let invalidAnswer = Code(description: "invalid-answer")
        /// An archive is not what it should be, or too large.
        public static let invalidArchive = Code(description: "invalid-archive")
    }
}
