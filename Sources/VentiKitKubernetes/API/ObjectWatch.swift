//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a watch tells: an object that came, changed or went, or that it cannot go on from where it was.
enum WatchEvent<Object: Decodable & Sendable>: Sendable {
    case changed(Object)
    case deleted(Object)
    /// Nothing happened until this version.
    case bookmark(String)
    /// The version that was asked for is too old: everything must be listed anew.
    case expired
    case failed(KubernetesError, retryAfter: Double?)
}

/// Reads a watch's lines, however they are cut into pieces.
struct WatchDecoder<Object: Decodable & Sendable>: Sendable {
    private var pending: [UInt8] = []
    private let maximumLineBytes = 8 << 20

    /// The events whose lines are complete with these bytes.
    ///
    /// - Throws: ``KubernetesError`` with code ``KubernetesError/Code/invalidAnswer``.
    mutating func decode(_ bytes: [UInt8]) throws -> [WatchEvent<Object>] {
        pending += bytes
        guard pending.count <= maximumLineBytes else {
            throw KubernetesError(.invalidAnswer, "The cluster's watch has a line of more than 8 MiB.")
        }
        var events: [WatchEvent<Object>] = []
        while let newline = pending.firstIndex(of: UInt8(ascii: "\n")) {
            let line = Array(pending[..<newline])
            pending.removeFirst(newline + 1)
            guard !line.isEmpty else { continue }
            if let event = try Self.event(line) { events.append(event) }
        }
        return events
    }

    private struct Kind: Decodable { var type: String }
    private struct Line<Value: Decodable>: Decodable { var object: Value }
    private struct Bookmark: Decodable {
        var metadata: Metadata
        struct Metadata: Decodable { var resourceVersion: String }
    }

    private static func event(_ line: [UInt8]) throws -> WatchEvent<Object>? {
        switch try ClusterClient.decode(Kind.self, from: line).type {
        case "ADDED", "MODIFIED": return .changed(try ClusterClient.decode(Line<Object>.self, from: line).object)
        case "DELETED": return .deleted(try ClusterClient.decode(Line<Object>.self, from: line).object)
        case "BOOKMARK":
            return .bookmark(try ClusterClient.decode(Line<Bookmark>.self, from: line).object.metadata.resourceVersion)
        case "ERROR":
            let status = try ClusterClient.decode(Line<ClusterStatus>.self, from: line).object
            if status.code == 410 { return .expired }
            return .failed(
                status.error(status.code ?? 500, isAnonymous: false),
                retryAfter: status.details?.retryAfterSeconds
            )
        default: return nil
        }
    }
}
