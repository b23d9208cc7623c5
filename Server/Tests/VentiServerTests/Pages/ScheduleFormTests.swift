//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import VentiKit
import WebUI

@testable import VentiServer
@testable import VentiService

/// The form of a schedule, as a browser without scripts uses it.
@Suite(.timeLimit(.minutes(2))) struct ScheduleFormTests {
    /// Somebody in a browser.
    private struct Browser {
        let session: IdentityService.BrowserSession
        let client: Client

        func page(_ path: String) async throws -> String {
            try await client.send(.get, path, headers: ["cookie": "\(SessionCookie.name)=\(session.cookie)"]).text
        }

        func send(_ path: String, _ fields: [String: String]) async throws -> Client.Reply {
            var fields = fields
            fields["token"] = session.formToken
            return try await client.send(
                .post,
                path,
                body: try fields.map { "\($0.key)=\(try $0.value.encoded)" }.joined(separator: "&"),
                headers: [
                    "cookie": "\(SessionCookie.name)=\(session.cookie)", "sec-fetch-site": "same-origin",
                    "content-type": "application/x-www-form-urlencoded",
                ]
            )
        }
    }

    /// What a browser sends of the page's form where nobody changes anything; a choice without a value, too.
    private static func fields(_ page: String) throws -> [String: String] {
        let form = try #require(page.firstMatch(of: /<form class="card keep"(?s).*?<\/form>/)).output
        var fields: [String: String] = [:]
        for input in form.matches(of: /<input(?<rest>[^>]*)>/) {
            let rest = input.output.rest
            guard let name = rest.firstMatch(of: /\sname="([^"]*)"/)?.output.1 else { continue }
            fields[String(name)] = String(rest.firstMatch(of: /\svalue="([^"]*)"/)?.output.1 ?? "")
        }
        for select in form.matches(of: /<select[^>]* name="(?<name>[^"]*)"[^>]*>(?<inside>(?s).*?)<\/select>/) {
            let inside = select.output.inside
            let chosen =
                try inside.firstMatch(of: /<option value="([^"]*)" selected>/)
                ?? #require(inside.firstMatch(of: /<option value="([^"]*)">/))
            fields[String(select.output.name)] = String(chosen.output.1)
        }
        return fields
    }

    private func test(
        _ change: @escaping @Sendable (inout ScheduleInput) -> Void,
        _ body: @escaping @Sendable (ServerUnderTest, Browser, Schedule) async throws -> Void
    ) async throws {
        var other = ScannerCatalog.Entry.native()
        (other.id, other.title) = ("other", "Other")
        let test = try await ServerUnderTest(scanners: ScannerCatalog([.native(), other]))
        let (target, document) = try await test.target()
        var input = ScheduleInput(
            name: "Nightly",
            cron: "30 2 * * *",
            scan: NewScan(target: target.id, document: document.id)
        )
        change(&input)
        let made = try await test.platform.schedules.create(input, as: test.owner).value
        let state = test.server.state
        var server = test.server
        server.pages = [
            try WebUI(platform: test.platform, state: state, configuration: test.server.configuration)
        ]
        let session = try await test.platform.identity.openBrowserSession(
            .init(email: test.owner.name, password: test.password)
        )
        try await server.application().test(.router) { client in
            try await body(test, Browser(session: session, client: Client(client: client)), made)
        }
    }

    @Test func whatNobodyChangesStays() async throws {
        try await test {
            // Finer than the form shows.
            $0.scan.budget = ScanBudget(requests: 7, seconds: 90, requestsPerSecond: 1.5)
            $0.scan.scanner = "other"
        } _: { test, browser, made in
            let path = "/schedules/\(made.id)"
            var fields = try Self.fields(try await browser.page(path))
            fields["name"] = "Renamed"
            #expect(try await browser.send(path, fields).status == 303)
            let changed = try await test.platform.schedules.find(made.id, as: test.owner)
            #expect(changed.name == "Renamed")
            #expect(changed.budget == made.budget && changed.scanner == "other" && changed.document == made.document)
        }
    }

    @Test func whoeverScansFirstStaysWhoeverScansFirst() async throws {
        try await test { _ in
        } _: { test, browser, made in
            let path = "/schedules/\(made.id)"
            var fields = try Self.fields(try await browser.page(path))
            fields["rate"] = "3"
            #expect(try await browser.send(path, fields).status == 303)
            let changed = try await test.platform.schedules.find(made.id, as: test.owner)
            #expect(changed.scanner == nil && changed.budget.requestsPerSecond == 3)
            fields["scanner"] = "other"
            fields["version"] = "\(changed.version)"
            #expect(try await browser.send(path, fields).status == 303)
            #expect(try await test.platform.schedules.find(made.id, as: test.owner).scanner == "other")
        }
    }

    @Test func aScannerThatIsNotThereAnyMoreIsShownAndHasToBeChosenAnew() async throws {
        try await test { _ in
        } _: { test, browser, made in
            var lost = made
            lost.scanner = "zap"
            let stored = lost
            try await test.platform.core.store.write(test.owner.scope) { try $0.update(stored) }
            let path = "/schedules/\(made.id)"
            let page = try await browser.page(path)
            #expect(page.contains(#"<option value="" selected>zap, which is not there any more"#))
            var fields = try Self.fields(page)
            #expect(fields["scanner"] == "")
            let refused = try await browser.send(path, fields)
            #expect(refused.status == 422 && refused.text.contains("Choose a scanner."))
            #expect(try await test.platform.schedules.find(made.id, as: test.owner).scanner == "zap")
            fields["scanner"] = "native"
            #expect(try await browser.send(path, fields).status == 303)
            #expect(try await test.platform.schedules.find(made.id, as: test.owner).scanner == "native")
        }
    }

    @Test func aDocumentThatIsOlderThanAllThatAreListedStays() async throws {
        try await test { _ in
        } _: { test, browser, made in
            let first = try await test.platform.documents.find(made.document, as: test.owner)
            try await test.platform.core.store.write(test.owner.scope) { writer in
                for number in 0..<200 {
                    var document = first
                    document.id = .make(at: Date(timeIntervalSinceNow: 60))
                    document.sha256 = "\(number)"
                    try writer.insert(document)
                }
            }
            let path = "/schedules/\(made.id)"
            let fields = try Self.fields(try await browser.page(path))
            #expect(fields["document"] == made.document.rawValue)
            #expect(try await browser.send(path, fields).status == 303)
            #expect(try await test.platform.schedules.find(made.id, as: test.owner).document == made.document)
        }
    }

    @Test func onlyWhoMayStartItsScansIsOfferedToChangeOrDeleteIt() async throws {
        try await test {
            $0.scan.profile = .active
        } _: { test, browser, made in
            let path = "/schedules/\(made.id)"
            #expect(try await browser.page(path).contains("action=\"\(path)/delete\""))
            let made = try await test.platform.identity.invite(
                email: "dev@example.com",
                name: "",
                role: .developer,
                as: test.owner
            )
            let session = try await test.platform.identity.openBrowserSession(
                .init(email: "dev@example.com", password: made.password)
            )
            let developer = Browser(session: session, client: browser.client)
            let page = try await developer.page(path)
            #expect(!page.contains("action=\"\(path)") && page.contains("Only who may start active scans"))
            #expect(try await developer.send(path + "/delete", [:]).status == 403)
        }
    }
}

extension String {
    /// As it stands in a form that is sent.
    fileprivate var encoded: String {
        get throws { try #require(addingPercentEncoding(withAllowedCharacters: .alphanumerics)) }
    }
}
