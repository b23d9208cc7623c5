//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A way to write a report down.
public protocol ReportFormat: Sendable {
    /// The usual ending of a file's name, without the dot.
    var fileExtension: String { get }

    /// The report as text in this format.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` if the report cannot be written so.
    func text(for report: ScanReport) throws -> String
}
