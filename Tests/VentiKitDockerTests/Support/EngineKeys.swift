//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import VentiKitDocker

/// Two authorities, and the certificates that each has given to an engine at 127.0.0.1 and to its client.
struct EngineKeys {
    let folder: String

    /// What Docker calls a folder of keys: `ca.pem`, `cert.pem`, `key.pem`; and for the engine `server-cert.pem` and
    /// `server-key.pem`.
    var own: String { folder + "/own" }
    /// The same of another authority.
    var foreign: String { folder + "/foreign" }

    /// Makes the keys with openssl, gives them to the body, and removes them.
    static func with<Result>(_ body: (EngineKeys) async throws -> Result) async throws -> Result {
        let keys = EngineKeys(folder: "/tmp/venti-keys-\(UInt32.random(in: 0...(.max)))")
        defer { try? FileManager.default.removeItem(atPath: keys.folder) }
        for folder in [keys.own, keys.foreign] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let process = Process()
            process.executableURL = URL(filePath: "/bin/bash")
            process.arguments = ["-c", script, "bash", folder]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0, "openssl makes no keys")
        }
        return try await body(keys)
    }

    private static let script = """
        set -e
        cd "$1"
        kind="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
        openssl req -x509 $kind -days 2 -subj /CN=test-authority -keyout ca-key.pem -out ca.pem
        make() {
            openssl req $kind -subj "/CN=$1" -keyout "$2" -out request.pem
            printf '%s\n' "$4" > extensions
            openssl x509 -req -in request.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 2 -extfile extensions -out "$3"
        }
        make engine server-key.pem server-cert.pem 'subjectAltName=IP:127.0.0.1'
        make client key.pem cert.pem 'extendedKeyUsage=clientAuth'
        """

    /// The options by which an engine listens with these keys, at the address that its certificate is for and at another.
    func engineOptions(port: Int) -> [String] {
        [
            "--host", "tcp://127.0.0.1:\(port)", "--host", "tcp://127.0.0.2:\(port)", "--tlsverify", "--tlscacert",
            own + "/ca.pem", "--tlscert",
            own + "/server-cert.pem", "--tlskey", own + "/server-key.pem",
        ]
    }

    /// A port of this machine that nothing listens on.
    static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(channel.localAddress?.port)
        try await channel.close()
        return port
    }
}
