//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension OperationRequest {
    /// The target as it goes on the wire, in its two halves; the query with its question mark.
    var targetHalves: (path: String, query: String) {
        let target = render().target
        let path = target.prefix { $0 != "?" }
        return (String(path), String(target[path.endIndex...]))
    }

    /// The same request with another path, which goes on the wire as it is.
    func withPath(_ path: String) -> OperationRequest {
        var request = self
        request.targetOverride = path + targetHalves.query
        return request
    }

    /// The same request with more in the query than the document knows of.
    func addingQuery(_ pairs: [(name: String, value: String)]) -> OperationRequest {
        let more = pairs.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
        guard !more.isEmpty else { return self }
        var request = self
        let (path, query) = targetHalves
        request.targetOverride = path + query + (query.isEmpty ? "?" : "&") + more.joined(separator: "&")
        return request
    }

    /// The same request with these header lines, in place of those of the same names.
    func addingHeaders(_ lines: [(name: String, value: String)]) -> OperationRequest {
        var request = self
        for line in lines { request.extraHeaders[line.name] = line.value }
        return request
    }

    /// The same request where the last segment that the document fixes is a random word: a route that nobody made.
    func atRandomPath(_ random: inout SeededRandom) -> OperationRequest {
        let parts = operation.path.split(separator: "/", omittingEmptySubsequences: false)
        var segments = targetHalves.path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let index = parts.lastIndex { !$0.isEmpty && !$0.contains("{") }
        if let index, segments.indices.contains(index) {
            segments[index] = random.word(length: 12)
        } else {
            segments.append(random.word(length: 12))
        }
        return withPath(segments.joined(separator: "/"))
    }
}
