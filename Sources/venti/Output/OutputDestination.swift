//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// A report to write.
typealias OutputDestination = FormatDestination<OutputFormat>

/// What follows `--output`: a format, and the file it goes to.
struct FormatDestination<Format: OutputFormatName>: Hashable, Sendable {
    var format: Format
    /// The file; `nil` for standard output.
    var path: String?

    /// Understands `FORMAT` and `FORMAT=PATH`.
    init(argument: String, in folder: String) throws {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts.first ?? "")
        guard let format = Format(rawValue: name) else {
            let names = Format.allCases.map(\.rawValue)
            throw CommandError.usage(
                "--output: no format \(Terminal.singleLine(name))\(Suggestion.phrase(for: name, among: names)); "
                    + "there are \(names.joined(separator: ", "))"
            )
        }
        self.format = format
        guard parts.count == 2, parts[1] != "-" else { return }
        guard !parts[1].isEmpty else { throw CommandError.usage("--output \(name)=: the path is missing") }
        path = LocalFile.absolute(String(parts[1]), in: folder)
    }

    init(_ format: Format, path: String?) {
        self.format = format
        self.path = path
    }

    /// - Throws: ``CommandError`` if outputs would overwrite each other or mix.
    static func check(_ destinations: [FormatDestination]) throws {
        let onOutput = destinations.filter { $0.path == nil }
        if onOutput.count > 1 {
            let names = onOutput.map(\.format.rawValue).joined(separator: " and ")
            throw CommandError.usage(
                "--output: \(names) would mix on standard output; give all but one a file: FORMAT=PATH"
            )
        }
        var seen: Set<String> = []
        for case let path? in destinations.map(\.path) where !seen.insert(path).inserted {
            throw CommandError.usage("--output: two reports would go to \(path); give each its own file")
        }
    }
}

extension FormatDestination where Format == OutputFormat {
    /// The entries under `output:`, each `FORMAT: PATH`.
    static func list(_ entries: ConfigMapping) throws -> [OutputDestination] {
        try entries.entries.compactMap { key, value in
            guard let format = OutputFormat(rawValue: key) else { return nil }
            let path = try value.text()
            guard !path.isEmpty else { throw value.error("the path is missing; write - for standard output") }
            return OutputDestination(
                format,
                path: path == "-" ? nil : LocalFile.absolute(path, in: value.surroundings.directory)
            )
        }
    }

    /// The destinations, with the table for people where nothing else goes to standard output.
    ///
    /// - Throws: ``CommandError`` if reports would overwrite each other or mix.
    static func completed(_ destinations: [OutputDestination], isQuiet: Bool) throws -> [OutputDestination] {
        try check(destinations)
        guard !isQuiet, !destinations.contains(where: { $0.path == nil }) else { return destinations }
        return [OutputDestination(.table, path: nil)] + destinations
    }
}

/// The formats that a command can write, by their names.
protocol OutputFormatName: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

/// The formats of `--output` of a scan.
enum OutputFormat: String, OutputFormatName {
    case table, json, jsonl, sarif, junit, gitlab, html, markdown, csv, github

    /// The names, for help.
    static var names: String { allCases.map(\.rawValue).joined(separator: " ") }

    /// How files of the format may end, beside its own name.
    var fileEndings: [String] {
        switch self {
        case .table: ["txt"]
        case .jsonl: ["ndjson"]
        case .junit: ["xml"]
        case .markdown: ["md"]
        case .json, .sarif, .gitlab, .html, .csv, .github: []
        }
    }
}
