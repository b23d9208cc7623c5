//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

// Reads what the compiler says of a module's public symbols. Run by Scripts/extract-symbols and Scripts/public-api:
//
//     swift symbols.swift modules PACKAGE.json          the modules of the library products, one a line
//     swift symbols.swift api FOLDER MODULE             the public interface, one declaration a line
//     swift symbols.swift undocumented FOLDER MODULE…   public symbols without a comment; fails if there is one

import Foundation

struct PackageDump: Decodable {
    struct Product: Decodable {
        let name: String
        let targets: [String]
        let type: [String: [String]?]
    }
    let products: [Product]
}

struct SymbolGraph: Decodable {
    struct Symbol: Decodable {
        struct Kind: Decodable { let identifier: String }
        struct Identifier: Decodable { let precise: String }
        struct Fragment: Decodable { let spelling: String }
        struct Location: Decodable {
            struct Position: Decodable { let line: Int }
            let uri: String
            let position: Position
        }
        struct Comment: Decodable {
            struct Line: Decodable { let text: String }
            let lines: [Line]
        }
        let kind: Kind
        let identifier: Identifier
        let pathComponents: [String]
        let declarationFragments: [Fragment]?
        let docComment: Comment?
        let location: Location?

        /// Whether the compiler made it, or it comes with a protocol of the standard library.
        var isSynthesized: Bool { identifier.precise.contains("::SYNTHESIZED::") || location == nil }

        var path: String { pathComponents.joined(separator: ".") }

        var declaration: String {
            (declarationFragments ?? []).map(\.spelling).joined().split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
        }
    }

    struct Relationship: Decodable {
        let kind: String
        let source: String
        let target: String
        let targetFallback: String?
    }

    let symbols: [Symbol]
    let relationships: [Relationship]
}

/// The graphs of a module: its own, and one for each other module that it extends.
func graphs(of module: String, in folder: String) throws -> [SymbolGraph] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let own = names.filter { $0 == "\(module).symbols.json" || $0.hasPrefix("\(module)@") }
    guard !own.isEmpty else { throw Problem("there is no symbol graph of \(module) in \(folder)") }
    return try own.map { name in
        let data = try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(name))
        return try JSONDecoder().decode(SymbolGraph.self, from: data)
    }
}

struct Problem: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

func modules(of file: String) throws -> [String] {
    let dump = try JSONDecoder().decode(PackageDump.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    var modules: [String] = []
    for product in dump.products where product.type.keys.contains("library") {
        for target in product.targets where !modules.contains(target) { modules.append(target) }
    }
    guard !modules.isEmpty else { throw Problem("the package has no library product") }
    return modules
}

/// One line for each symbol that somebody wrote, in the order of their paths. A type's line ends with what it conforms to.
func interface(of module: String, in folder: String) throws -> [String] {
    // What every type has that does not say otherwise.
    let implied: Set = ["Copyable", "Escapable", "SendableMetatype", "Swift.Copyable", "Swift.Escapable"]
    var lines: Set<String> = []
    for graph in try graphs(of: module, in: folder) {
        let names = Dictionary(
            graph.symbols.map { ($0.identifier.precise, $0.path) },
            uniquingKeysWith: { first, _ in first }
        )
        var conformances: [String: Set<String>] = [:]
        for relationship in graph.relationships where relationship.kind == "conformsTo" {
            var name = names[relationship.target] ?? relationship.targetFallback ?? relationship.target
            if name.hasPrefix("Swift.") { name.removeFirst("Swift.".count) }
            if !implied.contains(name) { conformances[relationship.source, default: []].insert(name) }
        }
        for symbol in graph.symbols {
            let isType = conformances[symbol.identifier.precise] != nil
            guard !symbol.isSynthesized || isType else { continue }
            var line = "\(symbol.path) | \(symbol.declaration)"
            if let protocols = conformances[symbol.identifier.precise] {
                line += " | " + protocols.sorted().joined(separator: ", ")
            }
            lines.insert(line)
        }
    }
    return lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// `FILE:LINE: NAME` of each public symbol without a documentation comment of its own or of the requirement that it meets.
func undocumented(in module: String, folder: String) throws -> [String] {
    var places: [String] = []
    for symbol in try graphs(of: module, in: folder).flatMap(\.symbols) {
        guard let location = symbol.location, !symbol.isSynthesized, symbol.kind.identifier != "swift.extension" else {
            continue
        }
        let text = (symbol.docComment?.lines ?? []).map(\.text).joined()
        guard text.allSatisfy(\.isWhitespace) else { continue }
        let file = location.uri.range(of: "/Sources/").map { String(location.uri[$0.lowerBound...].dropFirst()) }
        places.append("\(file ?? location.uri):\(location.position.line + 1): \(symbol.path)")
    }
    return places.sorted()
}

do {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch (arguments.first, arguments.count) {
    case ("modules", 2):
        try modules(of: arguments[1]).forEach { print($0) }
    case ("api", 3):
        try interface(of: arguments[2], in: arguments[1]).forEach { print($0) }
    case ("undocumented", 3...):
        let places = try arguments.dropFirst(2).flatMap { try undocumented(in: $0, folder: arguments[1]) }
        for place in places { print("\(place): error: a public symbol has no documentation comment") }
        if !places.isEmpty { exit(1) }
    default:
        throw Problem("use modules PACKAGE.json, api FOLDER MODULE or undocumented FOLDER MODULE…")
    }
} catch {
    FileHandle.standardError.write(Data("symbols: error: \(error)\n".utf8))
    exit(2)
}
