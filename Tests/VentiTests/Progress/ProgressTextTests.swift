//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@testable import venti

struct ProgressTextTests {
    private let progress = ScanProgress(
        phase: .attack,
        fraction: 0.5,
        requestsSent: 1180,
        maximumRequests: 2000,
        elapsedSeconds: 20,
        latencyP95Milliseconds: 12.4,
        clientErrors: 118,
        serverErrors: 3,
        findings: 2,
        activity: "GET /users/{id} \u{1B}[31msqli.boolean"
    )

    private var tally: SeverityTally {
        var tally = SeverityTally()
        tally.count(
            Finding(
                checkID: "venti.a.b",
                title: "A",
                summary: "",
                severity: .high,
                location: FindingLocation(method: "GET", path: "/a")
            )
        )
        return tally
    }

    @Test(arguments: [10, 40, 60, 80, 100, 200], [true, false])
    func `The bar stays within the columns and holds no control characters`(_ columns: Int, _ unicode: Bool) {
        let text = ProgressText(Terminal(isInteractive: true, columns: columns, showsUnicode: unicode))
        let bar = text.bar(progress, tally, frame: 3, columns: columns)
        #expect(bar.count == 2)
        #expect(bar.allSatisfy { TextWidth.columns(of: $0) < columns })
        #expect(bar.joined().unicodeScalars.allSatisfy { $0.value >= 0x20 })
        #expect(unicode || bar.joined().unicodeScalars.allSatisfy(\.isASCII))
    }

    @Test
    func `The bar says how far, how fast, what now and what was found`() {
        let text = ProgressText(Terminal(isInteractive: true, columns: 200, showsUnicode: false))
        #expect(
            text.bar(progress, tally, frame: 0, columns: 200) == [
                "  | Attack   ############............ 50%  1,180/2,000 req  59 req/s  p95 12 ms  4xx 10%  5xx 3  eta 20s",
                "             now  GET /users/{id} [31msqli.boolean   found  1 high",
            ]
        )
    }

    @Test
    func `Where there is little room, what matters least is left out`() {
        let text = ProgressText(Terminal(isInteractive: true, columns: 60, showsUnicode: false))
        #expect(
            text.bar(progress, tally, frame: 0, columns: 60)[0]
                == "  | Attack   ######...... 50%  1,180/2,000 req  eta 20s"
        )
    }

    @Test
    func `The plain line is for machines that read logs`() {
        let text = ProgressText(Terminal(isInteractive: false))
        #expect(text.line(progress) == "attack 50% 1180/2000 req findings=2 eta=20s")
    }

    @Test
    func `The header says what the scan is about to do`() {
        let api = APISummary(title: "Shop", version: "1.4", documentVersion: "3.1.0", documentName: "a", operations: 23)
        let started = ScanStarted(
            api: api,
            target: "http://127.0.0.1",
            profile: .safe,
            checks: 41,
            maximumRequests: 1180,
            requestsPerSecond: 20
        )
        #expect(
            ProgressText(Terminal(isInteractive: true)).header(started)
                == "VentiKit \(ScanReport.Tool.current.version) · OpenAPI 3.1.0 · Shop 1.4 · 23 operations · profile safe"
                + " · 41 checks · ≤ 1,180 requests · 20 req/s"
        )
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000")])
    func `Thousands are set apart`(_ number: Int, _ text: String) {
        #expect(number.grouped == text)
    }
}
