//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiService

@Suite(.timeLimit(.minutes(1))) struct LoginThrottleTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func begins(_ throttle: LoginThrottle, at date: Date) -> Bool {
        (try? throttle.begin("k", at: date)) != nil
    }

    @Test func triesAtOnceAreNoMoreThanTriesOneAfterAnother() async throws {
        let test = try await PlatformUnderTest()
        let codes = try await withThrowingTaskGroup(of: ServiceError.Code?.self) { group in
            for number in 0..<40 {
                group.addTask {
                    try await refusal {
                        let guess = IdentityService.SignIn(
                            email: "admin@localhost",
                            password: "a wrong guess \(number)",
                            address: "192.0.2.1"
                        )
                        return try await test.platform.identity.signIn(guess)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes.filter { $0 == .unauthenticated }.count == 5)
        #expect(codes.filter { $0 == .rateLimited }.count == 35)
    }

    @Test func theRightPasswordForgetsWhatWasCounted() throws {
        let throttle = LoginThrottle()
        for _ in 0..<20 {
            try throttle.begin("k", at: now)
            throttle.succeed("k")
        }
        #expect((0..<6).map { _ in begins(throttle, at: now) } == [true, true, true, true, true, false])
    }

    @Test func aTryThatSaidNothingDoesNotCount() throws {
        let throttle = LoginThrottle()
        for _ in 0..<20 {
            try throttle.begin("k", at: now)
            throttle.giveBack("k")
        }
        for _ in 0..<5 { try throttle.begin("k", at: now) }
        #expect(!begins(throttle, at: now))
        throttle.giveBack("k")
        #expect(begins(throttle, at: now))
        #expect(!begins(throttle, at: now))
    }

    @Test func eachFurtherTryWaitsLonger() throws {
        let throttle = LoginThrottle()
        for _ in 0..<5 { try throttle.begin("k", at: now) }
        #expect(!begins(throttle, at: now.addingTimeInterval(11)))
        #expect(begins(throttle, at: now.addingTimeInterval(12)))
        #expect(!begins(throttle, at: now.addingTimeInterval(35)))
        #expect(begins(throttle, at: now.addingTimeInterval(36)))
        #expect(begins(throttle, at: now.addingTimeInterval(36 + 3_601)))
    }
}
