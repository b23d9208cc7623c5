//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// Sends a probe to every mode of the hostile target and measures what it takes.
///
///     HostileBenchmark           prints the table and the figure, and fails unless every mode was survived
///     HostileBenchmark serve     is the target (used by the other in a process of its own)
@main
enum HostileBenchmark {
    static func main() async throws {
        switch Array(CommandLine.arguments.dropFirst()) {
        case []:
            let isGood = try await EvilFigure().run()
            exit(isGood ? 0 : 1)
        case ["serve"]:
            try await TargetProcess.serve()
        default:
            print("usage: HostileBenchmark [serve]")
            exit(64)
        }
    }
}
