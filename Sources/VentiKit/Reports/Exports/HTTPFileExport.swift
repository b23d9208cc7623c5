//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The requests of a proof as a `.http` file, for the REST clients of Visual Studio Code and JetBrains' editors.
///
/// Values that the proof makes anew and credentials are variables at the top of the file. What a response gives to later
/// requests is written as Visual Studio Code's client reads it, `{{step1.response.body.$.id}}`.
public struct HTTPFileExport: FindingExport {
    public var fileExtension: String { "http" }

    public init() {}

    public func text(for finding: Finding, target: String) throws -> String {
        let proof = try proof(of: finding)
        var lines = heading(of: finding).map { "# " + $0 }
        lines += ["#", "# The flaw is there where all of this holds:"]
        lines += proof.assertions.map { "#   " + Self.line($0.explanation) }
        lines += ["", "@baseUrl = \(target.hasSuffix("/") ? String(target.dropLast()) : target)"]
        lines += Self.credentials(of: proof)
        lines += proof.outsideValues.map { "@\($0) =" }
        if !proof.freshValues.isEmpty {
            lines += ["", "# Change these before the requests are sent once more."]
            var values = ProofValues()
            for fresh in proof.freshValues {
                values.make(fresh)
                lines.append("@\(fresh.name) = \(values[fresh.name]?.scalarText ?? "")")
            }
        }
        let sources = HTTPFileSources(proof)
        for (index, step) in proof.steps.enumerated() { lines += Self.request(step, index + 1, sources) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A variable for each credential, such as `@alice_token`.
    private static func credentials(of proof: Proof) -> [String] {
        var lines: [String] = []
        for step in proof.steps {
            for placeholder in ProofPlaceholder.credentials(in: step.request) {
                var line = "# The \(placeholder.kind) of \(placeholder.owner)"
                if let mutation = step.tokenMutation, placeholder.owner == step.identity {
                    line += ", " + mutation.explanation
                }
                let variable = "@\(HTTPFileSources.name(of: placeholder, in: step)) ="
                if !lines.contains(variable) { lines += [Self.line(line), variable] }
            }
        }
        return lines.isEmpty ? [] : [""] + lines
    }

    private static func request(_ step: ProofStep, _ number: Int, _ sources: HTTPFileSources) -> [String] {
        let request = step.request
        let times = step.repetitions > 1 ? " · \(step.repetitions) times\(step.isParallel ? " at once" : "")" : ""
        var lines = ["", "### \(number). " + line("\(step.label) as \(step.identity ?? "nobody")") + times]
        lines.append("# @name step\(number)")
        lines.append("\(request.method) {{baseUrl}}\(sources.filled(request.target, in: step)) HTTP/1.1")
        for header in request.headers where header.name.lowercased() != "content-length" {
            lines.append(line("\(header.name): \(sources.filled(header.value, in: step))"))
        }
        if let body = request.body { lines += ["", sources.filled(body, in: step)] }
        if request.bodyBase64 != nil { lines += ["", "# The body is no text; see the report."] }
        return lines
    }
}

extension FindingExport where Self == HTTPFileExport {
    /// A `.http` file.
    public static var http: HTTPFileExport { HTTPFileExport() }
}
