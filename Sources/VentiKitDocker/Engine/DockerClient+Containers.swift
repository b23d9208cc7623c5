//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import AsyncHTTPClient

extension DockerClient {
    /// Makes a container, which does not run yet.
    ///
    /// - Returns: Its identity, and the engine's warnings about limits that it cannot keep.
    func createContainer(_ specification: ContainerSpecification, name: String) async throws -> CreatedThing {
        var call = DockerConnection.Call(.post, "/containers/create", query: [("name", name)])
        call.body = try specification.json()
        call.contentType = "application/json"
        return try await value(CreatedThing.self, call)
    }

    func startContainer(_ id: String) async throws {
        _ = try await call(.init(.post, "/containers/\(id)/start"), expecting: [204, 304])
    }

    func inspectContainer(_ id: String) async throws -> ContainerDetails {
        try await value(ContainerDetails.self, .init(.get, "/containers/\(id)/json"))
    }

    /// Sends a signal; one that no longer runs is fine.
    func killContainer(_ id: String, signal: String) async throws {
        var call = DockerConnection.Call(.post, "/containers/\(id)/kill", query: [("signal", signal)])
        call.seconds = 10
        // Podman says 500 where Docker says 409.
        _ = try await self.call(call, expecting: [204, 404, 409, 500])
    }

    /// Removes a container that may still run, and its volume; one that is gone is fine.
    func removeContainer(_ id: String) async throws {
        let answer = try await call(
            .init(.delete, "/containers/\(id)", query: [("force", "1"), ("v", "1")]),
            expecting: [200, 204, 404, 409]
        )
        guard answer.status == 409 else { return }
        // Somebody else is removing it: it is gone when they are done.
        let deadline = ContinuousClock.now + .seconds(10)
        while .now < deadline {
            do {
                _ = try await inspectContainer(id)
            } catch let error as DockerError where error.code == .notFound {
                return
            }
            await pause(milliseconds: 50)
        }
    }

    /// The containers with all of these labels, whether they run or not.
    func containers(labels: [String]) async throws -> [ContainerSummary] {
        let filters = try ContainerSpecification.plain(["label": labels])
        return try await value(
            [ContainerSummary].self,
            .init(.get, "/containers/json", query: [("all", "1"), ("filters", filters)])
        )
    }

    /// Both streams of output from the beginning, as frames.
    ///
    /// - Parameters:
    ///   - id: The container.
    ///   - follows: Whether the answer goes on while the container runs.
    ///   - seconds: How long the engine may take to begin: Podman does so with the first bytes that a container prints.
    ///   - keeping: Gets the stream before the answer begins.
    func logs(
        _ id: String,
        follows: Bool,
        seconds: Int64,
        keeping: (DockerStream) -> Void
    ) async throws -> DockerStream {
        var call = DockerConnection.Call(
            .get,
            "/containers/\(id)/logs",
            query: [("stdout", "1"), ("stderr", "1"), ("follow", follows ? "1" : "0")]
        )
        call.seconds = seconds
        return try await stream(call, keeping: keeping)
    }

    /// Unpacks an archive in a container, below a folder that is there.
    func putArchive(_ archive: [UInt8], in folder: String, of id: String) async throws {
        var call = DockerConnection.Call(.put, "/containers/\(id)/archive", query: [("path", folder)])
        call.body = archive
        call.contentType = "application/x-tar"
        call.seconds = 120
        _ = try await self.call(call)
    }

    /// The files of a folder in a container.
    ///
    /// - Throws: ``DockerError`` with code ``DockerError/Code/invalidArchive`` if the archive is not safe to read.
    func archive(
        of folder: String,
        in id: String,
        limits: TarReader.Limits,
        seconds: Int64
    ) async throws -> [TarReader.Entry] {
        var call = DockerConnection.Call(.get, "/containers/\(id)/archive", query: [("path", folder)])
        call.seconds = seconds
        // Headers and padding come on top of the files.
        call.maximumBytes = limits.totalBytes + limits.entries * 2_048 + 4_096
        do {
            return try TarReader(limits: limits).read(try await self.call(call).body)
        } catch let error as DockerError where error.cause is ResponseAccumulator.ResponseTooBigError {
            throw TarReader.invalid("it is too large")
        }
    }
}
