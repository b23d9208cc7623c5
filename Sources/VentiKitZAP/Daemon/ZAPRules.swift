//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The active rules of ZAP that a profile runs.
///
/// ZAP's own policy for APIs leaves out path traversal, the injections that are told by time, NoSQL injection, SSRF and
/// CORS; its default policy fuzzes headers of web pages. This list has what an API can have.
/// ([ZAP: alerts](https://www.zaproxy.org/docs/alerts/))
enum ZAPRules {
    /// Rules that change nothing of their own accord: an operation that only reads only reads when they attack it.
    private static let harmless: Set<Int> = [
        6, 7,  // path traversal, remote file inclusion
        20019, 40003, 40009, 40012,  // redirects, CRLF, server side includes, reflected scripts
        40018, 40019, 40020, 40021, 40022, 40024, 40027, 40033,  // SQL by errors, truth and time; NoSQL
        40035, 40040, 40046,  // hidden files, CORS, SSRF
        90017, 90019, 90020, 90021, 90023, 90025, 90035, 90034,  // XSLT, code, commands, XPath, XXE, EL, SSTI, metadata
    ]
    /// Rules that keep what they send, or hurt.
    private static let intrusive: Set<Int> = [40008, 40014, 40016, 40017, 40044]
    private static let dangerous: Set<Int> = [30001, 30002, 30003, 10048, 40043, 40045, 90037]

    /// The numbers of the rules, in their order; empty where a profile attacks nothing.
    static func numbers(for profile: ScanPolicy.Profile) -> [Int] {
        switch profile {
        case .passive: []
        case .safe: harmless.sorted()
        case .active: harmless.union(intrusive).sorted()
        case .dangerous: harmless.union(intrusive).union(dangerous).sorted()
        }
    }
}
