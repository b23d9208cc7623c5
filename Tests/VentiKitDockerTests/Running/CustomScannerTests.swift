//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import ScannerSamples
import Testing
import VentiKit
import VulnerableAPIs

@testable import VentiKitDocker

/// A whole scanner in shell, which looks at a real target on this machine from inside its container.
@Suite(.needsDocker, .timeLimit(.minutes(2)))
struct CustomScannerTests {
    /// Reads the request, finds the way to the target, looks for a word in an answer, and reports.
    private static let script = #"""
        request=$(cat request.json)
        target=$(echo "$request" | busybox sed 's/.*"target":"\([^"]*\)".*/\1/')
        reach=$(busybox sed 's/.*"host":"\([^"]*\)","port":\([0-9]*\).*/http:\/\/\1:\2/' place.json)
        token=$(busybox sed 's/.*"alice.token":"\([^"]*\)".*/\1/' secrets.json)
        api='{"title":"Shell","version":"1","documentVersion":"3.0.3","documentName":"api.yaml","operations":1}'
        echo '{"type":"started","version":1,"started":{"api":'$api',"target":"'$target'","profile":"safe","checks":1,"maximumRequests":1}}'
        answer=$(busybox wget -q -O - --header "Authorization: Bearer $token" "$reach/motd")
        finding=
        case $answer in
        *debug*)
            finding='{"checkID":"acme.debug","title":"Debug mode","summary":"The answer says debug.","severity":"low","location":{"method":"GET","path":"/motd"}}'
            echo '{"type":"finding","version":1,"finding":'$finding'}'
            ;;
        esac
        echo '{"type":"finished","version":1,"report":{"formatVersion":1,"api":'$api',"target":"'$target'","profile":"safe","startedAt":"2026-01-01T00:00:00Z","outcome":"completed","findings":['$finding']}}'
        """#

    private func scan(answering text: String) async throws -> ScanReport {
        try await ShellImage.make()
        let api = VulnerableAPI(name: "motd", document: "") { request, _ in
            let isKnown = request.headerFields[.authorization] == "Bearer open-sesame"
            return (HTTPResponse(status: isKnown ? .ok : .unauthorized), Array(text.utf8))
        }
        return try await withServer(api) { port in
            var request = ScanRequest.sample()
            request.target = "http://127.0.0.1:\(port)"
            request.identities = [Identity("alice", bearer: "open-sesame")]
            let executor = try DockerExecutor(DockerEngineUnderTest.configuration())
            let report = try await executor.scan(ShellImage.scanner(Self.script), request)
            #expect(report.target == request.target)
            return report
        }
    }

    @Test func findsWhatIsThere() async throws {
        let report = try await scan(answering: "mode=debug")
        #expect(report.outcome == .completed)
        #expect(report.findings.map(\.checkID.rawValue) == ["acme.debug"])
        #expect(report.findings.first?.location.operationName == "GET /motd")
    }

    @Test func findsNothingWhereThereIsNothing() async throws {
        let report = try await scan(answering: "mode=release")
        #expect(report.outcome == .completed)
        #expect(report.findings.isEmpty)
    }

    @Test func cannotRunInThisProcess() async throws {
        let error = await #expect(throws: ScanError.self) {
            try await InProcessExecutor().scan(ShellImage.scanner(""), .sample())
        }
        #expect(error?.code == .invalidArgument)
    }
}
