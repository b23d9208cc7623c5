//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser

/// How a command shows how far it is.
enum ProgressStyle: String, CaseIterable, Sendable, ExpressibleByArgument {
    /// A bar on a terminal, lines elsewhere.
    case auto
    /// One line every five seconds.
    case plain
    /// Every event as a line of JSON.
    case json
    case none

    /// The reporter for the terminal at hand, which writes to standard error.
    func reporter(on terminal: Terminal) -> any ProgressReporter {
        let write: @Sendable (String) -> Void = { StandardStream.error.write($0) }
        return switch self {
        case .auto where terminal.isInteractive: BarProgress(terminal, write: write)
        case .auto, .plain: PlainProgress(terminal, write: write)
        case .json: EventLines(write: write)
        case .none: SilentProgress()
        }
    }
}
