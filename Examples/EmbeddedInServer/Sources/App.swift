//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Hummingbird
import VentiKit

/// Runs scans for the users of this server, on port 8081.
///
/// Only APIs on this machine may be scanned, until ``ScanHost/mayScan`` says otherwise.
@main
struct App {
    static func main() async throws {
        try await ScanHost().application(port: 8081).runService()
    }
}
