//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiService

/// What only whoever runs the platform's machine may do.
struct AdminCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin",
        abstract: "Tenants, passwords and keys, for who runs the machine.",
        subcommands: [CreateTenant.self, ResetPassword.self, RotateKeys.self, Stop.self]
    )

    struct CreateTenant: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a tenant with its owner.")

        @OptionGroup var platformOptions: PlatformOptions
        @Argument(help: "A short name of letters, digits and dashes.") var slug: String
        @Option(help: "The owner's address.") var email: String
        @Option(help: "What people call the tenant.") var name: String?

        func run() async throws {
            let identity = try platformOptions.platform().identity
            let made = try await identity.makeTenant(slug: slug, name: name ?? slug, email: email)
            Terminal.line(
                "\(made.member.email) owns \(made.tenant.slug); the password, shown only now: \(made.password)"
            )
        }
    }

    struct ResetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a member a new random password, and end all of its sessions."
        )

        @OptionGroup var platformOptions: PlatformOptions
        @Argument(help: "The member's address.") var email: String

        func run() async throws {
            let reset = try await platformOptions.platform().identity.resetPassword(email: email)
            guard !reset.isEmpty else { throw ServiceError.notFound("member") }
            for one in reset { Terminal.line("\(one.member.email) in \(one.tenant.slug): \(one.password)") }
        }
    }

    struct RotateKeys: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "New keys: for access tokens, and for stored credentials, which are sealed anew.",
            discussion: """
                Running servers take the new signing key within seconds. The key of credentials is read at start: stop \
                the servers and workers first.
                """
        )

        @OptionGroup var platformOptions: PlatformOptions
        @Flag(help: "Only the key that signs access tokens.") var signing = false
        @Flag(help: "Only the key that seals credentials.") var credentials = false

        func run() async throws {
            let data = platformOptions.data
            try data.prepare()
            try data.use()
            if signing || !credentials {
                try data.write(try data.signingKeys().rotated())
                Terminal.line("access tokens are signed with a new key")
            }
            if credentials || !signing {
                try data.write(try data.keys().rotated())
                let count = try await platformOptions.platform().targets.resealAll()
                Terminal.line("the credentials of \(count) targets are sealed with a new key")
            }
        }
    }

    struct Stop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End all scans of the platform at once, until `--release`."
        )

        @OptionGroup var platformOptions: PlatformOptions
        @Option(help: "Why.") var reason: String
        @Flag(help: "Let scans begin again.") var release = false

        func run() async throws {
            let platform = try platformOptions.platform()
            let principal = try await platform.identity.operatorPrincipal(tenant: "default")
            guard release else {
                _ = try await platform.stops.engage(.global, reason: reason, as: principal)
                Terminal.line("the emergency stop is engaged")
                return
            }
            for stop in try await platform.stops.engaged(as: principal) where stop.reach == .global {
                try await platform.stops.release(stop.id, reason: reason, as: principal)
            }
            Terminal.line("the emergency stop is released")
        }
    }
}
