//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiKit

struct ScanScopeTests {
    private func scope(_ url: String = "http://api.example:8080/v1") throws -> ScanScope {
        ScanScope(target: try TargetURL(url))
    }

    @Test(arguments: [
        "/v1", "/v1/", "/v1/users", "/v1/users/../books", "/v1/users/%2e%2e/books", "/v1//users",
        "/v1/users?next=/../../x",
        "/v1/a%2fb", "/v1/%7Bid%7D", "/v1/100%", "/v1/'%20OR%201=1--", "/v1/x;y=z", "/v1/%00",
    ])
    func admitsPathsBelowTheBasePath(target: String) throws {
        #expect(try scope().admits(method: "GET", target: target) == nil)
    }

    @Test(arguments: [
        "/", "/v2", "/v1x", "/V1/users", "/v1/..", "/v1/../v2", "/v1/../../v1x", "/v1/%2e%2e/admin", "/v1/%2E./admin",
        "/v1/%252e%252e/admin", "/v1/..%2fadmin", "/v1/..%5cadmin", "/v1/..\\admin", "/v1\\..\\admin", "/v1/..;/admin",
        "/v1/..;a=b/admin", "/v1/x/../../admin", "/v1/.%2e/admin", "/v1/%252e%252e%252fadmin", "/v1/..%00/admin",
        "/v1/%00../admin", "/v1/.%09./admin", "/v1/..%3f",
        "//evil.example/v1",
    ])
    func refusesPathsThatLeadOutOfTheBasePath(target: String) throws {
        #expect(try scope().admits(method: "GET", target: target)?.rule == .path)
    }

    @Test(arguments: ["", "v1", "http://other.example/v1", "*", "/v1/a b", "/v1/\n", "/v1/%2525252525252e"])
    func refusesTargetsThatCanBeReadInManyWays(target: String) throws {
        #expect(try scope().admits(method: "GET", target: target)?.rule == .ambiguous)
    }

    @Test func concernsTheWholeServerOnlyWhereThatIsTheScope() throws {
        #expect(try scope().admits(method: "OPTIONS", target: "*")?.rule == .path)
        #expect(try scope("http://api.example").admits(method: "OPTIONS", target: "*") == nil)
    }

    @Test func limitsMethods() throws {
        var scope = try scope()
        scope.methods = ["GET", "HEAD"]
        #expect(scope.admits(method: "GET", target: "/v1") == nil)
        #expect(scope.admits(method: "DELETE", target: "/v1")?.rule == .method)
    }

    @Test func limitsPaths() throws {
        var scope = try scope()
        scope.includedPaths = ["/users/**", "/books/*"]
        scope.excludedPaths = ["/users/*/delete", "/users/admin"]
        let admitted = ["/v1/users", "/v1/users/1/books", "/v1/books/2", "/v1/books/2/"]
        let refused = [
            "/v1/pets", "/v1/books/2/pages", "/v1/books/2%2fpages", "/v1/users/1/delete", "/v1/users/1/delete/now",
            "/v1/users/ADMIN", "/v1/users/admin/x", "/v1/users/%61dmin", "/v1/users/x/../admin", "/v1/users/admin;x",
            "/v1/users/../pets", "/v1/users//admin", "/v1/users/x%2f..%2fadmin", "/v1/users/admin%3fx",
            "/v1/users/admin%00", "/v1/users/a%00dmin",
        ]
        for target in admitted { #expect(scope.admits(method: "GET", target: target) == nil, "\(target)") }
        for target in refused { #expect(scope.admits(method: "GET", target: target)?.rule == .path, "\(target)") }
    }

    @Test func limitsHostsAndPorts() throws {
        var scope = try scope()
        scope.hosts.insert("*.sub.example")
        #expect(scope.admits(host: "API.example", port: 8080) == nil)
        #expect(scope.admits(host: "a.sub.example", port: 8080) == nil)
        #expect(scope.admits(host: "sub.example", port: 8080)?.rule == .host)
        #expect(scope.admits(host: "asub.example", port: 8080)?.rule == .host)
        #expect(scope.admits(host: "api.example", port: 80)?.rule == .port)
    }

    @Test func limitsAddresses() throws {
        var scope = try scope()
        func rule(_ text: String) throws -> ScopeRefusal.Rule? {
            scope.admits(address: try #require(NetworkAddress(text)))?.rule
        }
        #expect(try rule("127.0.0.1") == nil)
        #expect(try rule("10.0.0.1") == nil)
        #expect(try rule("169.254.169.254") == .address)
        #expect(try rule("::ffff:169.254.169.254") == .address)
        scope.addressPolicy = .publicOnly
        #expect(try rule("127.0.0.1") == .address)
        #expect(try rule("8.8.8.8") == nil)
        scope.hosts = ["169.254.169.254"]
        #expect(try rule("169.254.169.254") == nil)
    }

    @Test func limitsTheHostField() throws {
        let target = try TargetURL("http://api.example:8080/v1")
        var scope = ScanScope(target: target)
        func rule(_ host: String) -> ScopeRefusal.Rule? {
            scope.admits(ProbeRequest(method: "GET", target: "/v1", headers: ["hOST": host]), to: target)?.rule
        }
        #expect(rule("api.example:8080") == nil)
        #expect(rule("API.example") == nil)
        #expect(rule("other.example") == .host)
        #expect(rule("api.example@other.example") == .host)
        scope.allowsForeignHostField = true
        #expect(rule("other.example") == nil)
    }

    @Test func survivesARoundTrip() throws {
        var scope = try scope()
        scope.includedPaths = ["/a/**"]
        scope.methods = ["GET"]
        scope.addressPolicy = .publicOnly
        let data = try JSONEncoder().encode(scope)
        #expect(try JSONDecoder().decode(ScanScope.self, from: data) == scope)
        let target = try TargetURL("https://[::1]:8443/v1")
        #expect(try JSONDecoder().decode([TargetURL].self, from: JSONEncoder().encode([target])) == [target])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([TargetURL].self, from: Data(#"["host"]"#.utf8))
        }
    }

    @Test(arguments: [
        ("/v1/b", "/v1/b"), ("b?x=1#f", "/v1/a/b?x=1"), ("?y", "/v1/a/?y"), ("../b", "/v1/b"), ("./b/", "/v1/a/b/"),
        ("http://api.example:8080/v1/c", "/v1/c"), ("//api.example:8080/v1", "/v1"),
        ("HTTP://API.EXAMPLE:8080/v1?q", "/v1?q"),
    ])
    func followsRedirectsWithinTheScope(location: String, target: String) throws {
        let base = try TargetURL("http://api.example:8080/v1")
        let result = ScanScope(target: base).redirectTarget(location, from: base, requestTarget: "/v1/a/?q=1")
        #expect(result == .success(target))
    }

    @Test(arguments: [
        ("/", ScopeRefusal.Rule.path), ("/v1/../x", .path), ("/v1/%2e%2e/x", .path), ("//other.example:8080/v1", .host),
        ("http://other.example:8080/v1", .host), ("\\\\other.example:8080\\v1", .host),
        ("/\\other.example:8080/v1", .host),
        ("http://api.example/v1", .port), ("https://api.example:8080/v1", .host),
        ("http://169.254.169.254:8080/v1", .host),
        ("javascript:alert(1)", .ambiguous), ("http://api.example:8080@other.example/v1", .ambiguous),
        ("http:///v1", .ambiguous),
        ("/v1/\u{1}", .ambiguous), ("data:,x", .ambiguous),
    ])
    func refusesRedirectsOutOfTheScope(location: String, rule: ScopeRefusal.Rule) throws {
        let base = try TargetURL("http://api.example:8080/v1")
        let result = ScanScope(target: base).redirectTarget(location, from: base, requestTarget: "/v1/a")
        guard case .failure(let refusal) = result else {
            Issue.record("\(result) was admitted.")
            return
        }
        #expect(refusal.rule == rule)
    }
}

struct PathGlobTests {
    @Test(arguments: [
        ("/users", "/users"), ("/users/*", "/users/1"), ("/users/**", "/users"), ("/users/**", "/users/1/2"),
        ("/**", "/"),
        ("**/admin", "/a/b/admin"), ("/a/*/c", "/a/b/c"), ("/a?c", "/abc"), ("/*.json", "/x.json"),
        ("/a***b", "/a/x/b"), ("/**/x", "/a/x"),
    ])
    func matches(pattern: String, path: String) { #expect(PathGlob(pattern).matches(path)) }

    @Test(arguments: [
        ("/users", "/users/1"), ("/users/*", "/users/1/2"), ("/users/*", "/users"), ("/users/**", "/usersx"),
        ("/a?c", "/a/c"),
        ("/Users", "/users"), ("", "/"), ("/a.c", "/abc"),
    ])
    func doesNotMatch(pattern: String, path: String) { #expect(!PathGlob(pattern).matches(path)) }

    @Test func ignoresCaseWhenAsked() { #expect(PathGlob("/Users/*").matches("/uSERS/x", ignoringCase: true)) }

    @Test func takesNoTimeForManyStars() {
        #expect(!PathGlob(String(repeating: "*a", count: 200)).matches(String(repeating: "a", count: 5000) + "b"))
    }
}
