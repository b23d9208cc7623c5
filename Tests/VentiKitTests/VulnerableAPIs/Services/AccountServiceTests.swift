//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing
import VentiKit

@testable import VulnerableAPIs

/// What holds for all services that bring their accounts along.
struct AccountServiceTests {
    private static let services: [DemoService] = [.crm, .bank, .adminPanel]

    @Test(arguments: services, Variant.allCases)
    func theLoginIsRecognised(_ service: DemoService, _ variant: Variant) throws {
        let api = service.make(variant)
        let description = try APIDescription(bytes: Array(api.document.utf8), name: "\(api.name).yaml")
        #expect(LoginOperation.find(in: description)?.operation.path == api.login?.path)
    }

    @Test(arguments: services, Variant.allCases)
    func everyAccountSignsInAgainAndAgain(_ service: DemoService, _ variant: Variant) async throws {
        let api = service.make(variant)
        for account in api.accounts {
            let user = try await AccountUser(api, account.name)
            for _ in 0..<15 { #expect(try await user.logIn(account.password).status == 200) }
            #expect(account.role == (service.name == "bank" ? nil : account.role ?? ""))
        }
    }

    @Test(arguments: services, Variant.allCases)
    func guessesAreSlowedDownAndSayNothing(_ service: DemoService, _ variant: Variant) async throws {
        let api = service.make(variant)
        let last = try #require(api.accounts.last)
        var nobody = try await AccountUser(api, try #require(api.accounts.first).name)
        let known = try await nobody.logIn("wrong")
        nobody.account.username = "nobody@kestrel.example"
        var replies: [TestClient.Reply] = []
        for _ in 0..<12 { replies.append(try await nobody.logIn("wrong")) }
        #expect(known.status == 401)
        #expect(replies.first?.text == known.text)
        #expect(replies.prefix(10).allSatisfy { $0.status == 401 })
        #expect(replies.last?.status == 429)
        #expect(replies.last?.headers[.retryAfter] != nil)
        #expect(try await AccountUser(api, last.name).logIn(last.password).status == 200)
    }

    @Test(arguments: services, Variant.allCases)
    func nonsenseIsRefusedAndNeverFails(_ service: DemoService, _ variant: Variant) async throws {
        let api = service.make(variant)
        let description = try APIDescription(bytes: Array(api.document.utf8), name: "\(api.name).yaml")
        let user = try await AccountUser(api, try #require(api.accounts.first).name)
        let json = ["Content-Type": "application/json"]
        let bodies: [JSON?] = [nil, .null, [], "text", 7]
        for operation in description.operations where operation.path != "/logout" {
            for id in ["0", "-1", "x", "%27", "%00", "..%2F..", "99999999999999999999"] {
                let segments = operation.path.split(separator: "/").map { $0.hasPrefix("{") ? Substring(id) : $0 }
                let path = "/" + segments.joined(separator: "/")
                for body in bodies {
                    let reply = try await user.client.send(operation.method, path, headers: json, body: body)
                    #expect(reply.status < 500, "\(operation.id) \(id)")
                    guard operation.requestBody != nil else { continue }
                    #expect(reply.status >= 400, "\(operation.id) \(id) \(body?.text ?? "")")
                }
            }
        }
    }

    @Test(arguments: services, Variant.allCases)
    func everyOperationAsksForACredential(_ service: DemoService, _ variant: Variant) async throws {
        let api = service.make(variant)
        let description = try APIDescription(bytes: Array(api.document.utf8), name: "\(api.name).yaml")
        let user = try await AccountUser(api, try #require(api.accounts.first).name)
        let open = ["GET /api/activity", "PUT /api/notices/{noticeId}"]
        for operation in description.operations where operation.requiresCredential {
            if variant == .flawed, open.contains(operation.id) { continue }
            let path = operation.path.split(separator: "/").map { $0.hasPrefix("{") ? "7" : $0 }.joined(separator: "/")
            let reply = try await user.anonymous.send(operation.method, "/" + path, body: ["x": 1])
            #expect(reply.status == 401, "\(operation.id)")
        }
    }
}
