//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct GuessingCheckTests {
    @Test func defaultPasswordsAreTriedOnRequestOnly() {
        let check = DefaultCredentialsCheck()
        var policy = ScanPolicy()
        policy.profile = .active
        #expect(!check.isWanted(by: policy))
        policy.checks = ["auth"]
        #expect(!check.isWanted(by: policy))
        policy.checks = ["Auth.Default-Credentials"]
        #expect(check.isWanted(by: policy))
        policy.checks = []
        policy.profile = .dangerous
        #expect(check.isWanted(by: policy))
    }

    @Test func noAccountIsTriedMoreThanFiveTimes() {
        #expect(DefaultCredentialsCheck.list.allSatisfy { (1...5).contains($0.passwords.count) })
        #expect(Set(DefaultCredentialsCheck.list.map(\.name)).count == DefaultCredentialsCheck.list.count)
    }

    @Test func disguisesChangeNothingButTheClientOrTheSpelling() {
        let request = OperationRequest(operation: APIOperation("POST /auth/login"))
        let address = RateLimitBypassCheck.Disguise.field(name: "Forwarded", prefix: "for=")
        #expect(address.apply(to: request, number: "17").extraHeaders["forwarded"] == "for=203.0.113.17")
        #expect(address.apply(to: request, number: "17").operation == request.operation)
        #expect(
            RateLimitBypassCheck.Disguise.trailingSlash.apply(to: request, number: "1").render().target
                == "/auth/login/"
        )
        #expect(
            RateLimitBypassCheck.Disguise.upperCase.apply(to: request, number: "1").render().target == "/AUTH/LOGIN"
        )
    }

    @Test func aBurstIsShapedWhereItsEndDiffersFromItsBeginning() {
        let wrong = ProbeResponse.json(#"{"error":"wrong"}"#)
        #expect(!AttemptBurst.isShaped(Array(repeating: wrong, count: 9)))
        #expect(AttemptBurst.isShaped(Array(repeating: wrong, count: 8) + [ProbeResponse(status: 429)]))
        #expect(AttemptBurst.isShaped(Array(repeating: wrong, count: 8) + [.json(#"{"captcha":true}"#)]))
        var late = wrong
        late.timeToFirstByte = wrong.timeToFirstByte + .seconds(2)
        #expect(AttemptBurst.isShaped(Array(repeating: wrong, count: 6) + Array(repeating: late, count: 3)))
        #expect(AttemptBurst.isShaped([]))
    }

    @Test func gentleBurstsComeBeforeThoseThatGoFurther() {
        let stages = AttackStage.stages(
            of: [APIOperation("POST /login")],
            checks: [MissingLockoutCheck(), MissingRateLimitCheck(), RateLimitBypassCheck()],
            effect: { _ in .login }
        )
        #expect(
            stages.last?.checks.map(\.metadata.id.shortName) == [
                "res.no-rate-limit", "auth.ratelimit-bypass", "auth.no-lockout",
            ]
        )
    }
}
