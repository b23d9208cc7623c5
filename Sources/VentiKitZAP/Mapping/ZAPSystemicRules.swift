//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The passive rules of ZAP whose alerts are about a server and not about an operation: headers that every response has
/// or lacks.
///
/// Since 2.17 ZAP says so itself; the list makes older reports come out the same.
enum ZAPSystemicRules {
    private static let numbers: Set<String> = [
        "10015", "10016", "10020", "10021", "10035", "10036", "10037", "10038", "10039", "10049", "10050", "10054",
        "10055",
        "10061", "10063", "10098", "10109", "10116", "90003", "90004", "90005",
    ]

    /// Whether an alert is about the whole host.
    static func contains(_ alert: ZAPAlert) -> Bool { alert.isSystemic == true || numbers.contains(alert.pluginID) }
}
