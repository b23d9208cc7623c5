//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Adds up what an engine says about the layers of an image that it pulls.
struct PullProgress: Sendable {
    private var line: [UInt8] = []
    private var layers: [String: (current: Int, total: Int)] = [:]

    private struct Line: Decodable {
        struct Detail: Decodable {
            var current: Int?
            var total: Int?
        }

        struct Problem: Decodable { var message: String? }

        var id: String?
        var status: String?
        var progressDetail: Detail?
        var errorDetail: Problem?
        var error: String?
    }

    /// The share of the bytes of the layers that are known, from 0 to 1.
    var fraction: Double {
        let total = layers.values.reduce(0) { $0 + $1.total }
        return total == 0 ? 0 : Double(layers.values.reduce(0) { $0 + min($1.current, $1.total) }) / Double(total)
    }

    /// Takes some bytes of the stream.
    ///
    /// - Returns: The engine's words if the pull failed.
    mutating func read(_ bytes: [UInt8]) throws -> String? {
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                if line.count > 1 << 16 {
                    throw DockerError(.invalidAnswer, "The engine's progress has a line without an end.")
                }
                continue
            }
            defer { line = [] }
            guard let value = try? JSONDecoder().decode(Line.self, from: Data(line)) else { continue }
            if let problem = value.errorDetail?.message ?? value.error { return problem }
            note(value)
        }
        return nil
    }

    private mutating func note(_ value: Line) {
        guard let id = value.id, let detail = value.progressDetail else { return }
        if value.status == "Downloading", let current = detail.current, let total = detail.total, total > 0 {
            layers[id] = (current, total)
        } else if value.status == "Download complete" || value.status == "Pull complete", let layer = layers[id] {
            layers[id] = (layer.total, layer.total)
        }
    }
}
