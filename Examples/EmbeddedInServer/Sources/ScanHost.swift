//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Hummingbird
import VentiKit

/// A server that scans APIs for its users: what scans, where scans run, how many, and what may be scanned.
struct ScanHost: Sendable {
    /// Where scans run. Any other executor takes its place without a change elsewhere.
    var executor: any Executor = InProcessExecutor()
    var scanner: any APIScanner = NativeScanner()
    /// The scans that run at once; others wait.
    var maximumRunning = 2
    /// The scans that may wait; further ones are refused with 429.
    var maximumWaiting = 20
    /// Whether a user may have this target scanned. VentiKit cannot know: a server must, or it becomes a weapon.
    var mayScan: @Sendable (TargetURL) -> Bool = { ["127.0.0.1", "localhost", "[::1]"].contains($0.host) }

    /// The server, with the runner of scans as one of its services: when the server ends, so do all scans.
    func application(port: Int) -> some ApplicationProtocol {
        let board = ScanBoard(maximumWaiting: maximumWaiting)
        let router = Router()
        ScanRoutes(board: board, mayScan: mayScan).add(to: router)
        return Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: port)),
            services: [ScanRunner(host: self, board: board)]
        )
    }
}
