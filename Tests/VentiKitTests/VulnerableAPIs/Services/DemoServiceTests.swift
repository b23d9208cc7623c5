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

struct DemoServiceTests {
    @Test(arguments: DemoService.all, Variant.allCases)
    func everyDocumentIsReadWithoutADiagnostic(_ service: DemoService, _ variant: Variant) throws {
        let api = service.make(variant)
        let description = try APIDescription(bytes: Array(api.document.utf8), name: "\(api.name).yaml")
        #expect(description.diagnostics.map(\.message) == [])
        #expect(description.operations.count >= 10)
        #expect(api.accounts.isEmpty == (api.login == nil))
    }

    @Test(arguments: DemoService.all)
    func theGroundTruthNamesOperationsOfTheService(_ service: DemoService) throws {
        let api = service.make(.flawed)
        let description = try APIDescription(bytes: Array(api.document.utf8), name: "\(api.name).yaml")
        let names = Set(description.operations.map(\.id))
        #expect(!service.groundTruth.isEmpty)
        #expect(Set(service.groundTruth).count == service.groundTruth.count)
        for truth in service.groundTruth where truth.operation != "*" {
            // A verb is hidden where its path is in the document and it is not.
            guard truth.checkID == "venti.bfla.hidden-verb" else {
                #expect(names.contains(truth.operation))
                continue
            }
            #expect(!names.contains(truth.operation))
            #expect(description.operations.contains { truth.operation.hasSuffix(" \($0.path)") })
        }
    }

    @Test func namesAreUnique() {
        #expect(Set(DemoService.all.map(\.name)).count == DemoService.all.count)
    }

    typealias Join = @Sendable (VulnerableAPI, String) async throws -> DemoUser

    /// The services of this folder, with the way to join them.
    private static let joined: [(DemoService, Join)] = [
        (.orders, { try await .shopper($0, $1) }),
        (.documents, { try await .archivist($0, $1) }),
        (.socialFeed, { try await .member($0, $1) }),
    ]

    @Test(arguments: Variant.allCases)
    func nonsenseIsRefusedAndNeverFails(_ variant: Variant) async throws {
        for (service, join) in Self.joined {
            let api = service.make(variant)
            let user = try await join(api, "ines")
            for operation in user.documented.description.operations {
                let template = operation.path.split(separator: "/").map { $0.hasPrefix("{") ? "%ID%" : $0 }
                for id in ["0", "-1", "x", "%27", "%00", "..%2F..", "99999999999999999999"] {
                    let path = "/" + template.map { $0 == "%ID%" ? Substring(id) : $0 }.joined(separator: "/")
                    for body in Self.nonsense(operation, user.documented.description.schemas) {
                        let reply = try await user.client.send(operation.method, path, body: body)
                        #expect(reply.status < 500, "\(operation.id) \(id) \(body?.text.prefix(100) ?? "")")
                        guard body != nil else { continue }
                        #expect(reply.status >= 400 || reply.json["ok"] == .bool(false), "\(operation.id)")
                    }
                    guard template.contains("%ID%") else { break }
                }
            }
        }
    }

    /// Bodies of the right shape with wrong values; just `nil` where the operation takes none.
    private static func nonsense(_ operation: APIOperation, _ schemas: SchemaLibrary) -> [JSON?] {
        guard let schema = operation.requestBody?.contents.first?.schema else { return [nil] }
        let long = JSON.string(String(repeating: "x", count: 6_000))
        let values: [JSON] = [.null, .bool(true), .integer(-1), .number(1e308), .array([.null]), long]
        return [.null, .array([]), .string("x")] + values.map { fill(schema, with: $0, schemas) }
    }

    private static func fill(_ schema: APISchema, with value: JSON, _ schemas: SchemaLibrary) -> JSON {
        let properties = schemas.resolve(schema).properties
        return .object(
            properties.map { property in
                let isObject = schemas.resolve(property.schema).types.contains(.object)
                return .init(name: property.name, value: isObject ? fill(property.schema, with: value, schemas) : value)
            }
        )
    }

    @Test func aTokenOfOneServiceIsNoneOfAnother() async throws {
        let api = DemoService.orders.make(.flawed)
        let other = try await DemoUser.member(DemoService.socialFeed.make(.flawed), "ines")
        guard case .header(_, let value)? = other.client.credential else {
            Issue.record("A member has no token.")
            return
        }
        var stranger = try await DemoUser.shopper(api, "ines").anonymous
        stranger.client.credential = .bearer(String(value.dropFirst("Token ".count)))
        #expect(try await stranger.send("GET", "/auth/me").status == 401)
    }

    @Test(arguments: Variant.allCases)
    func passwordsCannotBeGuessedAtWill(_ variant: Variant) async throws {
        let logins = ["orders": "/auth/login", "documents": "/sessions", "social-feed": "/users/login"]
        for (service, join) in Self.joined {
            let user = try await join(service.make(variant), "ines").anonymous
            let path = try #require(logins[service.name])
            let wrong: JSON = ["email": "ines@people.example", "password": "not-this-one"]
            let body: JSON = service.name == "social-feed" ? ["user": wrong] : wrong
            var statuses: [Int] = []
            for _ in 0..<21 { statuses.append(try await user.send("POST", path, body: body).status) }
            #expect(statuses.last == 429)
            #expect(statuses.first != 429)
            let refused = try await user.send("POST", path, body: body)
            #expect(refused.headers[.retryAfter] == "60")
        }
    }
}
