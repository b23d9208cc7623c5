//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// How ZAP in another place names the target, and how its words are taken back to the target's own.
struct ZAPPlace {
    /// The target, as the user names it.
    let target: TargetURL
    /// The scheme, host and port as ZAP reaches them.
    let origin: String

    init(_ target: TargetURL, _ place: WorkloadPlace) {
        self.target = target
        origin = place.route.map { "\(target.scheme.rawValue)://\($0)" } ?? target.origin
    }

    /// The base URL as ZAP reaches it.
    var base: String { origin + target.basePath }

    /// A regular expression for what lies below the base URL.
    var scope: String { Self.escaped(base) + "([/?].*)?" }

    /// A regular expression for this text alone.
    static func escaped(_ text: String) -> String {
        text.map { $0.isLetter || $0.isNumber || $0 == "/" ? "\($0)" : "\\\($0)" }.joined()
    }

    /// The report with the target's own name in the place of that by which ZAP reached it.
    func named(_ report: ZAPReport) -> ZAPReport {
        guard origin != target.origin else { return report }
        var report = report
        for site in report.sites.indices {
            if report.sites[site].name == origin { report.sites[site].name = target.origin }
            for alert in report.sites[site].alerts.indices {
                for instance in report.sites[site].alerts[alert].instances.indices {
                    let uri = report.sites[site].alerts[alert].instances[instance].uri
                    guard uri.hasPrefix(origin) else { continue }
                    report.sites[site].alerts[alert].instances[instance].uri =
                        target.origin + uri.dropFirst(origin.count)
                }
            }
        }
        return report
    }
}
