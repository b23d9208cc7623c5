//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit

/// The severity at which a finding makes the scan fail.
enum FailOn: String, CaseIterable, Sendable, ExpressibleByArgument {
    case info, low, medium, high, critical, never

    /// The severity, or `nil` where no finding fails the scan.
    var severity: Severity? { Severity(rawValue: rawValue) }
}
