//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiKit

/// Real documents of vendors and products, beside the project; nothing of them is part of it.
@Suite(.enabled(if: SharedSpecs.isPresent))
struct RealSpecTests {
    /// One row of the index.
    struct Row: Sendable, CustomTestStringConvertible {
        var file: String
        var version: String
        var paths: Int
        var operations: Int
        var webhooks: Int

        var testDescription: String { file }
    }

    static let rows: [Row] = {
        guard let folder = SharedSpecs.folder,
            let text = try? String(contentsOfFile: folder + "/index.tsv", encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count > 7, let paths = Int(cells[4]), let operations = Int(cells[6]),
                let webhooks = Int(cells[7])
            else { return nil }
            return Row(file: cells[0], version: cells[1], paths: paths, operations: operations, webhooks: webhooks)
        }
    }()

    @Test func indexIsRead() {
        #expect(Self.rows.count > 200)
    }

    @Test(arguments: rows)
    func countsAreThoseOfTheIndex(_ row: Row) throws {
        let description = try APIDescription(contentsOf: try #require(SharedSpecs.folder) + "/" + row.file)
        #expect(description.documentVersion == row.version)
        #expect(description.pathCount == row.paths)
        #expect(description.operations.count == row.operations)
        #expect(description.webhookCount == row.webhooks)
        #expect(Set(description.operations.map(\.id)).count == description.operations.count)
        for operation in description.operations {
            #expect((operation.source?.line ?? 0) >= 1)
            for requirement in operation.security.joined() {
                #expect(description.securitySchemes[requirement.scheme] != nil)
            }
        }
        for diagnostic in description.diagnostics {
            #expect(!diagnostic.message.contains("\n"))
            #expect(diagnostic.source != nil || description.diagnostics.count > 1_000, "\(diagnostic)")
        }
    }

    @Test(arguments: rows)
    func locationsPointAtTheMethods(_ row: Row) throws {
        let folder = try #require(SharedSpecs.folder)
        let path = folder + "/" + row.file
        let lines = Self.lines(of: try SharedSpecs.bytes(path))
        for operation in try APIDescription(contentsOf: path).operations {
            guard let source = operation.source, source.file == path else { continue }
            let line = lines[source.line - 1]
            let rest = line.unicodeScalars.dropFirst(source.column - 1).drop { $0 == "\"" || $0 == "'" }
            let key = String(String.UnicodeScalarView(rest.prefix(operation.method.unicodeScalars.count)))
            #expect(key.uppercased() == operation.method.uppercased(), "\(source)")
        }
    }

    private static func lines(of bytes: [UInt8]) -> [String] {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        return bytes[start...].split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    @Test(arguments: SharedSpecs.files("suites", extension: "json"))
    func parserSuitesNeitherCrashNorHang(_ path: String) throws {
        do {
            _ = try APIDescription(contentsOf: path)
        } catch let error as OpenAPIReaderError {
            #expect(error.description.count < 600 + path.count)
        }
    }

    @Test(arguments: SharedSpecs.files("suites/JSONTestSuite/test_parsing", extension: "json"))
    func jsonSuiteIsReadAsItSays(_ path: String) throws {
        let name = String(path.split(separator: "/").last ?? "")
        let bytes = try SharedSpecs.bytes(path)
        var parser = JSONParser(bytes: bytes, start: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0, limits: .init())
        let isRead: Bool
        do {
            try parser.parse()
            isRead = true
        } catch {
            isRead = false
        }
        if name.hasPrefix("y_") { #expect(isRead, "\(name)") }
    }
}
