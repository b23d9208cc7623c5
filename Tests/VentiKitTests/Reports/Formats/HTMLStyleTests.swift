//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiKit

/// The colours of the style sheet, by the contrast that WCAG 2.2 asks of text (1.4.3) and of charts (1.4.11).
struct HTMLStyleTests {
    private enum Scheme: Int, CaseIterable { case light, dark, print }

    /// The colours of a scheme by their names: light is first in the sheet, dark second, print third.
    private func colors(_ scheme: Scheme) throws -> [String: [Double]] {
        let blocks = HTMLStyle.sheet.description.matches(of: /:root\{([^}]*)\}/).map { String($0.1) }
        try #require(blocks.count == 3)
        var colors: [String: [Double]] = [:]
        for match in blocks[scheme.rawValue].matches(of: /--([a-z]+):#([0-9a-f]{3,6})\b/) {
            let digits = match.2.count == 3 ? match.2.map { "\($0)\($0)" }.joined() : String(match.2)
            let number = try #require(Int(digits, radix: 16))
            colors[String(match.1)] = [number >> 16, number >> 8 & 255, number & 255].map { Double($0) / 255 }
        }
        return colors
    }

    private func contrast(_ first: [Double], _ second: [Double]) -> Double {
        let lights = [first, second].map { color in
            let linear = color.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }
        .sorted()
        return (lights[1] + 0.05) / (lights[0] + 0.05)
    }

    @Test(arguments: [
        ("ink", "paper"), ("ink", "card"), ("soft", "paper"), ("soft", "card"), ("link", "paper"), ("ink", "goodwash"),
        ("ink", "badwash"), ("ink", "unclearwash"), ("good", "goodwash"), ("on", "critical"), ("on", "high"),
        ("on", "medium"), ("on", "low"), ("on", "info"), ("critical", "badwash"), ("high", "badwash"),
        ("medium", "badwash"), ("low", "badwash"), ("info", "badwash"), ("low", "unclearwash"), ("info", "goodwash"),
        ("medium", "unclearwash"), ("medium", "goodwash"), ("low", "goodwash"),
    ])
    func `Text has a contrast of 4.5 to 1`(_ text: String, _ ground: String) throws {
        for scheme in Scheme.allCases {
            let colors = try colors(scheme)
            let ratio = contrast(try #require(colors[text]), try #require(colors[ground]))
            #expect(ratio >= 4.5, "\(scheme): \(text) on \(ground) has \(ratio)")
        }
    }

    @Test(arguments: ["critical", "high", "medium", "low", "info", "good"])
    func `What a chart shows has a contrast of 3 to 1 to what is around it`(_ name: String) throws {
        for scheme in Scheme.allCases {
            let colors = try colors(scheme)
            for ground in ["paper", "card", "track"] {
                let ratio = contrast(try #require(colors[name]), try #require(colors[ground]))
                #expect(ratio >= 3, "\(scheme): \(name) on \(ground) has \(ratio)")
            }
        }
    }
}
