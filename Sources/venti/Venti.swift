//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The command line of VentiKit.
@main
struct Venti: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "venti",
        abstract: "Finds security flaws in HTTP APIs, and proves them.",
        discussion: """
              venti demo
              venti scan openapi.yaml --url http://127.0.0.1:8080
              venti lint openapi.yaml --fail-on medium
            """,
        version: "venti 0.1.0",
        subcommands: [
            ScanCommand.self,
            PlanCommand.self,
            LintCommand.self,
            BaselineCommand.self,
            DiffCommand.self,
            ConvertCommand.self,
            ChecksCommand.self,
            ExplainCommand.self,
            ConfigCommand.self,
            ReplayCommand.self,
            ExportCommand.self,
            CleanupCommand.self,
            DemoCommand.self,
            ServeTargetCommand.self,
            CompletionCommand.self,
            WorkerCommand.self,
        ]
    )

    /// ArgumentParser would exit with codes of its own; here every way out has one of ``ExitStatus``.
    static func main() async {
        // A report piped into `head` is not an error.
        _ = signal(SIGPIPE, SIG_IGN)
        let status = await run(Array(CommandLine.arguments.dropFirst()))
        leave(status)
    }

    /// Runs the command that the arguments name, prints what went wrong, and gives the exit code.
    static func run(_ arguments: [String]) async -> Int32 {
        var command: any ParsableCommand
        do {
            try checkCommandNames(arguments)
            if let help = HelpRequest(arguments) {
                StandardStream.output.write(try help.text(.current))
                return ExitStatus.success.rawValue
            }
            command = try parsed(arguments)
        } catch let error as CommandError {
            return fail(error)
        } catch {
            return reportParsing(error, arguments)
        }
        do {
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return ExitStatus.success.rawValue
        } catch let code as ArgumentParser.ExitCode {
            return code.rawValue
        } catch {
            // ArgumentParser's own help command throws the help that it was asked for.
            return exitCode(for: error).isSuccess ? reportParsing(error, arguments) : fail(CommandError(error))
        }
    }

    /// The command that the arguments name.
    static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
        try checkCommandNames(arguments)
        return try parseAsRoot(arguments)
    }

    /// A misspelt command would otherwise be called an unexpected argument.
    private static func checkCommandNames(_ arguments: [String]) throws {
        var configuration = configuration
        var path = "venti"
        for name in arguments.first == "help" ? arguments.dropFirst() : arguments[...] {
            guard !name.hasPrefix("-"), !configuration.subcommands.isEmpty else { return }
            let names = configuration.subcommands.compactMap { $0.configuration.commandName }
            guard let next = configuration.subcommands.first(where: { $0.configuration.commandName == name }) else {
                let shown = Terminal.singleLine(String(name.prefix(40)))
                let place = path == "venti" ? "" : "\(path): "
                throw CommandError.usage(
                    "\(place)no command \(shown)\(Suggestion.phrase(for: name, among: names)); "
                        + "there are \(names.joined(separator: ", "))"
                )
            }
            configuration = next.configuration
            path += " \(name)"
        }
    }

    private static func reportParsing(_ error: any Error, _ arguments: [String]) -> Int32 {
        guard exitCode(for: error).isSuccess else {
            let command = arguments.first.map { $0.hasPrefix("-") ? "venti" : "venti \($0)" } ?? "venti"
            return fail(.usage("\(message(for: error)) (\(command) --help says more)"))
        }
        // Help and version are what was asked for.
        let page = arguments.contains("--version") ? nil : try? HelpRequest(commandOf: arguments).text(.current)
        StandardStream.output.write(page ?? fullMessage(for: error) + "\n")
        return ExitStatus.success.rawValue
    }

    private static func fail(_ error: CommandError) -> Int32 {
        StandardStream.error.write("venti: error: \(Terminal.singleLine(error.message))\n")
        return error.status.rawValue
    }
}

/// Ends the process.
///
/// In a command, `exit` alone would mean ArgumentParser's.
private func leave(_ status: Int32) -> Never { exit(status) }
