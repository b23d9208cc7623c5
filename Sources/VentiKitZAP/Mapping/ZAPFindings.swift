//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

/// Turns ZAP's alerts into findings.
///
/// A finding is one rule at one operation and parameter, however many URLs ZAP lists for it. Its fingerprint is the same
/// for every version of ZAP and every run: it holds the rule's number, and neither texts nor values. Alerts about the
/// whole server, such as missing headers, become one finding for the host with the operations that show it.
public struct ZAPFindings {
    private let description: APIDescription?
    private let target: TargetURL?

    /// Makes findings of an API.
    ///
    /// - Parameters:
    ///   - description: The API, whose path templates name the places; without it they are guessed from the URLs.
    ///   - target: The base URL that was scanned. Alerts of other hosts are left out, with a diagnostic. Without it
    ///     every host counts.
    public init(description: APIDescription? = nil, target: TargetURL? = nil) {
        self.description = description
        self.target = target
    }

    /// The findings of a report.
    ///
    /// - Parameter report: What ZAP reported.
    public func imported(_ report: ZAPReport) -> ImportedReport {
        var places = ImportedPlaces(description: description, target: target)
        var findings = ImportedFindings()
        for alert in report.alerts {
            guard let confidence = alert.confidence.confidence else { continue }
            for instance in alert.instances {
                let url = ImportedURL(instance.uri)
                guard places.admits(url) else { continue }
                findings.add(finding(of: alert, at: instance, url, confidence, in: &places))
            }
        }
        var diagnostics = report.diagnostics + findings.diagnostics
        if let elsewhere = places.elsewhere {
            diagnostics.append(
                ScanDiagnostic(.note, "\(elsewhere.count) instances on other hosts than the target were left out.")
            )
        }
        return ImportedReport(
            tool: ScanReport.Tool(name: "OWASP ZAP", version: report.version),
            target: target?.description ?? report.sites.first?.name ?? "",
            startedAt: report.generated,
            findings: findings.all,
            diagnostics: diagnostics,
            elsewhere: places.elsewhere
        )
    }

    private func finding(
        of alert: ZAPAlert,
        at instance: ZAPInstance,
        _ url: ImportedURL,
        _ confidence: Confidence,
        in places: inout ImportedPlaces
    ) -> Finding {
        let isSystemic = ZAPSystemicRules.contains(alert)
        let location = places.location(
            method: instance.method,
            url: url,
            parameter: instance.parameter,
            isAttacked: !instance.attack.isEmpty
        )
        let weaknesses = alert.cwe.map { [Weakness.cwe($0)] } ?? []
        return Finding(
            checkID: CheckID("zap.\(alert.pluginID.isEmpty ? "unknown" : alert.pluginID)"),
            title: alert.name,
            summary: summary(of: alert, at: instance),
            severity: alert.risk.severity,
            confidence: confidence,
            category: weaknesses.first.flatMap(OWASPCategory.init(weakness:)),
            weaknesses: weaknesses,
            location: isSystemic ? .host : location,
            evidenceClass: evidenceClass(of: alert, instance, hasPoint: !isSystemic && location.insertionPoint != nil),
            remediation: alert.solution,
            affectedOperations: isSystemic ? [location.operationName] : []
        )
    }

    /// Keeps apart the variants of a rule, and what a passive alert is about.
    ///
    /// Variant 1 counts as none: reports before 2.10 have no variants.
    private func evidenceClass(of alert: ZAPAlert, _ instance: ZAPInstance, hasPoint: Bool) -> String {
        var parts: [String] = []
        if let variant = alert.reference.split(separator: "-").dropFirst().last, variant != "1" {
            parts.append(String(variant))
        }
        if !hasPoint, !instance.parameter.isEmpty {
            parts.append(ImportedFindings.bounded(instance.parameter, 100).lowercased())
        }
        return parts.joined(separator: "-")
    }

    private func summary(of alert: ZAPAlert, at instance: ZAPInstance) -> String {
        func quoted(_ text: String) -> String { "\"\(ImportedFindings.bounded(text, 160))\"" }
        var sentences: [String] = []
        if !instance.attack.isEmpty {
            let place = instance.parameter.isEmpty ? "the request" : ImportedFindings.bounded(instance.parameter, 80)
            let seen = instance.evidence.isEmpty ? "" : " and saw \(quoted(instance.evidence)) in the response"
            sentences.append("ZAP sent \(quoted(instance.attack)) in \(place)\(seen).")
        } else if !instance.evidence.isEmpty {
            sentences.append("ZAP saw \(quoted(instance.evidence)).")
        } else {
            let first = alert.description.prefix { $0 != "\n" }
            sentences.append(
                first.isEmpty ? "ZAP reports \(alert.name)." : ImportedFindings.bounded(String(first), 300)
            )
        }
        let more = instance.otherInformation.isEmpty ? alert.otherInformation : instance.otherInformation
        if let line = more.split(separator: "\n").first {
            sentences.append(ImportedFindings.bounded(String(line), 300))
        }
        return sentences.joined(separator: " ")
    }
}
