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

/// Lines that scanners print.
enum Lines {
    static let api = APISummary(
        title: "API",
        version: "1",
        documentVersion: "3.0.3",
        documentName: "api.yaml",
        operations: 1
    )

    static let started = line(
        .started(
            ScanStarted(
                api: api,
                target: "http://127.0.0.1:1",
                profile: .safe,
                checks: 1,
                maximumRequests: 10,
                requestsPerSecond: nil
            )
        )
    )
    static let finding = line(.finding(flaw))
    static let flaw = Finding(
        checkID: "acme.banner",
        title: "A banner",
        summary: "The server says who it is.",
        severity: .low,
        location: .host
    )
    static let finished = line(
        .finished(
            ScanReport(
                api: api,
                target: "http://127.0.0.1:1",
                profile: .safe,
                startedAt: "2026-01-01T00:00:00Z",
                findings: [flaw]
            )
        )
    )

    private static func line(_ event: ScanEvent) -> String {
        (try? event.ndjsonLine())?.trimmingCharacters(in: .newlines) ?? ""
    }
}

extension ScanRequest {
    /// A request for a scanner that does not look at it.
    static func sample(seconds: Double = 60) -> ScanRequest {
        var request = ScanRequest(
            document: .bytes(Array("openapi: 3.0.3".utf8), name: "api.yaml"),
            target: "http://127.0.0.1:1"
        )
        request.policy.maximumSeconds = seconds
        return request
    }
}
