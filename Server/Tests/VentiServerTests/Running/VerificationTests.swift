//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiServer
@testable import VentiService

/// Targets and documents that a real server on this machine serves.
@Suite(.timeLimit(.minutes(2))) struct VerificationTests {
    /// A platform to which this machine is a host like any other: not on the allow list, not refused.
    private func platform(_ url: String) async throws -> (ServerUnderTest, Target) {
        let test = try await ServerUnderTest()
        return (test, try await test.target(url: url).0)
    }

    @Test func aTargetIsVerifiedByItsFileOrItsHeaderAndNothingElse() async throws {
        // The token is made with the target, so what is served is changed to fit.
        for way in ["file", "header", "neither"] {
            let token = "venti-00000000000000000000000000000000"
            try await ToyAPI.serve(
                wellKnown: way == "file" ? token : "something else",
                header: way == "header" ? token : nil
            ) { url in
                let (test, target) = try await platform(url)
                var known = target
                known.verificationToken = token
                let changed = known
                try await test.platform.core.store.write(test.owner.scope) { try $0.update(changed) }
                do {
                    let verified = try await test.platform.targets.verify(target.id, as: test.owner)
                    #expect(way != "neither" && verified.verifiedAt != nil)
                } catch let error as ServiceError {
                    #expect(way == "neither" && error.code == .targetNotVerified)
                }
            }
        }
    }

    @Test func aDocumentIsFetchedAndRedirectsAreJudgedAgain() async throws {
        try await ToyAPI.serve { url in
            let test = try await ServerUnderTest()
            func fetch(_ path: String) async throws -> ServiceError.Code? {
                do {
                    let made = try await test.platform.documents.fetch(from: url + path, as: test.owner)
                    #expect(made.value.operations == 2)
                    return nil
                } catch let error as ServiceError {
                    return error.code
                }
            }
            #expect(try await fetch("/openapi.yaml") == nil)
            #expect(try await fetch("/moved.yaml?version=1#top") == nil)
            #expect(try await fetch("/trap.yaml") == .targetOutOfScope)
            #expect(try await fetch("/loop.yaml") == .targetOutOfScope)
            #expect(try await fetch("/nothing.yaml") == .validation)
        }
    }
}
