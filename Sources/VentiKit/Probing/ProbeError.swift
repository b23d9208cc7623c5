//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Why a probe got no response.
public struct ProbeError: Error, Sendable, CustomStringConvertible {
    /// What went wrong.
    public var code: Code
    /// What happened, in one line.
    ///
    /// Holds no body, header or credential.
    public var message: String
    /// The underlying error, where there is one.
    public var cause: (any Error)?

    /// An error that says why no response came.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    public var description: String { "\(code): \(message)" }
}
