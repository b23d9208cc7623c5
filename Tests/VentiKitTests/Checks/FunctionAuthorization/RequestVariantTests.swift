//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// Requests that no template describes.
struct RequestVariantTests {
    private let request = OperationRequest(
        operation: APIOperation("GET /api/user/reports/{id}"),
        arguments: [
            .init(parameter: APIParameter(name: "id", location: .path), value: .string("a/b")),
            .init(parameter: APIParameter(name: "page", location: .query), value: .integer(2)),
        ]
    )

    @Test func aTargetOfItsOwnGoesOnTheWireAsItIs() {
        #expect(request.withPath("/%2e//x;y").render().target == "/%2e//x;y?page=2")
    }

    @Test func moreInTheQueryFollowsWhatIsThere() {
        #expect(
            request.addingQuery([("admin", "true"), ("a b", "c&d")]).render().target
                == "/api/user/reports/a%2Fb?page=2&admin=true&a%20b=c%26d"
        )
        let bare = OperationRequest(operation: APIOperation("GET /x"))
        #expect(bare.addingQuery([("debug", "1")]).render().target == "/x?debug=1")
        #expect(bare.addingQuery([]).targetOverride == nil)
    }

    @Test func aRandomPathChangesTheLastSegmentThatTheDocumentFixes() {
        var random = SeededRandom(seed: 1, purpose: "test")
        let path = request.atRandomPath(&random).targetHalves.path
        let segments = path.split(separator: "/")
        #expect(segments.count == 4 && segments[0] == "api" && segments[1] == "user" && segments[3] == "a%2Fb")
        #expect(segments[2] != "reports" && segments[2].count == 12)
        let open = OperationRequest(operation: APIOperation("GET /{id}"))
        #expect(open.atRandomPath(&random).targetHalves.path.split(separator: "/").count == 2)
    }

    @Test func everySpellingOfAPathIsAnother() {
        let path = "/api/settings"
        let spelled = PathVariants.all.map { $0.apply(path) }
        #expect(Set(spelled + [path]).count == PathVariants.all.count + 1)
        #expect(
            spelled.contains("/api/setting%73") && spelled.contains("/api//settings")
                && spelled.contains("/api/SETTINGS")
        )
        // The scope reads every one of them as below the base path.
        #expect(spelled.allSatisfy { (ScopePath(target: $0)?.readings ?? []).allSatisfy { $0.hasPrefix("/") } })
    }

    @Test func anOverrideIsAPOSTThatNamesTheMethod() {
        for override in MethodOverride.allCases {
            let sent = override.apply("DELETE", to: request).render()
            #expect(sent.method == "POST")
            let isNamed = sent.target.hasSuffix("&_method=DELETE") || sent.headers[override.name] == "DELETE"
            #expect(isNamed)
        }
    }

    @Test func aRoleInThePathIsSwappedSegmentBySegment() {
        #expect(PathRoleSwapCheck.swaps(of: "/api/user/reports").contains(.init(index: 2, replacement: "admin")))
        #expect(PathRoleSwapCheck.swaps(of: "/public/news").contains(.init(index: 1, replacement: "internal")))
        #expect(PathRoleSwapCheck.swaps(of: "/api/{user}/reports") == [])
        #expect(PathRoleSwapCheck.swaps(of: "/admin/reports") == [])
        #expect(PathRoleSwapCheck.swaps(of: "/user/reports").map(\.replacement).contains("staff"))
        #expect(PathRoleSwapCheck.swaps(of: "/users").map(\.replacement) == ["admins", "admin", "internal"])
    }

    @Test func methodsAreReadFromEveryAllowLine() {
        var response = ProbeResponse(status: 204)
        response.headers = ["Allow": "GET, delete", "allow": "PUT", "Access-Control-Allow-Methods": "PATCH"]
        #expect(HiddenVerbCheck.methods(response) == ["GET", "DELETE", "PUT"])
        #expect(HiddenVerbCheck.methods(ProbeResponse(status: 204)) == [])
    }

    @Test(arguments: [
        (#"{"data":[{"id":1}],"total":1}"#, true), (#"{"data":[],"total":0}"#, false), ("[]", false), ("{}", false),
        (#"{"cents":0}"#, true), ("12 kg", true), (" ", false), ("", false),
    ])
    func anAnswerHoldsDataWhereNoListOfItIsEmpty(body: String, holds: Bool) {
        #expect(ProbeResponse.json(body).holdsData == holds)
    }

    @Test(arguments: [
        ("^[a-z0-9-]+$", true), ("^[A-Z]{3}$", false), ("^\\d+$", false), ("[a-z]", true), ("(", false),
        ("^.{20,}$", false),
    ])
    func aMarkerIsPutWhereThePatternTakesIt(pattern: String, takes: Bool) {
        #expect(MarkerPlaces.takesMarkers(pattern, longest: nil) == takes)
    }

    @Test(arguments: [
        (200, AccessOutcome.allowed), (204, .allowed), (401, .denied), (403, .denied), (404, .failed), (500, .failed),
        (302, .failed),
    ])
    func aStatusAmountsToAnOutcome(status: Int, outcome: AccessOutcome) {
        #expect(AccessOutcome(status: status) == outcome)
        #expect(outcome.merged(with: .notTried) == outcome && AccessOutcome.allowed.merged(with: outcome) == .allowed)
    }

    @Test func aFailureThatIsAnswered200IsNotAllowed() {
        var model = SoftErrorModel()
        model.learnFailure(.json(#"{"status":"fail"}"#))
        #expect(AccessOutcome(.json(#"{"status":"fail"}"#), softErrors: model) == .failed)
        #expect(AccessOutcome(.json(#"{"id":7}"#), softErrors: model) == .allowed)
    }
}
