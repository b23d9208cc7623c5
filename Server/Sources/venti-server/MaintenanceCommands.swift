//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import VentiServer
import VentiService
import VentiStore

/// Brings the database up to date and ends.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the database up to date and end."
    )

    @OptionGroup var platformOptions: PlatformOptions

    func run() async throws {
        _ = try platformOptions.platform()
        Terminal.line("the database is up to date")
    }
}

/// Copies the database while everything goes on.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the database to a file while everything goes on.",
        discussion: "Keep the two files of keys in the data folder elsewhere: without them stored credentials are lost."
    )

    @OptionGroup var platformOptions: PlatformOptions
    @Argument(help: "The file to write. It must not exist.") var file: String

    func run() async throws {
        try await platformOptions.platform().backup(to: file)
        Terminal.line("the database is copied to \(file)")
    }
}

/// Puts a backup in the place of the database.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of the database, which is kept beside it.",
        discussion: """
            Stop the servers and workers first. The two files of keys in the data folder must be those that the backup was \
            made with. Everybody has to sign in again; keys and links that were revoked since the backup are to be revoked \
            again, and scans that waited or ran then go on.
            """
    )

    @OptionGroup var platformOptions: PlatformOptions
    @Argument(help: "The file that `backup` has written.") var file: String

    func run() async throws {
        let data = platformOptions.data
        try data.prepare()
        try data.requireKeys()
        try data.reserve()
        let keys = KeyFit(try data.keys(), try data.signingKeys())
        let kept = try DatabaseRestore(backup: file, database: data.database, keys: keys).run()
        Terminal.line("the database is restored from \(file); everybody has to sign in again")
        Terminal.line(keys.verdict)
        if let kept { Terminal.line("the database until now is kept in \(kept)") }
    }
}

/// Asks a running server whether it is ready, for containers.
struct HealthcheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "healthcheck",
        abstract: "Ask the server on this machine whether it is ready; ends with 1 where it is not."
    )

    @Option(name: .customLong("management-port"), help: "The port for probes and metrics.")
    var managementPort = 9464

    func run() async throws {
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        let request = HTTPClientRequest(url: "http://127.0.0.1:\(managementPort)/readyz")
        let status = try? await client.execute(request, timeout: .seconds(5)).status.code
        try await client.shutdown()
        guard status == 200 else {
            Terminal.error("venti-server: not ready (\(status.map { "\($0)" } ?? "no answer"))")
            throw ExitCode(1)
        }
        Terminal.line("ready")
    }
}

/// Prints the API's document.
struct OpenAPICommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi",
        abstract: "Print the API's OpenAPI document."
    )

    func run() throws {
        let endpoints = API.endpoints(ServerConfiguration(), ServerState())
        Terminal.line(try OpenAPIDocument(endpoints).json.encoded(pretty: true))
    }
}
