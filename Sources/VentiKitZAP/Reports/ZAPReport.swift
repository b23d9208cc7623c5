//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

/// What OWASP ZAP reported: its JSON report in the forms `traditional-json` and `traditional-json-plus`, of all versions
/// since 2.7.
///
/// The members follow the report add-on's version, not ZAP's: what a report does not have is empty or `nil` here.
/// ([ZAP: Report Generation](https://www.zaproxy.org/docs/desktop/addons/report-generation/))
public struct ZAPReport: Sendable, Hashable {
    /// The text after `@version`, such as `2.17.0`, `D-2020-06-24` or `Dev Build`; empty where the report has none.
    public var version: String = ""
    /// When the report was made, as ZAP writes it: local time without a zone.
    public var generated: String = ""
    /// The sites that ZAP saw.
    public var sites: [Site] = []
    /// What of the report could not be read, or was left out because of a limit.
    public var diagnostics: [ScanDiagnostic] = []
    /// Whether the text ended, or broke, before the report did.
    public var isCutShort = false
    /// The requests that active rules sent, by the statistics of the form `traditional-json-plus`; `nil` where there are none.
    public var attackRequests: Int?

    /// Nothing known yet.
    public init() {}

    /// The alerts of all sites.
    public var alerts: [ZAPAlert] { sites.flatMap(\.alerts) }
    /// The number of instances of all alerts that the report lists.
    public var instanceCount: Int { sites.reduce(0) { $0 + $1.alerts.reduce(0) { $0 + $1.instances.count } } }

    /// A scheme, host and port that ZAP saw, with what it found there.
    public struct Site: Sendable, Hashable {
        /// The origin, such as `https://api.example.org:8443`.
        public var name: String = ""
        /// The host.
        public var host: String = ""
        /// The port, as ZAP writes it.
        public var port: String = ""
        /// Whether it is served over TLS.
        public var usesTLS: Bool = false
        /// What ZAP found there.
        public var alerts: [ZAPAlert] = []

        /// Nothing known yet.
        public init() {}
    }
}
