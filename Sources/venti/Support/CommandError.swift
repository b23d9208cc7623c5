//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Why a command ends without doing its work: the one line that the user reads, and the exit code.
struct CommandError: Error, Hashable, CustomStringConvertible {
    var status: ExitStatus
    /// What is wrong, where, and what to do.
    ///
    /// Holds no credential.
    var message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    /// An error in the command line, the configuration or the document.
    static func usage(_ message: String) -> CommandError { CommandError(.usage, message) }

    var description: String { message }

    /// The error as a person reads it, whatever was thrown.
    init(_ error: any Error) {
        switch error {
        case let error as CommandError: self = error
        case let error as ScanError: self.init(Self.status(of: error.code), error.message)
        case is CancellationError: self.init(.interrupted, "stopped before the scan began")
        default: self.init(.internalError, "internal error: \(error) (please report it)")
        }
    }

    private static func status(of code: ScanError.Code) -> ExitStatus {
        switch code {
        case .invalidDocument, .invalidTarget, .invalidArgument, .unknownCheck: .usage
        case .unreachable, .identityFailed, .executionFailed: .incomplete
        case .outOfScope: .outOfScope
        default: .internalError
        }
    }
}
