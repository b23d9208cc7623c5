//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import NIOCore
import NIOPosix

@testable import VentiService

/// Debian's name server as a process on a free port of this machine.
enum DNSMasq {
    static let path = "/usr/sbin/dnsmasq"

    /// Runs it until the body is over.
    static func serve(
        _ options: [String],
        _ body: (_ server: NameServer) async throws -> Void
    ) async throws {
        let probe = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = probe.localAddress?.port ?? 0
        try await probe.close()
        guard let server = NameServer("127.0.0.1:\(port)") else { throw ServiceError(.unavailable, "there is no port") }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments =
            [
                "--keep-in-foreground", "--conf-file=/dev/null", "--pid-file=", "--no-resolv", "--no-hosts",
                "--no-poll",
                "--local=/test/", "--bind-interfaces", "--listen-address=127.0.0.1", "--port=\(port)",
                "--user=\(NSUserName())", "--log-facility=/dev/null",
            ] + options
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        // It inherits the blocked signals of the thread that starts it, so nothing gentler would end it.
        defer { _ = Foundation.kill(process.processIdentifier, SIGKILL) }
        // It answers as soon as it is there. Until then its port refuses at once.
        for _ in 0..<400 where process.isRunning {
            var early = NameServerResolver([server])
            early.patience = .milliseconds(250)
            if (try? await early.texts(of: "nothing.test")) != nil { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        try await body(server)
    }
}
