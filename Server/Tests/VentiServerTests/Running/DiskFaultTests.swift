//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiServer
@testable import VentiService

/// Disks that are full or cannot be written to: one clear line, and nothing that was accepted is lost.
@Suite(.timeLimit(.minutes(3)), .serialized, .enabled("needs the right to mount") { await SmallDisk.isAvailable })
struct DiskFaultTests {
    private func options(_ disk: SmallDisk) -> [String] {
        ["--data", disk.folder.appending(path: "data").path, "--port", "0", "--management-port", "0"]
    }

    /// A small disk, and a folder elsewhere for what programs print.
    private func withDisk(megabytes: Int, _ body: (SmallDisk, URL) async throws -> Void) async throws {
        try await ServerProcess.withFolder { output in
            try await SmallDisk.with(megabytes: megabytes) { try await body($0, output) }
        }
    }

    private func migrate(_ disk: SmallDisk, _ output: URL) async throws -> (status: Int32, logged: String) {
        let result = try await ServerProcess.run(["migrate"] + options(disk).prefix(2), in: output)
        return (result.status, result.logged)
    }

    private func signedIn(_ process: ServerProcess) async throws -> LiveClient {
        var client = LiveClient(base: try await process.line(after: "listens on "))
        let password = try #require(process.printed.split(separator: "\n").first { $0.hasPrefix("    ") })
        let reply = try await client.send(
            "POST",
            "/api/v1/auth/login",
            json: ["email": "admin@localhost", "password": .string(String(password.dropFirst(4)))]
        )
        client.token = try #require(reply.json["access_token"]?.text, "\(reply.text)")
        return client
    }

    @Test func aFullDiskRefusesWhatCannotBeKeptAndNothingElse() async throws {
        try await withDisk(megabytes: 4) { disk, output in
            let process = try ServerProcess(["serve"] + options(disk), in: output)
            defer { process.kill() }
            let client = try await signedIn(process)
            try disk.fill(leaving: 96)
            var accepted: Set<String> = []
            var refusal: LiveClient.Reply?
            for number in 0..<300 where refusal == nil {
                let reply = try await client.send("POST", "/api/v1/projects", json: ["name": .string("P\(number)")])
                if reply.status == 201 { accepted.insert(reply.json["id"]?.text ?? "") } else { refusal = reply }
            }
            #expect(refusal?.status == 503 && refusal?.headers["retry-after"] != nil, "\(refusal?.text ?? "")")
            #expect(refusal?.json["detail"] == "The disk of the database is full.")
            #expect(!accepted.isEmpty && !accepted.contains(""))
            let line = process.logged.split(separator: "\n").first { $0.contains("The disk of the database is full.") }
            #expect(line?.contains(#""level":"error""#) == true)
            // What was accepted is there, can be read meanwhile, and outlives a kill.
            #expect(try await client.send("GET", "/api/v1/projects").status == 200)
            process.kill()
            _ = await process.status()
            disk.clear()
            let again = try ServerProcess(["serve"] + options(disk), in: output)
            defer { again.kill() }
            let base = try await again.line(after: "listens on ")
            let after = LiveClient(base: base, token: client.token)
            let page = try await after.send("GET", "/api/v1/projects?limit=200")
            #expect(Set(page.json["items"]?.items.compactMap { $0["id"]?.text } ?? []) == accepted)
            #expect(try await after.send("POST", "/api/v1/projects", json: ["name": "room again"]).status == 201)
        }
    }

    @Test func aDiskThatIsFullAtTheStartIsOneClearLine() async throws {
        try await withDisk(megabytes: 1) { disk, output in
            try disk.fill()
            let refused = try await migrate(disk, output)
            #expect(refused.status == 1)
            #expect(refused.logged.hasPrefix("venti-server: ") && refused.logged.split(separator: "\n").count == 1)
        }
    }

    @Test func aFolderThatCannotBeWrittenToIsOneClearLine() async throws {
        try await withDisk(megabytes: 4) { disk, output in
            let made = try await migrate(disk, output)
            #expect(made.status == 0, "\(made.logged)")
            try await disk.freeze()
            for command in ["migrate", "serve"] {
                let arguments = [command] + (command == "serve" ? options(disk) : Array(options(disk).prefix(2)))
                let refused = try await ServerProcess.run(arguments, in: output)
                #expect(refused.status == 1)
                #expect(refused.logged.hasSuffix("cannot be written to\n"), "\(refused.logged)")
                #expect(refused.logged.hasPrefix("venti-server: the data folder "))
            }
        }
    }
}
