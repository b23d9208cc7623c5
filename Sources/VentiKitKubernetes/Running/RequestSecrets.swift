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

/// The Secrets with what a program reads: its request and credentials, which belong to the Job and go with it.
///
/// One Secret holds a mebibyte at most. Of a larger file there are parts, `request.json.part-0000` and so on.
struct RequestSecrets: Sendable {
    /// What the values of one Secret may come to.
    static let maximumBytes = 1_000_000
    /// What all of them may come to.
    static let maximumTotalBytes = 32 << 20

    private struct Piece {
        var path: String
        var contents: ArraySlice<UInt8>
    }

    private let name: String
    private let groups: [[Piece]]

    /// - Throws: `ScanError` if a file does not stay in its folder; ``KubernetesError`` with code
    ///   ``KubernetesError/Code/tooLarge``.
    init(_ workload: Workload, _ place: WorkloadPlace, name: String) throws {
        var files = workload.files
        if let route = place.route {
            let route: JSONNode = ["route": ["host": .string(route.host), "port": .int(route.port)]]
            files.append(WorkloadFile(Workload.placeFile, contents: try route.bytes()))
        }
        let total = files.reduce(0) { $0 + $1.contents.count }
        guard total <= Self.maximumTotalBytes else {
            throw KubernetesError(
                .tooLarge,
                "The request has \(total >> 20) MiB, and no more than \(Self.maximumTotalBytes >> 20) MiB are stored in a "
                    + "cluster; give the document as a URL that the target serves, or a smaller one."
            )
        }
        var groups: [[Piece]] = [[]]
        var room = Self.maximumBytes
        for file in files.sorted(by: { $0.path < $1.path }) {
            guard WorkloadFile.isPlain(file.path) else {
                throw ScanError(
                    .invalidArgument,
                    "The input file \"\(file.path.prefix(100))\" does not stay in its folder."
                )
            }
            for piece in Self.pieces(file) {
                if piece.contents.count > room {
                    groups.append([])
                    room = Self.maximumBytes
                }
                groups[groups.count - 1].append(piece)
                room -= piece.contents.count
            }
        }
        self.name = name
        self.groups = groups
    }

    private static func pieces(_ file: WorkloadFile) -> [Piece] {
        guard file.contents.count > maximumBytes else { return [Piece(path: file.path, contents: file.contents[...])] }
        let starts = stride(from: 0, to: file.contents.count, by: maximumBytes)
        return starts.enumerated().map { index, start in
            let end = min(start + maximumBytes, file.contents.count)
            return Piece(path: file.path + WorkloadFile.partSuffix(index), contents: file.contents[start..<end])
        }
    }

    private func name(_ index: Int) -> String { index == 0 ? name : "\(name)-\(index)" }

    /// The sources of the pod's volume: which value is which file.
    var sources: [JSONNode] {
        groups.enumerated().map { index, pieces in
            let items = pieces.enumerated().map {
                JSONNode.object(["key": .string("f\($0)"), "path": .string($1.path)])
            }
            return ["secret": ["name": .string(name(index)), "items": .array(items)]]
        }
    }

    /// The Secrets themselves.
    func objects(_ mark: JobMark, owner: JSONNode) -> [JSONNode] {
        groups.enumerated().map { index, pieces in
            let values = pieces.enumerated().map {
                ("f\($0)", JSONNode.string(Data($1.contents).base64EncodedString()))
            }
            return [
                "apiVersion": "v1",
                "kind": "Secret",
                "type": "io.venti/scan-request",
                "immutable": true,
                "metadata": [
                    "name": .string(name(index)), "labels": mark.labels, "ownerReferences": [owner],
                ],
                "data": .object(Dictionary(values, uniquingKeysWith: { $1 })),
            ]
        }
    }
}
