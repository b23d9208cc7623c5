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

/// A backup and the way back, with the real program.
@Suite(.timeLimit(.minutes(3)), .serialized) struct RestoreTests {
    private func signIn(_ process: ServerProcess, _ password: String) async throws -> LiveClient {
        var client = LiveClient(base: try await process.line(after: "listens on "))
        let tokens = try await client.send(
            "POST",
            "/api/v1/auth/login",
            json: ["email": "admin@localhost", "password": .string(password)]
        )
        try #require(tokens.status == 200, "\(tokens.text)")
        client.token = tokens.json["access_token"]?.text
        return client
    }

    private func projects(_ client: LiveClient) async throws -> [String] {
        let list = try await client.send("GET", "/api/v1/projects")
        return (list.json["items"]?.items ?? []).compactMap { $0["name"]?.text }
    }

    @Test func aBackupIsTakenWhileAServerRunsAndRestoredWhileNoneDoes() async throws {
        try await ServerProcess.withFolder { folder in
            let data = folder.appending(path: "data").path
            let backup = folder.appending(path: "backup").path
            let options = ["serve", "--data", data, "--port", "0", "--management-port", "0", "--no-worker"]
            let first = try ServerProcess(options, in: folder)
            defer { first.kill() }
            _ = try await first.line(after: "listens on ")
            let line = try #require(first.printed.split(separator: "\n").first { $0.hasPrefix("    ") })
            let password = String(line.dropFirst(4))
            let client = try await signIn(first, password)
            #expect(try await client.send("POST", "/api/v1/projects", json: ["name": "Before"]).status == 201)
            let copied = try await ServerProcess.run(["backup", "--data", data, backup], in: folder)
            #expect(copied.status == 0, "\(copied.logged)")
            #expect(try await client.send("POST", "/api/v1/projects", json: ["name": "After"]).status == 201)

            let early = try await ServerProcess.run(["restore", "--data", data, backup], in: folder)
            #expect(early.status == 1 && early.logged.contains("is in use: stop the servers"), "\(early.logged)")
            #expect(early.logged.split(separator: "\n").count == 1)
            #expect(try await projects(client).sorted() == ["After", "Before"])
            first.terminate()
            #expect(await first.status() == 0)

            // With the keys of another platform, nothing changes.
            let keys = data + "/master-keys.json"
            let other = folder.appending(path: "other").path
            #expect(try await ServerProcess.run(["migrate", "--data", other], in: folder).status == 0)
            try FileManager.default.moveItem(atPath: keys, toPath: keys + ".own")
            try FileManager.default.copyItem(atPath: other + "/master-keys.json", toPath: keys)
            let foreign = try await ServerProcess.run(["restore", "--data", data, backup], in: folder)
            #expect(foreign.status == 1 && foreign.logged.contains("the files of keys do not fit"), "\(foreign.logged)")
            #expect(foreign.logged.split(separator: "\n").count == 1)
            try FileManager.default.removeItem(atPath: keys)
            try FileManager.default.moveItem(atPath: keys + ".own", toPath: keys)

            let restored = try await ServerProcess.run(["restore", "--data", data, backup], in: folder)
            #expect(restored.status == 0 && restored.printed.contains("is kept in"), "\(restored.logged)")
            #expect(restored.printed.contains("the files of keys fit it"), "\(restored.printed)")
            let second = try ServerProcess(options, in: folder)
            defer { second.kill() }
            let again = LiveClient(base: try await second.line(after: "listens on "), token: client.token)
            #expect(try await again.send("GET", "/api/v1/projects").status == 401)
            #expect(try await projects(try await signIn(second, password)) == ["Before"])
            second.terminate()
            #expect(await second.status() == 0)
        }
    }

    @Test func whatCannotBeRestoredIsOneClearLine() async throws {
        try await ServerProcess.withFolder { folder in
            let data = folder.appending(path: "data").path
            let text = folder.appending(path: "text").path
            try Data(String(repeating: "no database ", count: 500).utf8).write(to: URL(filePath: text))
            let keyless = try await ServerProcess.run(["restore", "--data", data, text], in: folder)
            #expect(keyless.status == 1 && keyless.logged.contains("put the files of keys there first"))
            #expect(try await ServerProcess.run(["migrate", "--data", data], in: folder).status == 0)
            for (file, reason) in [(text, "is no database"), (text + ".none", "cannot be read"), (data, "is no file")] {
                let refused = try await ServerProcess.run(["restore", "--data", data, file], in: folder)
                #expect(refused.status == 1 && refused.logged.contains(reason), "\(refused.logged)")
                #expect(refused.logged.split(separator: "\n").count == 1)
            }
        }
    }
}
