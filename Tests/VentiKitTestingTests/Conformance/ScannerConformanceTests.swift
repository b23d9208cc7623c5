//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VentiKitTesting

struct ScannerConformanceTests {
    private func problems(_ scanner: any APIScanner) async throws -> [String] {
        var request = ScanRequest(
            document: .bytes(Array(NotesAPI.document.utf8), name: "openapi.yaml"),
            target: "http://localhost"
        )
        request.policy.requestsPerSecond = nil
        request.policy.checks = ["headers.version-leak"]
        return try await ScannerConformance(scanner, request: request).problems().map(\.rule)
    }

    private func native() throws -> NativeScanner {
        let api = NotesAPI()
        var configuration = NativeScanner.Configuration()
        configuration.transport = InProcessTransport(target: try TargetURL("http://localhost")) { request, body in
            api.respond(to: request, body: body)
        }
        return NativeScanner(configuration)
    }

    @Test(.timeLimit(.minutes(3)))
    func theNativeScannerKeepsTheRules() async throws {
        #expect(try await problems(native()) == [])
    }

    @Test(.timeLimit(.minutes(3)))
    func aScannerThatNeverReportsIsCaught() async throws {
        let broken = try await problems(FakeScanner(events: [.phase(ScanPhase(.plan))]))
        #expect(broken.contains("The first event is `started`."))
        #expect(broken.contains("The last event is `finished`, and no other is."))
        #expect(broken.contains("A target that is no URL is refused with invalid-target."))
    }

    @Test(.timeLimit(.minutes(3)))
    func aScannerWithoutANameIsCaught() async throws {
        struct Nameless: APIScanner {
            let scanner: NativeScanner
            let descriptor = ScannerDescriptor(id: "", title: "", version: "1")
            func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {
                try await scanner.scan(request, into: events)
            }
        }
        #expect(
            try await problems(Nameless(scanner: native())) == [
                "The scanner says what it is.", "The scanner says what it is.",
            ]
        )
    }
}
