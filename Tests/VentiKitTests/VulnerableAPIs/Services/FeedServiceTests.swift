//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VulnerableAPIs

struct FeedServiceTests {
    private func two(_ variant: Variant) async throws -> (DemoUser, DemoUser) {
        let api = DemoService.socialFeed.make(variant)
        return (try await .member(api, "ines"), try await .member(api, "omar"))
    }

    private func isOK(_ reply: TestClient.Reply) -> Bool { reply.status == 200 && reply.json["ok"] == true }

    private func isRefused(_ reply: TestClient.Reply, _ code: JSON) -> Bool {
        reply.status == 200 && reply.json["ok"] == false && reply.json["error"]?["code"] == code
    }

    /// Writes a post and gives the path to it.
    private func post(_ user: DemoUser, _ title: JSON, _ visibility: JSON = "private") async throws -> String {
        let post: JSON = ["title": title, "body": "A long walk", "visibility": visibility]
        let made = try await user.send("POST", "/posts", body: ["post": post])
        return "/posts/\(try #require(made.json["result"]?["post"]?["slug"]?.stringValue))"
    }

    @Test(arguments: Variant.allCases)
    func servesHonestMembers(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        let login: JSON = ["user": ["email": "ines@people.example", "password": "Maple-Drum-55"]]
        let session = try await ines.anonymous.send("POST", "/users/login", body: login)
        #expect(session.json["result"]?["user"]?["token"]?.stringValue != nil)
        let change: JSON = ["user": ["bio": "Walks", "phone": "+4930123456"]]
        #expect(isOK(try await ines.send("PUT", "/user", body: change)))
        #expect(try await ines.send("GET", "/user").json["result"]?["user"]?["bio"] == "Walks")
        let open = try await post(ines, "Sunday", "public")
        let closed = try await post(ines, "Monday")
        #expect(try await omar.anonymous.send("GET", "/feed").json["result"]?["posts"]?.elements.count == 1)
        #expect(isOK(try await omar.anonymous.send("GET", open)))
        #expect(isRefused(try await omar.anonymous.send("GET", closed), "not_found"))
        #expect(isOK(try await ines.send("GET", closed)))
        #expect(try await ines.send("GET", "/posts?author=ines").json["result"]?["posts"]?.elements.count == 2)
        let liked = try await omar.send("POST", open + "/like")
        #expect(liked.json["result"]?["post"]?["likes"] == 1)
        #expect(isOK(try await omar.send("POST", open + "/comments", body: ["comment": ["body": "Nice"]])))
        let comments = try await ines.anonymous.send("GET", open + "/comments")
        #expect(comments.json["result"]?["comments"]?.elements.first?["author"] == "omar")
        let edited = try await ines.send("PUT", closed, body: ["post": ["title": "Tuesday"]])
        #expect(edited.json["result"]?["post"]?["title"] == "Tuesday")
        #expect(isOK(try await ines.send("DELETE", closed)))
        #expect(isRefused(try await ines.send("GET", closed), "not_found"))
    }

    @Test(arguments: Variant.allCases)
    func refusesWhatTheDocumentForbids(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        let closed = try await post(ines, "Monday")
        #expect(isRefused(try await ines.anonymous.send("GET", "/user"), "unauthenticated"))
        let post: JSON = ["post": ["title": "Monday", "body": "Rain"]]
        #expect(isRefused(try await ines.anonymous.send("POST", "/posts", body: post), "unauthenticated"))
        for path in ["/posts?page=0", "/feed?page=x", "/posts?author=x"] {
            #expect(isRefused(try await ines.send("GET", path), "invalid"))
        }
        // What is private is as unknown to others as what does not exist.
        for suffix in ["/like", "/comments"] {
            let body: JSON? = suffix == "/like" ? nil : ["comment": ["body": "Hello"]]
            let foreign = try await omar.send("POST", closed + suffix, body: body)
            #expect(isRefused(foreign, "not_found"))
            #expect(foreign.text == (try await omar.send("POST", "/posts/p-0" + suffix, body: body).text))
        }
        #expect(isRefused(try await omar.send("GET", closed + "/comments"), "not_found"))
        #expect(isRefused(try await omar.send("DELETE", closed), "not_found"))
        #expect(isOK(try await ines.send("GET", closed)))
        let user: JSON = ["handle": "ines", "email": "other@people.example", "password": "Maple-Drum-55"]
        #expect(isRefused(try await ines.anonymous.send("POST", "/users", body: ["user": user]), "conflict"))
        for (name, value): (String, JSON) in [("handle", "9x"), ("email", "x"), ("password", "short")] {
            let reply = try await ines.anonymous.send("POST", "/users", body: ["user": user.adding(name, value)])
            #expect(isRefused(reply, "invalid"))
        }
        #expect(try await ines.client.send("GET", "/nowhere").status == 404)
        #expect(try await ines.client.send("PATCH", "/user").status == 405)
    }

    // MARK: The flaws

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildShowsAndChangesPrivatePostsOfOthers(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        let closed = try await post(ines, "Monday")
        #expect(isOK(try await omar.send("GET", closed)) == (variant == .flawed))
        #expect(isRefused(try await omar.anonymous.send("GET", closed), "not_found"))
        let change: JSON = ["post": ["title": "Omar was here"]]
        #expect(isOK(try await omar.send("PUT", closed, body: change)) == (variant == .flawed))
        let title = try await ines.send("GET", closed).json["result"]?["post"]?["title"]
        #expect(title == (variant == .flawed ? "Omar was here" : "Monday"))
        let open = try await post(ines, "Sunday", "public")
        #expect(isOK(try await omar.send("PUT", open, body: change)) == (variant == .flawed))
    }

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildListsPrivatePostsOfOthers(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        _ = try await post(ines, "Nettle")
        _ = try await post(omar, "Clover")
        for path in ["/posts", "/posts?author=ines"] {
            #expect(try await omar.send("GET", path).text.contains("Nettle") == (variant == .flawed))
        }
        #expect(try await omar.send("GET", "/posts").text.contains("Clover"))
        for path in ["/feed", "/posts"] {
            #expect(try await omar.anonymous.send("GET", path).json["result"]?["posts"] == [])
        }
    }

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildCountsALikeTwice(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        let open = try await post(ines, "Sunday", "public")
        #expect(isOK(try await omar.send("POST", open + "/like")))
        let again = try await omar.send("POST", open + "/like")
        #expect(variant == .flawed ? isOK(again) : isRefused(again, "conflict"))
        let likes = try await ines.send("GET", open).json["result"]?["post"]?["likes"]
        #expect(likes == (variant == .flawed ? 2 : 1))
    }

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildShowsWhatTheProfileDoesNotDocument(_ variant: Variant) async throws {
        let (ines, omar) = try await two(variant)
        #expect(isOK(try await ines.send("PUT", "/user", body: ["user": ["phone": "+4930123456"]])))
        let profile = try await omar.client.send("GET", "/profiles/ines")
        #expect(profile.json["result"]?["profile"]?["handle"] == "ines")
        let place = "GET /profiles/{handle}/result/profile"
        let differences = omar.documented.differences("GET", "/profiles/ines", profile)
        let excess = ["\(place)/email is not documented", "\(place)/phone is not documented"]
        #expect(differences == (variant == .flawed ? excess : []))
        #expect(profile.text.contains("ines@people.example") == (variant == .flawed))
        #expect(profile.text.contains("+4930123456") == (variant == .flawed))
    }

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildTakesOverPropertiesOfTheAnswer(_ variant: Variant) async throws {
        let api = DemoService.socialFeed.make(variant)
        let ines = try await DemoUser.member(api, "ines", adding: ["role": "moderator", "verified": true])
        var stored = try await ines.send("GET", "/user").json["result"]?["user"]
        #expect(stored?["role"] == (variant == .flawed ? "moderator" : "member"))
        #expect(stored?["verified"] == false)
        let omar = try await DemoUser.member(api, "omar")
        let change: JSON = ["user": ["role": "moderator", "verified": true, "email": "else@people.example"]]
        #expect(isOK(try await omar.send("PUT", "/user", body: change)))
        stored = try await omar.send("GET", "/user").json["result"]?["user"]
        #expect(stored?["verified"] == .bool(variant == .flawed))
        #expect(stored?["role"] == "member")
        #expect(stored?["email"] == "omar@people.example")
    }

    @Test(arguments: Variant.allCases)
    func onlyTheFlawedBuildTellsWhoIsAMember(_ variant: Variant) async throws {
        let (ines, _) = try await two(variant)
        func attempt(_ email: JSON) async throws -> String {
            let user: JSON = ["email": email, "password": "not-this-one"]
            return try await ines.anonymous.send("POST", "/users/login", body: ["user": user]).text
        }
        let known = try await attempt("ines@people.example")
        let unknown = try await attempt("nobody@people.example")
        #expect((known == unknown) == (variant == .fixed))
    }
}
