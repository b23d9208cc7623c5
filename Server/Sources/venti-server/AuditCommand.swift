//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import Foundation
import VentiService

/// The audit log, without the server.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Export the audit log, and verify an export anywhere.",
        subcommands: [Export.self, Verify.self]
    )

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a tenant's log as JSON lines with a signed checkpoint, and print the key that verifies it."
        )

        @OptionGroup var platformOptions: PlatformOptions
        @Option(help: "The tenant's slug.") var tenant = "default"
        @Argument(help: "The file to write.") var file: String

        func run() async throws {
            let platform = try platformOptions.platform()
            let principal = try await platform.identity.operatorPrincipal(tenant: tenant)
            let text = try await platform.audit.export(as: principal)
            do {
                try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .withoutOverwriting)
            } catch {
                throw DataFolderError(description: "\(file) cannot be written: \(error.localizedDescription)")
            }
            Terminal.line("key: \(try platform.audit.publicKey())")
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Verify an export, with nothing but the file and the key."
        )

        @Argument(help: "The exported file.") var file: String
        @Option(help: "The key that `audit export` has printed.") var key: String

        func run() throws {
            guard let data = FileManager.default.contents(atPath: file) else {
                throw DataFolderError(description: "\(file) cannot be read")
            }
            let count = try AuditExport.verify(data, publicKey: key)
            Terminal.line("audit: entries=\(count) intact")
        }
    }
}
