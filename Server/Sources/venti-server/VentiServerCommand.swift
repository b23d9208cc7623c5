//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiService

/// `venti-server`: scans HTTP APIs for security flaws, for many users.
@main
struct VentiServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "venti-server",
        abstract: "Scans HTTP APIs for security flaws, for many users.",
        subcommands: [
            ServeCommand.self, WorkerCommand.self, MigrateCommand.self, AdminCommand.self, AuditCommand.self,
            BackupCommand.self, RestoreCommand.self, PruneCommand.self, HealthcheckCommand.self, OpenAPICommand.self,
        ],
        defaultSubcommand: ServeCommand.self
    )

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as ServiceError {
            Terminal.error("venti-server: \(error.message)")
            exit(withError: ExitCode(1))
        } catch let error as DataFolderError {
            Terminal.error("venti-server: \(error.description)")
            exit(withError: ExitCode(1))
        } catch let error as SettingError {
            Terminal.error("venti-server: \(error.description)")
            exit(withError: ExitCode(1))
        } catch {
            exit(withError: error)
        }
    }
}
