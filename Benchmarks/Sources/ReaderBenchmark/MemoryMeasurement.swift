//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// The peak memory of one reading, measured in a process of its own (Linux: VmHWM of /proc/self/status).
enum MemoryMeasurement {
    /// Reads a document and prints by how many bytes the process's peak grew.
    static func printForDocument(_ path: String) {
        // The first reading of a process also pays for the code that it runs, so read something small of every kind before.
        for text in [jsonWarmUp, yamlWarmUp] { _ = try? APIDescription(bytes: Array(text.utf8), name: "warm-up") }
        _ = try? APIDescription(contentsOf: path + ".does-not-exist")
        let before = status("VmRSS:")
        let description = try? APIDescription(contentsOf: path)
        let after = status("VmHWM:")
        print(max(0, after - before), description?.operations.count ?? -1)
    }

    /// The peak growth in bytes of a process that reads a document, or `nil` where it cannot be measured.
    static func peak(of path: String) throws -> Int? {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["--memory", path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: " ").first.flatMap { Int($0) }
    }

    private static let jsonWarmUp = """
        {"swagger": "2.0", "host": "h", "securityDefinitions": {"k": {"type": "apiKey", "name": "k", "in": "header"}},
         "security": [{"k": []}, {"none": []}], "paths": {"/a/{b}": {"get": {"operationId": "\\u00e9", "parameters": [
         {"name": "b", "in": "path", "type": "string", "x-example": 1.5}, {"$ref": "#/parameters/p"},
         {"name": "body", "in": "body", "schema": {"$ref": "#/definitions/D"}}], "responses": {"200": {"description": "d",
         "schema": {"type": "array", "items": {"$ref": "#/definitions/D"}}}}}}}, "parameters": {"p": {"name": "q", "in": "query"}},
         "definitions": {"D": {"type": "object", "properties": {"x": {"enum": ["a", 1, null], "default": {"a": [true]}}}}}}
        """

    private static let yamlWarmUp = """
        openapi: 3.1.0
        paths:
          /a/{b}:
            post:
              description: |
                one
                two
              summary: >-
                folded
                text
              parameters: &p
                - {name: "q\\n", in: query, schema: {type: [string, 'null'], minLength: 1}}
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}, example: {a: 1}}}}
              responses: {200: {$ref: '#/components/responses/R'}}
            get: {parameters: *p, description: plain
              text}
        components: {schemas: {S: {allOf: [{type: obect}, {oneOf: [{}]}]}}, responses: {R: {content: {a/b: {schema: true}}}}}
        """

    private static func status(_ field: String) -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(field) }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }
}
