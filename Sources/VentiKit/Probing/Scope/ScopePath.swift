//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The ways in which servers read one path, so that a probe is refused if any of them leads out of the scope.
///
/// Servers and the proxies before them differ in whether they decode `%2e` and `%2f`, once or twice, take `\` for `/`,
/// merge `//`, drop `;parameters` of a segment, drop control characters, or end the path at one. Each reading here is a path without dot segments and empty segments.
struct ScopePath: Sendable, Hashable {
    /// The different readings, at least one.
    let readings: [String]

    /// Reads the path of an origin-form target, or gives `nil` where its encoding goes deeper than is followed.
    init?(target: String) {
        let path = target.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        var decoded = Array(path)
        var rounds: [[UInt8]] = [decoded]
        while let next = Self.percentDecoded(decoded) {
            guard rounds.count <= Self.maximumRounds else { return nil }
            decoded = next
            rounds.append(next)
        }
        var readings: [String] = []
        for round in rounds {
            for variant in Self.variants(of: round) {
                for dropsParameters in [false, true] {
                    let reading = Self.resolved(variant, dropsParameters: dropsParameters)
                    if !readings.contains(reading) { readings.append(reading) }
                }
            }
        }
        self.readings = readings
    }

    /// How many times over a path may be encoded.
    private static let maximumRounds = 4

    /// Whether a path has one reading only, which is the path itself.
    static func isPlain(_ path: String) -> Bool {
        path.isEmpty || ScopePath(target: path)?.readings == [path]
    }

    /// The bytes with each percent-encoded octet replaced, or `nil` where there is none.
    private static func percentDecoded(_ bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = hexDigit(bytes[index + 1]), let low = hexDigit(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result.count == bytes.count ? nil : result
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The bytes as they are, without blanks and control characters, and up to what may end a path once it is decoded.
    private static func variants(of bytes: [UInt8]) -> [[UInt8]] {
        func isControl(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x7f }
        func endsPath(_ byte: UInt8) -> Bool { byte == 0 || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") }
        var variants = [bytes]
        if bytes.contains(where: isControl) { variants.append(bytes.filter { !isControl($0) }) }
        if let end = bytes.firstIndex(where: endsPath) {
            variants.append(Array(bytes[..<end]))
            variants.append(bytes[..<end].filter { !isControl($0) })
        }
        return variants
    }

    private static func resolved(_ bytes: [UInt8], dropsParameters: Bool) -> String {
        let slash = UInt8(ascii: "/")
        let segments = bytes.split { $0 == slash || $0 == UInt8(ascii: "\\") }
        var kept: [ArraySlice<UInt8>] = []
        for segment in segments {
            let name = dropsParameters ? segment.prefix { $0 != UInt8(ascii: ";") } : segment
            // `..;` is a dot segment to some servers, whatever else they do with parameters.
            let bare = segment.prefix { $0 != UInt8(ascii: ";") }
            if bare.elementsEqual("..".utf8) {
                _ = kept.popLast()
            } else if !bare.elementsEqual(".".utf8), !name.isEmpty {
                kept.append(name)
            }
        }
        guard !kept.isEmpty else { return "/" }
        return String(decoding: kept.flatMap { [slash] + $0 }, as: UTF8.self)
    }
}
