//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The worst findings as workflow commands, which GitHub Actions shows beside the lines of the API's document.
///
/// GitHub shows ten errors, ten warnings and ten notices of a step; so many are written, and how many there are more.
///
/// Source: [Workflow commands](https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions).
public struct GitHubAnnotations: ReportFormat {
    /// The annotations of each kind. Defaults to GitHub's ten.
    public var maximumOfEachKind: Int = 10

    /// The folder that paths are relative to, such as the repository's; `nil` where they are so already.
    public var sourceRoot: String?

    public var fileExtension: String { "txt" }

    /// Makes the format.
    ///
    /// - Parameter sourceRoot: The folder that paths are relative to.
    public init(sourceRoot: String? = nil) { self.sourceRoot = sourceRoot }

    public func write(_ content: ReportContent, to output: inout some ReportOutput) throws {
        var buffer = ReportBuffer()
        let head = content.head
        let artifacts = SARIF.ArtifactURI(sourceRoot: sourceRoot)
        var shown: [String: Int] = [:]
        var rest = 0
        try content.findings.forEachInReportOrder { finding in
            let status = head.triage == nil ? nil : head.status(of: finding)
            guard status?.isAccepted != true else { return }
            let kind = Self.kind(of: finding)
            guard shown[kind, default: 0] < maximumOfEachKind else {
                rest += 1
                return
            }
            shown[kind, default: 0] += 1
            buffer.append("::\(kind) ")
            if let source = finding.location.source {
                buffer.append("file=\(Self.property(artifacts.path(of: source.file))),")
                buffer.append("line=\(max(1, source.line)),col=\(max(1, source.column)),")
            }
            let title = "\(finding.severity.rawValue): \(finding.title)"
            buffer.append("title=\(Self.property(title.bounded(to: 200)))::")
            let words = status.map { " [\($0.words)]" } ?? ""
            let text = "\(finding.placeName): \(finding.headline)\(words)"
            buffer.append(Self.data(text.bounded(to: 2_000)))
            buffer.append(UInt8(ascii: "\n"))
        }
        if rest > 0 {
            buffer.append("venti: \(rest.counted("more finding")) without an annotation: GitHub shows ")
            buffer.append("\(maximumOfEachKind) of each kind\n")
        }
        try buffer.flush(to: &output)
    }

    private static func kind(of finding: Finding) -> String {
        guard finding.confidence > .tentative else { return "notice" }
        return switch finding.severity {
        case .critical, .high: "error"
        case .medium: "warning"
        case .low, .info: "notice"
        }
    }

    /// The text of a command: percent signs and line ends are escaped, what else drives a terminal is left out.
    private static func data(_ text: String) -> String {
        TerminalText.line(text).replacing("%", with: "%25")
    }

    /// The value of a command's property, in which colons and commas are escaped too.
    private static func property(_ text: String) -> String {
        data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}

extension ReportFormat where Self == GitHubAnnotations {
    /// Workflow commands for GitHub Actions.
    public static var githubAnnotations: GitHubAnnotations { GitHubAnnotations() }
}
