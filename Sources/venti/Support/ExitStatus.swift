//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The exit codes of `venti`.
///
/// They are a promise: scripts and CI branch on them.
enum ExitStatus: Int32, Sendable, CaseIterable {
    /// Done, and nothing at or above `--fail-on`.
    case success = 0
    /// Done, and something at or above `--fail-on`.
    case gateFailed = 1
    /// The command line, the configuration or the document is wrong.
    case usage = 2
    /// The scan says too little: target unreachable, an identity that does not work, too little coverage.
    case incomplete = 3
    /// A fault of VentiKit itself.
    case internalError = 4
    /// The scan would reach what it may not.
    case outOfScope = 5
    /// Stopped by Ctrl-C; what was found until then is written.
    case interrupted = 130
    /// Stopped by SIGTERM; what was found until then is written.
    case terminated = 143
}
