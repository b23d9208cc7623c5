//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a command takes from the process that runs it, as a value, so that tests can give their own.
struct Surroundings: Sendable {
    var environment: [String: String]
    /// The folder that relative paths start from.
    var directory: String
    /// The day, in UTC, by which acceptances are judged.
    var today = CalendarDate(secondsSince1970: Date().timeIntervalSince1970)

    static var current: Surroundings {
        Surroundings(
            environment: ProcessInfo.processInfo.environment,
            directory: FileManager.default.currentDirectoryPath
        )
    }

    /// The value of a variable, unless it is unset or empty.
    func variable(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
