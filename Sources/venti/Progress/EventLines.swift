//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Every event as one line of JSON, in the format that other scanners speak too.
struct EventLines: ProgressReporter {
    let write: @Sendable (String) -> Void

    func receive(_ event: ScanEvent) async {
        // Only a number that is not finite cannot be written, and no event of the native scanner holds one.
        if let line = try? event.ndjsonLine() { write(line) }
    }

    /// A diagnostic, since whoever reads the lines expects nothing but events.
    func stop() async {
        await receive(.diagnostic(ScanDiagnostic(.note, "Stopping; press Ctrl-C again to leave at once.")))
    }

    func finish() async {}
}
