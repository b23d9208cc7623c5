//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

@testable import VentiKitDocker

/// A folder as `docker login` leaves it, with commands that keep credentials beside it; it goes with the test.
final class LoginFolder: Sendable {
    private let folder = FileManager.default.temporaryDirectory.appending(
        path: "venti-login-\(UInt64.random(in: 0...(.max)))"
    )

    init(_ config: String? = nil) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if let config { try write("config.json", config) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var config: String { folder.path + "/config.json" }

    /// What is stored, where commands are looked for in this folder first.
    var login: DockerLogin {
        var login = DockerLogin(folder: folder.path)
        let path = login.environment["PATH"] ?? "/usr/bin:/bin"
        login.environment["PATH"] = "\(folder.path):\(path)"
        login.environment["LOGIN_FOLDER"] = folder.path
        return login
    }

    /// Puts a command there that keeps credentials.
    func addHelper(_ name: String, _ script: String) throws {
        try write("docker-credential-\(name)", "#!/bin/sh\n" + script)
        let path = folder.appending(path: "docker-credential-\(name)").path
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }

    private func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name), options: .atomic)
    }
}
