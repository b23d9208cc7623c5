//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import ScannerSamples
import Testing
import VentiKit

@testable import VentiKitDocker

/// An image with a shell and nothing else, made from a static busybox: what scanners in other languages are tried with.
enum ShellImage {
    static let name = "venti-test/shell:1"

    /// Makes the image, unless it is there.
    static func make() async throws { try await DockerEngineUnderTest.withClient { try await make(with: $0) } }

    static func make(with client: DockerClient) async throws {
        if (try? await client.inspectImage(name)) != nil { return }
        // As `docker import` does. Podman takes the tag in the name alone.
        var call = DockerConnection.Call(.post, "/images/create", query: [("fromSrc", "-"), ("repo", name)])
        call.body = try layer()
        call.contentType = "application/x-tar"
        _ = try await client.call(call)
    }

    /// The files of the image, as an archive.
    static func layer() throws -> [UInt8] {
        let busybox = try #require(FileManager.default.contents(atPath: "/bin/busybox"), "install busybox-static")
        var archive = TarWriter(owner: 0)
        for folder in ["bin", "tmp", "usr", "usr/local", "usr/local/bin"] { try archive.addFolder(folder, mode: 0o755) }
        try archive.addFile("bin/busybox", Array(busybox), mode: 0o755)
        // In the place of venti: begins a scan and never ends it.
        let sleeper = "#!/bin/busybox sh\necho '\(Lines.started)'\nexec /bin/busybox sleep 600\n"
        try archive.addFile("usr/local/bin/venti", Array(sleeper.utf8), mode: 0o755)
        return archive.finished()
    }

    /// A scanner that is a shell script.
    static func scanner(_ script: String, limits: WorkloadLimits = WorkloadLimits()) -> CustomScanner {
        CustomScanner(image: name, command: ["/bin/busybox", "sh", "-c", script], limits: limits)
    }
}
