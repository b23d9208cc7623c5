//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiStore

@testable import VentiService

/// Pruning by hand, with the real program.
@Suite(.timeLimit(.minutes(3))) struct PruneTests {
    /// What the data folder holds, but for the file that says who uses it and what SQLite keeps beside an open database.
    private func files(_ folder: URL) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try names.filter { $0 != "venti.lock" && !$0.hasSuffix("-shm") && !$0.hasSuffix("-wal") }
            .reduce(into: [:]) { $0[$1] = try Data(contentsOf: folder.appending(path: $1)) }
    }

    @Test func aDryRunPrintsWhatTheRealRunThenRemovesAndChangesNothing() async throws {
        try await ServerProcess.withFolder { folder in
            let data = folder.appending(path: "data")
            let options = ["--data", data.path]
            #expect(try await ServerProcess.run(["migrate"] + options, in: folder).status == 0)
            let tenant = RecordID.make()
            do {
                let store = try SQLiteStore(path: data.appending(path: "venti.sqlite").path)
                try await store.write(TenantScope(tenant: tenant)) { writer in
                    for number in 0..<7 {
                        let age: TimeInterval = number < 4 ? 2 * 86_400 : 60
                        try writer.insert(
                            RememberedAnswer(
                                id: .make(),
                                tenant: tenant,
                                key: "k\(number)",
                                requestDigest: "",
                                answer: Data(),
                                createdAt: Date(timeIntervalSinceNow: -age)
                            )
                        )
                    }
                }
            }
            // The last one to close the database moves what was written into its file, a moment later.
            let log = data.appending(path: "venti.sqlite-wal").path
            for _ in 0..<1_000 where FileManager.default.fileExists(atPath: log) {
                try await Task.sleep(for: .milliseconds(10))
            }
            try #require(!FileManager.default.fileExists(atPath: log))
            let before = try files(data)
            let dry = try await ServerProcess.run(
                ["prune", "--dry-run", "--keep-event-days", "0"] + options,
                in: folder
            )
            let expected = """
                sessions: 0 would go
                spent tokens: 0 would go
                answers: 4 would go
                shares: 0 would go
                events: all stay
                nothing was changed

                """
            #expect(dry.status == 0 && dry.printed == expected, "\(dry)")
            #expect(try files(data) == before)
            let real = try await ServerProcess.run(["prune", "--keep-event-days", "0"] + options, in: folder)
            let removed = expected.replacing("would go", with: "removed").replacing("nothing was changed\n", with: "")
            #expect(real.status == 0 && real.printed == removed, "\(real)")
            let again = try await ServerProcess.run(["prune", "--dry-run"] + options, in: folder)
            #expect(again.printed.contains("answers: 0 would go") && again.printed.contains("events: 0 would go"))
        }
    }

    @Test func aDryRunMakesNoDataFolderAndNoDatabase() async throws {
        try await ServerProcess.withFolder { folder in
            let data = folder.appending(path: "nowhere").path
            for options in [["--dry-run"], []] {
                let run = try await ServerProcess.run(["prune", "--data", data] + options, in: folder)
                #expect(run.status == 1 && run.logged == "venti-server: there is no database in \(data)\n")
            }
            #expect(!FileManager.default.fileExists(atPath: data))
        }
    }
}
