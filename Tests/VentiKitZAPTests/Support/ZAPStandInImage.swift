//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

@testable import VentiKitDocker

/// A container engine with a stand-in for ZAP's image. No ZAP is in it.
///
/// It has a shell script at the place of `zap.sh` and of the packaged scripts. The script takes their arguments, reads the
/// plan, really sends its requests, attacks them with a quote at the end of the path, as rule 40018 does, prints ZAP's words,
/// writes the report where the plan says so, in ZAP's form, and exits with ZAP's codes. What goes wrong is named by the
/// target's path.
enum ZAPStandInImage {
    static let name = "venti-test/zap-stand-in:1"

    static let endpoint: DockerEndpoint? = {
        guard let host = ProcessInfo.processInfo.environment["VENTI_TEST_DOCKER_HOST"], !host.isEmpty else {
            return nil
        }
        return try? DockerEndpoint(host: host)
    }()

    static func executor() async throws -> DockerExecutor {
        var configuration = DockerExecutor.Configuration()
        configuration.endpoint = try #require(endpoint)
        configuration.pullPolicy = .never
        try await make()
        return try DockerExecutor(configuration)
    }

    private static func make() async throws {
        let busybox = try #require(FileManager.default.contents(atPath: "/bin/busybox"), "install busybox-static")
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let script = try Data(contentsOf: folder.appending(path: "zap-stand-in.sh"))
        var archive = TarWriter(owner: 0)
        for folder in ["bin", "zap", "home", "home/zap"] { try archive.addFolder(folder, mode: 0o755) }
        // The engine gives what it mounts there the rights of the image's folder.
        try archive.addFolder("tmp", mode: 0o1777)
        try archive.addFile("bin/busybox", Array(busybox), mode: 0o755)
        for tool in ["sh", "mkdir", "cp", "cat"] {
            let text = "#!/bin/busybox sh\nexec /bin/busybox \(tool) \"$@\"\n"
            try archive.addFile("bin/\(tool)", Array(text.utf8), mode: 0o755)
        }
        for program in ["zap.sh", "zap-api-scan.py", "zap-baseline.py"] {
            try archive.addFile("zap/\(program)", Array(script), mode: 0o755)
        }
        let bytes = archive.finished()
        try await DockerClient.withClient(try #require(endpoint)) { client in
            try await client.importImage(bytes, repository: "venti-test/zap-stand-in", tag: "1")
        }
    }
}

extension Trait where Self == ConditionTrait {
    /// For tests that a container engine is needed for.
    static var needsDocker: Self {
        .enabled(if: ZAPStandInImage.endpoint != nil, "needs a container engine: set VENTI_TEST_DOCKER_HOST")
    }
}
