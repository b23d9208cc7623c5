//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@Suite("Reports of GitLab's DAST format")
struct GitLabDASTReaderTests {
    private static let text = #"""
        {"version":"15.0.6","scan":{"scanner":{"id":"zap","name":"ZAP","version":"D-1"},"start_time":"2026-01-02T03:04:05",
        "status":"success","type":"dast"},"vulnerabilities":[
        {"id":"1","name":"SQL Injection","severity":"High","confidence":"High","solution":"Bind.",
         "identifiers":[{"type":"ZAPProxy_PluginId","name":"40018","value":"40018"},
                        {"type":"CWE","name":"CWE-89","value":"89"}],
         "evidence":{"summary":"syntax error"},
         "location":{"hostname":"http://api.test","method":"POST","param":"name","path":"/users/7"}},
        {"id":"2","message":"Header missing","severity":"Unknown","identifiers":[],
         "location":{"hostname":"http://api.test","method":"GET","path":"/"}}, 3]}
        """#

    @Test func vulnerabilitiesBecomeFindings() throws {
        var reader = GitLabDASTReader()
        for byte in Self.text.utf8 { reader.read([byte]) }
        let report = try reader.finish()
        #expect(report.tool == ScanReport.Tool(name: "ZAP", version: "D-1"))
        #expect(report.target == "http://api.test")
        #expect(report.findings.map(\.checkID) == ["gitlab.40018", "gitlab.Header missing"])
        let first = try #require(report.findings.first)
        #expect(first.location.operationName == "POST /users/{id}")
        #expect(first.location.insertionPoint == InsertionPoint(.body, "name"))
        #expect(first.confidence == .firm)
        #expect(first.weaknesses == [.cwe(89)])
        #expect(report.findings.last?.severity == .info)
        #expect(report.diagnostics.map(\.message) == ["1 entries could not be understood and were left out."])
    }

    @Test func otherJSONIsRefused() {
        var reader = GitLabDASTReader()
        reader.read(Array(#"{"results":[]}"#.utf8))
        #expect(throws: ScanError.self) { try reader.finish() }
    }
}
