//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The place of a process that offers scans and leaves running them to workers, so that it needs no engine and no cluster.
struct Elsewhere: Executor {
    let name: String

    func execute(_ scanner: any APIScanner, _ request: ScanRequest, into events: ScanEventSink) async throws {
        throw ScanError(.executionFailed, "This process runs no scans: `venti-server worker` does.")
    }
}
