//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit
import VentiKitZAP

@Suite("Reports of ZAP")
struct ZAPReportReaderTests {
    private func report(_ text: String, limits: ZAPReportReader.Limits = .init()) throws -> ZAPReport {
        var reader = ZAPReportReader(limits: limits)
        reader.read(Array(text.utf8))
        return try reader.finish()
    }

    @Test(
        "Every real report is read whole, however its bytes are cut",
        .enabled(if: !SharedZAPReports.entries.isEmpty, "there is no ../shared/zap"),
        arguments: SharedZAPReports.entries
    )
    func readsRealReports(entry: SharedZAPReports.Entry) throws {
        let bytes = [UInt8](try Data(contentsOf: entry.file))
        var reader = ZAPReportReader()
        for start in stride(from: 0, to: bytes.count, by: 1_013) {
            reader.read(bytes[start..<min(bytes.count, start + 1_013)])
        }
        let report = try reader.finish()
        #expect(report.version == entry.version)
        #expect(report.sites.count == entry.sites)
        #expect(report.alerts.count == entry.alerts)
        #expect(report.instanceCount == entry.instances)
        #expect(report.diagnostics.isEmpty)
        for alert in report.alerts {
            #expect(!alert.pluginID.isEmpty && !alert.name.isEmpty && !alert.description.isEmpty)
            #expect(!alert.description.contains("<p>"))
        }
    }

    @Test func readsMembersInEveryFormThatTheyHad() throws {
        let report = try report(
            #"""
            {"@version":"2.9.0","site":{"@name":"http://a:80","@ssl":"false","alerts":[
              {"pluginid":40018,"alert":"SQL","riskcode":3,"confidence":"2","cweid":"-1","wascid":"19","systemic":true,
               "desc":"<p>One.</p><p>Two <script>.</p>","reference":"<p>https://x.test/1</p><p>https://x.test/2</p>",
               "instances":{"uri":"http://a/x?q=1","method":"GET","param":"q"}}]}}
            """#
        )
        let alert = try #require(report.alerts.first)
        #expect(alert.pluginID == "40018")
        #expect(alert.name == "SQL")
        #expect(alert.risk == .high)
        #expect(alert.confidence == .medium)
        #expect(alert.cwe == nil)
        #expect(alert.wasc == 19)
        #expect(alert.isSystemic == true)
        #expect(alert.description == "One.\nTwo <script>.")
        #expect(alert.links == ["https://x.test/1", "https://x.test/2"])
        #expect(alert.instances.map(\.parameter) == ["q"])
    }

    @Test func aReportThatIsCutShortGivesTheAlertsBefore() throws {
        let text = #"{"@version":"2.15.0","site":[{"@name":"http://a","alerts":[{"pluginid":"1","name":"A"},{"plu"#
        let report = try report(text)
        #expect(report.alerts.map(\.name) == ["A"])
        #expect(
            report.diagnostics.map(\.message) == [
                "The report ends in the middle of a value; what came before was read."
            ]
        )
    }

    @Test func aReportThatBreaksGivesTheAlertsBefore() throws {
        let report = try report(#"{"@version":"2","site":[{"alerts":[{"pluginid":"1","name":"A"}}}"#)
        #expect(report.alerts.map(\.name) == ["A"])
        #expect(report.diagnostics.first?.message.contains("not JSON after byte") == true)
    }

    @Test func instancesBeyondTheLimitAreCounted() throws {
        var limits = ZAPReportReader.Limits()
        limits.maximumInstances = 3
        let instance = #"{"uri":"http://a/"}"#
        let list = Array(repeating: instance, count: 5).joined(separator: ",")
        let report = try report(
            #"{"@version":"2","site":[{"alerts":[{"pluginid":"1","name":"A","instances":[\#(list)]}]}]}"#,
            limits: limits
        )
        #expect(report.instanceCount == 3)
        #expect(report.diagnostics.map(\.message) == ["2 instances beyond 3 were left out."])
    }

    @Test func anAlertThatIsTooLargeCostsNoOther() throws {
        var limits = ZAPReportReader.Limits()
        limits.maximumAlertBytes = 100
        let long = String(repeating: "x", count: 500)
        let report = try report(
            #"{"@version":"2","site":[{"alerts":[{"pluginid":"1","name":"\#(long)"},{"pluginid":"2","name":"B"}]}]}"#,
            limits: limits
        )
        #expect(report.alerts.map(\.name) == ["B"])
        #expect(report.diagnostics.count == 1)
    }

    @Test func alertsBeyondTheBytesThatAreKeptAreCounted() throws {
        var limits = ZAPReportReader.Limits()
        limits.maximumBytes = 60
        let list = (1...4).map { #"{"pluginid":"\#($0)","name":"A"}"# }.joined(separator: ",")
        let report = try report(#"{"@version":"2","site":[{"alerts":[\#(list)]}]}"#, limits: limits)
        #expect(report.alerts.map(\.pluginID) == ["1", "2"])
        #expect(report.diagnostics.map(\.message) == ["2 alerts after the first 60 bytes of alerts were left out."])
    }

    @Test("What is no report is refused", arguments: ["", "{}", "[]", "<?xml version='1.0'?>", #"{"runs":[]}"#])
    func refuses(text: String) {
        #expect(throws: ZAPError.self) { try report(text) }
    }
}
