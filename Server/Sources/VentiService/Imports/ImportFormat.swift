//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VentiKitZAP

/// The reports of other tools that are taken in.
public enum ImportFormat: String, Sendable, Hashable, Codable, CaseIterable {
    /// SARIF 2.1.0, of any tool.
    case sarif
    /// ZAP's JSON report.
    case zap
    /// What nuclei writes with `-jsonl`.
    case nuclei
    /// GitLab's DAST report.
    case gitlab

    /// What people call it.
    public var title: String {
        switch self {
        case .sarif: "SARIF 2.1.0"
        case .zap: "ZAP, JSON"
        case .nuclei: "nuclei, JSON lines"
        case .gitlab: "GitLab DAST"
        }
    }

    func reader(_ description: APIDescription?, _ target: TargetURL?) -> any ReportReader {
        switch self {
        case .sarif: SARIFReader(description: description, target: target)
        case .zap: ZAPImport(findings: ZAPFindings(description: description, target: target))
        case .nuclei: NucleiReader(description: description, target: target)
        case .gitlab: GitLabDASTReader(description: description, target: target)
        }
    }

    /// What a file has to be before it is read.
    var shape: JSONShape {
        switch self {
        case .sarif:
            JSONShape(rules: [
                .init(path: [], kinds: [.object]),
                .init(path: [.member("version")], kinds: [.string], isRequired: true, text: "2.1.0"),
                .init(path: [.member("runs")], kinds: [.array], isRequired: true),
                .init(path: [.member("runs"), .element], kinds: [.object]),
                .init(path: [.member("runs"), .element, .member("tool")], kinds: [.object], isRequired: true),
                .init(path: [.member("runs"), .element, .member("results")], kinds: [.array, .null]),
                .init(path: [.member("runs"), .element, .member("results"), .element], kinds: [.object]),
            ])
        case .zap:
            // `site` was one object instead of a list before 2.9.
            JSONShape(rules: [
                .init(path: [], kinds: [.object]),
                .init(path: [.member("site")], kinds: [.array, .object], isRequired: true),
                .init(path: [.member("site"), .element], kinds: [.object]),
                .init(path: [.member("site"), .element, .member("alerts")], kinds: [.array]),
                .init(path: [.member("site"), .element, .member("alerts"), .element], kinds: [.object]),
                .init(path: [.member("site"), .member("alerts")], kinds: [.array]),
                .init(path: [.member("site"), .member("alerts"), .element], kinds: [.object]),
            ])
        case .nuclei:
            JSONShape(rules: [.init(path: [], kinds: [.object])], isSequence: true)
        case .gitlab:
            JSONShape(rules: [
                .init(path: [], kinds: [.object]),
                .init(path: [.member("vulnerabilities")], kinds: [.array], isRequired: true),
                .init(path: [.member("vulnerabilities"), .element], kinds: [.object]),
            ])
        }
    }
}
