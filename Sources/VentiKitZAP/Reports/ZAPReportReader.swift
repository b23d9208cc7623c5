//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Reads ZAP's JSON reports, however their bytes are cut into pieces.
///
/// Only one alert at a time is held as text. A report that is cut short or broken gives what came before, with a
/// diagnostic that says so; only what is no report of ZAP's at all throws.
public struct ZAPReportReader {
    /// The bounds of what is read. A report beyond them is read up to them, and says so.
    public struct Limits: Sendable, Hashable {
        /// The instances that are kept. Defaults to 200,000.
        public var maximumInstances = 200_000
        /// The bytes of text from which alerts are kept. Defaults to 256 MiB.
        public var maximumBytes = 256 << 20
        /// The bytes that one alert with all its instances may have. Defaults to 64 MiB.
        public var maximumAlertBytes = 64 << 20

        /// The default limits.
        public init() {}
    }

    private static let members = ["@name", "@host", "@port", "@ssl"]
    private static let paths: [[JSONElementReader.Step]] = {
        var paths: [[JSONElementReader.Step]] = [
            [.member("@version")], [.member("@generated")], [.member("statistics")],
        ]
        // `site` was one object instead of a list before 2.9.
        let sites: [[JSONElementReader.Step]] = [[.member("site"), .element], [.member("site")]]
        for site in sites {
            for name in members { paths.append(site + [.member(name)]) }
            paths.append(site + [.member("alerts"), .element])
            paths.append(site + [.member("statistics")])
        }
        return paths
    }()

    private let limits: Limits
    private var elements: JSONElementReader
    private var report = ZAPReport()
    private var instances = 0
    private var instancesLeftOut = 0
    private var alertsUnread = 0
    private var alertsLeftOut = 0
    private var bytesKept = 0

    /// Makes a reader at the beginning of a report.
    ///
    /// - Parameter limits: The bounds of what is read.
    public init(limits: Limits = Limits()) {
        self.limits = limits
        elements = JSONElementReader(paths: Self.paths, maximumElementBytes: limits.maximumAlertBytes)
    }

    /// Reads on. Nothing more is read once the text turned out to be broken.
    ///
    /// - Parameter bytes: The next piece of the report.
    public mutating func read(_ bytes: some Sequence<UInt8>) {
        for element in elements.elements(in: bytes) { take(element) }
    }

    /// Ends the reading.
    ///
    /// - Returns: The report.
    /// - Throws: ``ZAPError`` with code ``ZAPError/Code/invalidReport`` if the text is no JSON report of ZAP's.
    public mutating func finish() throws(ZAPError) -> ZAPReport {
        let ending = elements.ending()
        guard !report.sites.isEmpty || !report.version.isEmpty else {
            throw ZAPError(
                .invalidReport,
                "This is no JSON report of ZAP's: it has neither @version nor site. "
                    + "Make one with the template traditional-json or traditional-json-plus."
            )
        }
        report.isCutShort = ending != .complete || elements.isBroken
        if elements.isBroken {
            warn("The report is not JSON after byte \(elements.offset); what came before was read.")
        } else if ending != .complete {
            warn("The report ends in the middle of a value; what came before was read.")
        }
        if alertsUnread > 0 { warn("\(alertsUnread) alerts could not be understood and were left out.") }
        if elements.oversizedElements > 0 {
            warn("\(elements.oversizedElements) alerts of more than \(limits.maximumAlertBytes) bytes were left out.")
        }
        if alertsLeftOut > 0 {
            warn("\(alertsLeftOut) alerts after the first \(limits.maximumBytes) bytes of alerts were left out.")
        }
        if instancesLeftOut > 0 {
            warn("\(instancesLeftOut) instances beyond \(limits.maximumInstances) were left out.")
        }
        return report
    }

    private mutating func warn(_ message: String) { report.diagnostics.append(ScanDiagnostic(.warning, message)) }
}

extension ZAPReportReader {
    private mutating func take(_ element: JSONElementReader.Element) {
        var bounds = JSONLimits()
        bounds.maximumNodes = 4_000_000
        // What will not be kept need not be understood.
        let isKept = bytesKept + element.bytes.count <= limits.maximumBytes
        let value = isKept ? JSONValue(parsingJSON: element.bytes, limits: bounds) : nil
        switch Self.paths[element.path] {
        case [.member("@version")]: report.version = value?.scalarText ?? ""
        case [.member("@generated")]: report.generated = value?.scalarText ?? ""
        case let path where path.last == .member("statistics"): count(value)
        case let path:
            let site = site(at: path.contains(.element) && path[1] == .element ? element.positions.first ?? 0 : 0)
            if case .member(let name)? = path.last {
                set(name, of: site, to: value?.scalarText ?? "")
            } else if !isKept {
                alertsLeftOut += 1
            } else {
                bytesKept += element.bytes.count
                append(value, to: site)
            }
        }
    }

    /// Adds up what the statistics say of active rules, such as `"stats.ascan.40018.urls": 12`. Numbers below those of all
    /// rules are numbers of scans.
    private mutating func count(_ statistics: JSONValue?) {
        for member in statistics?.members ?? [] {
            let words = member.name.split(separator: ".")
            guard words.starts(with: ["stats", "ascan"]), words.count == 4, words[3] == "urls",
                let rule = Int(words[2]), rule > 5
            else { continue }
            report.attackRequests = (report.attackRequests ?? 0) + (statistics?.number(member.name) ?? 0)
        }
        if case .object? = statistics, report.attackRequests == nil { report.attackRequests = 0 }
    }

    /// The position of a site, which is made where there is none yet.
    private mutating func site(at position: Int) -> Int {
        while report.sites.count <= min(position, 9_999) { report.sites.append(ZAPReport.Site()) }
        return min(position, 9_999)
    }

    private mutating func set(_ name: String, of site: Int, to text: String) {
        switch name {
        case "@name": report.sites[site].name = text
        case "@host": report.sites[site].host = text
        case "@port": report.sites[site].port = text
        default: report.sites[site].usesTLS = text == "true"
        }
    }

    private mutating func append(_ value: JSONValue?, to site: Int) {
        guard var alert = value.flatMap(ZAPAlert.init(report:)) else { return alertsUnread += 1 }
        let room = limits.maximumInstances - instances
        if alert.instances.count > room {
            instancesLeftOut += alert.instances.count - room
            alert.instances.removeLast(alert.instances.count - room)
        }
        instances += alert.instances.count
        report.sites[site].alerts.append(alert)
    }
}
