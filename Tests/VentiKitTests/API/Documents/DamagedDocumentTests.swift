//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// Documents with random damage, the same on every run.
struct DamagedDocumentTests {
    static let json = #"""
        {"openapi": "3.1.0", "paths": {"/a/{b}": {"$ref": "#/x", "get": {"parameters": [{"name": "\u00e9\ud83d\ude00", "in": "query",
        "schema": {"type": ["string", null], "minLength": 1e3}}], "responses": {"200": {"$ref": "#/components/responses/R"}}}}},
        "components": {"responses": {"R": {"content": {"a/b": {"schema": {"$ref": "#/components/schemas/S"}}}}},
        "schemas": {"S": {"properties": {"s": {"$ref": "#/components/schemas/S"}}, "allOf": [{}]}}}, "security": [{"k": []}, {}]}
        """#
    static let yaml = """
        %YAML 1.2
        --- # comment
        swagger: "2.0"
        x-a: &a {<<: {u: v}, ? [k, l] : w, m: !!str 5}
        paths:
          /a/{b}:
            <<: *a
            post:
              description: |2-
                  one

                two
              summary: >+
                folded
               \ttext

              ? - complex
              : "dou\\x41ble\\
                quoted"
              parameters: &p
              - {name: 'it''s', in: formData, type: file}
              - name: plain text
                  over lines
                in: query
              responses: {200: {schema: {$ref: '#/definitions/S'}}, default: *a}
            get: {parameters: *p}
        definitions: {S: {items: [{type: obect}, {$ref: '#/definitions/S/items/1'}]}}
        ...
        """

    @Test(arguments: [json, yaml], 0..<4)
    func damageEndsInAResultOrAnError(_ document: String, _ seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let original = Array(document.utf8)
        let pieces = Array("{}[]:,-?&*!|>'\"%#\n\r\t \\~a1u\u{FFFD}".utf8)
        var outcomes: Set<String> = []
        for _ in 0..<500 {
            var bytes = original
            for _ in 0...random(4) {
                let index = random(bytes.count)
                switch random(5) {
                case 0: bytes[index] = pieces[random(pieces.count)]
                case 1: bytes.insert(pieces[random(pieces.count)], at: index)
                case 2: bytes.remove(at: index)
                case 3: bytes.removeSubrange(index..<min(bytes.count, index + random(40)))
                default:
                    bytes.insert(
                        contentsOf: bytes[index..<min(bytes.count, index + random(60))],
                        at: random(bytes.count)
                    )
                }
                if bytes.isEmpty { bytes = original }
            }
            if random(10) == 0 { bytes.removeSubrange(random(bytes.count)...) }
            do {
                outcomes.insert("\(try APIDescription(bytes: bytes, name: "a").operations.count)")
            } catch let error as OpenAPIReaderError {
                outcomes.insert("\(error.code)")
            } catch {
                Issue.record(error)
            }
        }
        #expect(outcomes.contains("notADocument") && outcomes.contains("1") || outcomes.contains("2"))
    }
}
