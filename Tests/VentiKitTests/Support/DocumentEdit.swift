//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// A change to a fixture's document that changes nothing about the API.
enum DocumentEdit: String, CaseIterable, Sendable {
    case linesMoved
    case pathsReordered
    case operationsRenamed
    case textsReworded
    case pathParametersRenamed
    case examplesRenamed

    func applied(to document: String) -> String {
        switch self {
        case .linesMoved:
            "# One line more,\n\n# and another.\n" + document.replacing("\npaths:\n", with: "\n\n\npaths:\n")
        case .pathsReordered: Self.reordered(document)
        case .operationsRenamed: document.replacing(/operationId: (\w+)/) { "operationId: \($0.1)InVersion2" }
        case .textsReworded:
            document.replacing(/\n( *)(summary|description): ([A-Z][^\n{}"]*)\n/) {
                "\n\($0.1)\($0.2): Reworded. \($0.3)\n"
            }
            .replacing(/title: ([A-Z][^\n]*)\n/, maxReplacements: 1) { "title: New \($0.1)\n" }
        case .pathParametersRenamed: Self.renamed(document)
        // An example by another name, and elsewhere in the document.
        case .examplesRenamed:
            document.replacing(/\n( *)example: ([^\n{}]+)\n/) { "\n\($0.1)examples: {renamed: {value: \($0.2)}}\n" }
        }
    }

    /// The blocks under `paths`, the last first.
    private static func reordered(_ document: String) -> String {
        let lines = document.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let start = lines.firstIndex(of: "paths:") else { return document }
        let end = lines[(start + 1)...].firstIndex { !$0.isEmpty && !$0.hasPrefix(" ") } ?? lines.endIndex
        var blocks: [[String]] = []
        for line in lines[(start + 1)..<end] {
            if line.hasPrefix("  /") { blocks.append([]) }
            if blocks.isEmpty { blocks.append([]) }
            blocks[blocks.count - 1].append(line)
        }
        return (lines[...start] + blocks.reversed().flatMap { $0 } + lines[end...]).joined(separator: "\n")
    }

    /// Every parameter of a path with `Ref` at the end of its name.
    private static func renamed(_ document: String) -> String {
        document
            .replacing(/\n  (\/[^\n]*):\n/) { match in
                "\n  \(match.1.replacing("}", with: "Ref}")):\n"
            }
            .replacing(/name: (\w+)(,?\s+in: path)/) { "name: \($0.1)Ref\($0.2)" }
    }
}
