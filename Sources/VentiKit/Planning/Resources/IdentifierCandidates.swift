//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Where the id of a thing may be in the answer to its making, likeliest first.
enum IdentifierCandidates {
    static func sources(of resource: APIResource, in response: ProbeResponse) -> [ProofCapture.Source] {
        var found: [(rank: Int, depth: Int, source: ProofCapture.Source)] = []
        let wanted = fold(resource.parameter)
        let noun = resource.noun
        if let json = JSONValue(parsingJSON: response.body) {
            for leaf in json.leaves.prefix(500) {
                guard let text = leaf.value.scalarText, !text.isEmpty, text.utf8.count <= 200 else { continue }
                if case .bool = leaf.value { continue }
                let tokens = leaf.pointer.split(separator: "/")
                guard let name = tokens.last.map({ fold(String($0)) }) else { continue }
                guard let rank = rank(name, wanted: wanted, noun: noun) else { continue }
                found.append((rank, tokens.count, .body(pointer: leaf.pointer)))
            }
            if json.isScalar, let text = json.scalarText, text.utf8.count <= 64 {
                found.append((5, 0, .body(pointer: "")))
            }
        }
        var sources = found.sorted { ($0.rank, $0.depth) < ($1.rank, $1.depth) }.map(\.source)
        if response.headers.contains("location") {
            sources.insert(.location(segmentsFromEnd: 0), at: min(1, sources.count))
        }
        return Array(sources.prefix(5))
    }

    private static func rank(_ name: String, wanted: String, noun: String) -> Int? {
        if name == wanted { return 0 }
        if name == noun + "id" { return 1 }
        if ["id", "uuid"].contains(name) { return 1 }
        if wanted.hasSuffix(name), ["slug", "key", "code", "number", "name", "reference", "handle"].contains(name) {
            return 1
        }
        if ["slug", "key", "code", "number", "reference", "guid", "_id", "ref", "handle"].contains(name) { return 2 }
        return nil
    }

    static func fold(_ name: String) -> String { Words.split(name).map(Words.singular).joined() }
}
