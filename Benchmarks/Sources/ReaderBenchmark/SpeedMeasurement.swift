//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import Yams

/// The time that the reader takes for a document, beside that of a bare parse of the same bytes.
struct SpeedMeasurement {
    static let header = "    MB  reader MB/s  bare MB/s  ratio  bare parser         document"

    var byteCount: Int
    var readerSeconds: Double
    /// The time of Foundation's JSONSerialization or Yams' compose; `nil` where it refuses the document.
    var bareSeconds: Double?
    var bareName: String

    var ratio: Double? { bareSeconds.map { readerSeconds / $0 } }

    /// Measures in interleaved rounds, so that a busy machine slows both alike, and takes the medians.
    init(path: String) throws {
        let data = try Data(contentsOf: URL(filePath: path))
        let bytes = Array(data)
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let text = String(decoding: bytes, as: UTF8.self)
        let isJSON = bytes.first { !($0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09) }.map { $0 == 0x7B } ?? false
        byteCount = bytes.count
        bareName = isJSON ? "JSONSerialization" : "Yams.compose"
        var reader: [Double] = []
        var bare: [Double] = []
        let rounds = bytes.count > 500_000 ? 5 : 9
        for _ in 0..<rounds {
            reader.append(
                try Self.seconds { _ = try OpenAPIReader().read(bytes: bytes, name: path, baseDirectory: folder) }
            )
            let time = try? Self.seconds {
                if isJSON { _ = try JSONSerialization.jsonObject(with: data) } else { _ = try Yams.compose(yaml: text) }
            }
            if let time { bare.append(time) }
        }
        readerSeconds = Self.median(reader)
        bareSeconds = bare.isEmpty ? nil : Self.median(bare)
    }

    func line(name: String) -> String {
        let megabytes = Double(byteCount) / 1e6
        return [
            Self.column(megabytes, 2, 6), Self.column(megabytes / readerSeconds, 1, 12),
            bareSeconds.map { Self.column(megabytes / $0, 1, 10) } ?? "   refused",
            ratio.map { Self.column($0, 2, 6) } ?? "     –",
            "  " + bareName.padding(toLength: 19, withPad: " ", startingAt: 0), name,
        ].joined(separator: " ")
    }

    private static func column(_ value: Double, _ digits: Int, _ width: Int) -> String {
        let text = String(format: "%.\(digits)f", value)
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted[sorted.count / 2]
    }
}
