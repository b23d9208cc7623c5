//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// The public YAML suite: <https://github.com/yaml/yaml-test-suite>.
@Suite(.enabled(if: SharedSpecs.isPresent))
struct YAMLSuiteTests {
    /// Where the reader differs on purpose.
    static let differences = ["DK95/7": "empty", "MUS6/2": "empty", "ZYU8/0": "empty"]

    @Test(arguments: SharedSpecs.files("suites/yaml-test-suite/src", extension: "yaml"))
    func readsWhatTheSuiteReads(_ path: String) throws {
        let name = String(path.split(separator: "/").last?.dropLast(5) ?? "")
        let file = try DocumentParser.parse(try SharedSpecs.bytes(path), name: name, limits: .init())
        for (index, example) in file.root.elements.enumerated() {
            let id = "\(name)/\(index)"
            guard let yaml = example["yaml"]?.string else { continue }
            let bytes = Array(Self.decoded(yaml).utf8)
            let isFailure = example["fail"]?.bool == true
            guard !isFailure, let json = example["json"]?.string else {
                // The reader may accept what the suite refuses; it must only end.
                _ = try? DocumentParser.parse(bytes, name: id, limits: .init())
                continue
            }
            var expected = JSONParser(bytes: Array(json.utf8), start: 0, limits: .init())
            // A stream of several documents has several JSON values; only the first counts, and is not checked here.
            guard (try? expected.parse()) != nil else { continue }
            let expectedValue = JSONValue(DocumentTree(name: id, id: 0, builder: expected.builder).root)
            let found = Result { try JSONValue(YAMLSuiteTests.tree(bytes).root) }
            let isEqual = (try? found.get()).map(Self.sorted) == Self.sorted(expectedValue)
            if Self.differences[id] == nil {
                #expect(isEqual, "\(id): \(found), expected \(expectedValue)")
            } else {
                #expect(!isEqual, "\(id) is no difference any more")
            }
        }
    }

    /// The suite's JSON keeps neither the order of members nor the way in which a number is written.
    private static func sorted(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            .object(members.map { .init($0.name, sorted($0.value)) }.sorted { $0.name < $1.name })
        case .array(let elements): .array(elements.map(sorted))
        case .integer(let number): .number(Double(number))
        default: value
        }
    }

    private static func tree(_ bytes: [UInt8]) throws -> DocumentTree {
        var parser = YAMLParser(bytes: bytes, start: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0, limits: .init())
        try parser.parse()
        return DocumentTree(name: "yaml", id: 0, builder: parser.builder)
    }

    /// The suite writes characters that are hard to see as others.
    private static func decoded(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "␣": result.unicodeScalars.append(" ")
            case "—": continue
            case "»": result.unicodeScalars.append("\t")
            case "↵": continue
            case "∎": if result.last == "\n" { result.removeLast() }
            case "←": result.unicodeScalars.append("\r")
            case "⇔": result.unicodeScalars.append("\u{FEFF}")
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
