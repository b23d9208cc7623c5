//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct TokenObservationTests {
    private func observations(_ claims: String) throws -> [TokenObservation] {
        TokenObservation.all(in: try #require(JSONWebToken(TestToken.signed(claims: claims))), now: 1_000_000_000)
    }

    @Test(arguments: [
        #"{"iat":1000000000,"exp":1000000600}"#, #"{"iat":1000000000,"exp":1002592000}"#, #"{"exp":1002592000}"#,
        #"{"exp":1000000600,"name":"Ann","email":"ann@a.example","sub":"1","password_reset":true,"phone":""}"#,
        #"{"exp":1000000600,"at_hash":"MTIzNDU2Nzg5MDEyMzQ1Ng","nonce":"n-0S6_WzA2Mj","sid":"08a5019c"}"#,
        #"{"exp":1000000600,"password":"********","pwd":false,"pin":true}"#,
    ])
    func nothingIsSaidOfAnOrdinaryToken(claims: String) throws { #expect(try observations(claims) == []) }

    @Test(arguments: [
        (#"{"sub":"1"}"#, TokenObservation.neverExpires), (#"{"exp":"soon"}"#, .neverExpires),
        (#"{"iat":1000000000,"exp":1002678400}"#, .livesLong(days: 31)),
        (#"{"exp":1031536000}"#, .livesLong(days: 365)),
        (#"{"exp":1000000600,"user":{"date_of_birth":"1984-05-06"}}"#, .personalData(claim: "/user/date_of_birth")),
        (#"{"exp":1000000600,"phones":[{"phone_number":"0791"}]}"#, .personalData(claim: "/phones/0/phone_number")),
        (#"{"exp":1000000600,"data":{"password":"Hazel-Moth-17"}}"#, .secret(claim: "/data/password")),
        (#"{"exp":1000000600,"passwordHash":"$2b$12$abcdefghijklmnopqrstuv"}"#, .secret(claim: "/passwordHash")),
    ])
    func oneThingIsSaid(claims: String, observation: TokenObservation) throws {
        #expect(try observations(claims) == [observation])
    }

    @Test func aSummaryDoesNotRepeatTheValue() throws {
        let all = try observations(#"{"password":"Hazel-Moth-17"}"#).map { $0.summary(of: "ann") }
        #expect(all.count == 2)
        #expect(all.allSatisfy { !$0.contains("Hazel") && $0.contains("ann") })
    }

    @Test(arguments: [#"{"typ":"Refresh"}"#, #"{"token_use":"refresh"}"#, #"{"type":"refresh_token"}"#])
    func refreshTokensAreKnown(claims: String) throws {
        #expect(try #require(JSONWebToken(TestToken.signed(claims: claims))).isRefreshToken)
        #expect(try #require(JSONWebToken(TestToken.signed(claims: #"{"typ":"Bearer"}"#))).isRefreshToken == false)
    }
}
