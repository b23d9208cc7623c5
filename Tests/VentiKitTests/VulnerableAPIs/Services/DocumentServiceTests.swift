//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VulnerableAPIs

struct DocumentServiceTests {
    /// A document in a folder, with the paths that lead there.
    private struct Paper {
        var folder: String
        var id: String
        var path: String { "\(folder)/documents/\(id)" }
    }

    private static let text: JSON = ["title": "Lease", "body": "Signed in ink"]

    private func two(_ variant: Variant) async throws -> (DemoUser, DemoUser) {
        let api = DemoService.documents.make(variant)
        return (try await .archivist(api, "ines"), try await .archivist(api, "omar"))
    }

    private func folder(_ user: DemoUser) async throws -> String {
        let made = try await user.send("POST", "/folders", body: ["name": "House", "description": "Papers"])
        #expect(made.status == 201)
        return "/folders/\(try #require(made.json["id"]?.stringValue))"
    }

    private func paper(_ user: DemoUser, _ text: JSON = text) async throws -> Paper {
        let folder = try await folder(user)
        let made = try await user.send("POST", "\(folder)/documents", body: text)
        #expect(made.status == 201)
        return Paper(folder: folder, id: try #require(made.json["id"]?.stringValue))
    }

    @Test(arguments: Variant.allCases)
    func servesHonestCustomers(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        #expect(try await ines.send("GET", "/accounts/current").json["displayName"] == "ines")
        let paper = try await paper(ines)
        #expect(try await ines.send("GET", "/folders").json.elements.count == 1)
        #expect(try await ines.send("GET", paper.folder).json["name"] == "House")
        #expect(try await ines.send("GET", "\(paper.folder)/documents").json.elements.count == 1)
        #expect(try await ines.send("GET", "/documents?limit=5").json.elements.first?["title"] == "Lease")
        #expect(try await ines.send("GET", paper.path).json["body"] == "Signed in ink")
        #expect(try await ines.send("GET", paper.path + "/export").text == "Lease\n\nSigned in ink\n")
        let published: JSON = ["title": "Lease", "body": "Signed twice", "published": true]
        let changed = try await ines.send("PUT", paper.path, body: published)
        let slug = try #require(changed.json["publicSlug"]?.stringValue)
        let open = "/public/\(slug)"
        #expect(try await omar.anonymous.send("GET", open).json["body"] == "Signed twice")
        #expect(try await ines.send("PUT", paper.path, body: Self.text).json["publicSlug"] == .null)
        #expect(try await omar.anonymous.send("GET", open).status == 404)
        #expect(try await ines.send("DELETE", paper.path).status == 204)
        #expect(try await ines.send("GET", paper.path).status == 404)
        #expect(try await ines.send("DELETE", paper.path).status == 404)
        #expect(try await ines.send("DELETE", paper.folder).status == 204)
        #expect(try await ines.send("GET", "/folders").json == [])
    }

    @Test(arguments: Variant.allCases)
    func readersMayReadWhatIsSharedWithThem(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        let paper = try await paper(ines)
        #expect(try await omar.send("GET", paper.path).status == 403)
        for email in [omar.email, "nobody@people.example"] {
            let shared = try await ines.send("POST", paper.path + "/shares", body: ["email": .string(email)])
            #expect(shared.status == 201)
        }
        let listed = try await omar.send("GET", "/shared-with-me").json.elements
        #expect(listed.map { $0["sharedBy"] } == ["ines"])
        #expect(try await omar.send("GET", paper.path).json["body"] == "Signed in ink")
        #expect(try await omar.send("PUT", paper.path, body: Self.text).status == 403)
        #expect(try await omar.send("POST", paper.path + "/shares", body: ["email": "a@b.example"]).status == 403)
        #expect(try await ines.send("DELETE", paper.folder).status == 204)
        #expect(try await omar.send("GET", "/shared-with-me").json == [])
        #expect(try await omar.send("GET", paper.path).status == 403)
    }

    @Test(arguments: Variant.allCases)
    func refusesWhatTheDocumentForbids(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        let paper = try await paper(ines)
        for path in ["/folders?limit=0", "/documents?limit=101", "/shared-with-me?offset=-1", "/folders?limit=x"] {
            #expect(try await ines.send("GET", path).status == 400, "\(path)")
        }
        for path in ["/accounts/current", "/folders", "/documents", "/shared-with-me", paper.folder, paper.path] {
            #expect(try await ines.anonymous.send("GET", path).status == 401, "\(path)")
        }
        let taken: JSON = ["email": "ines@people.example", "displayName": "Ines", "password": "Oak-Ladder-19"]
        #expect(try await ines.anonymous.send("POST", "/accounts", body: taken).status == 409)
        // A folder of somebody else is answered as one that does not exist.
        let unknown = "/folders/00000000-0000-4000-8000-000000000000"
        #expect(try await omar.send("GET", paper.folder).text == omar.send("GET", unknown).text)
        #expect(try await omar.send("DELETE", paper.folder).text == omar.send("DELETE", unknown).text)
        #expect(try await ines.send("GET", paper.folder).status == 200)
        let wrong: JSON = ["email": "ines@people.example", "password": "not-this-one"]
        let nobody: JSON = ["email": "nobody@people.example", "password": "not-this-one"]
        let replies = [
            try await ines.anonymous.send("POST", "/sessions", body: wrong),
            try await ines.anonymous.send("POST", "/sessions", body: nobody),
        ]
        #expect(replies[0].text == replies[1].text)
    }

    // MARK: The flaws

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildDeletesForOthers(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        let paper = try await paper(ines)
        #expect(try await omar.send("PUT", paper.path, body: Self.text).status == 403)
        let unknown = "\(paper.folder)/documents/00000000-0000-4000-8000-000000000000"
        #expect(try await omar.send("DELETE", unknown).status == 403)
        #expect(try await omar.send("DELETE", paper.path).status == (variant == .flawed ? 204 : 403))
        #expect(try await ines.send("GET", paper.path).status == (variant == .flawed ? 404 : 200))
    }

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildListsTheDocumentsOfOthers(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        _ = try await paper(ines, ["title": "Nettle", "body": ""])
        _ = try await paper(omar)
        let listed = try await omar.send("GET", "/documents")
        #expect(listed.text.contains("Nettle") == (variant == .flawed))
        #expect(listed.json.elements.count == (variant == .flawed ? 2 : 1))
    }

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildFindsADocumentBelowAnotherFolder(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        let paper = try await paper(ines)
        let other = Paper(folder: try await folder(omar), id: paper.id)
        let seen = try await omar.send("GET", other.path)
        #expect(seen.status == (variant == .flawed ? 200 : 404))
        #expect(seen.text.contains("Signed in ink") == (variant == .flawed))
        // It is this operation alone.
        #expect(try await omar.send("GET", paper.path).status == 403)
        #expect(try await omar.send("PUT", other.path, body: Self.text).status == 404)
        #expect(try await omar.send("DELETE", other.path).status == 404)
        #expect(try await omar.send("POST", other.path + "/shares", body: ["email": "a@b.example"]).status == 404)
    }

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildExportsWithoutASession(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        let path = try await paper(ines).path + "/export"
        let seen = try await omar.anonymous.send("GET", path)
        #expect(seen.status == (variant == .flawed ? 200 : 401))
        #expect(seen.text.contains("Signed in ink") == (variant == .flawed))
        #expect(try await omar.send("GET", path).status == (variant == .flawed ? 200 : 403))
    }

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildShowsADeletedFolder(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        let paper = try await paper(ines)
        #expect(try await ines.send("DELETE", paper.folder).status == 204)
        #expect(try await ines.send("GET", paper.folder).status == (variant == .flawed ? 200 : 403))
        #expect(try await omar.send("GET", paper.folder).status == 403)
        #expect(try await ines.send("GET", "\(paper.folder)/documents").status == 403)
        #expect(try await ines.send("POST", "\(paper.folder)/documents", body: Self.text).status == 403)
        #expect(try await ines.send("DELETE", paper.folder).status == 403)
    }

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildTakesATokenAfterItsSessionsEnd(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        #expect(try await ines.send("DELETE", "/sessions/current").status == 204)
        for _ in 0..<2 {
            let status = try await ines.send("GET", "/accounts/current").status
            #expect(status == (variant == .flawed ? 200 : 401))
        }
        #expect(try await omar.send("GET", "/accounts/current").status == 200)
    }
}
