//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit

/// `venti worker`: the scanner inside a container.
struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Do one scan for another program: request in, events out.",
        discussion: """
              venti worker request.json
              venti worker - --secrets secrets.json < request.json

            Reads a request as JSON and prints the scan's events, one JSON object a line. What lies beside the request is \
            read too: secrets.json, scanner.json and place.json. A scan that is stopped prints its partial report.
            """
    )

    @Argument(help: "The request: a file, or - for standard input.")
    var request = "-"

    @Option(help: ArgumentHelp("The credentials, by their names.", valueName: "file"))
    var secrets: String?

    @Option(
        help: ArgumentHelp(
            "Print the files in this folder once no other process runs.",
            discussion: "For a container beside a scanner that leaves files; their processes are shared.",
            valueName: "folder",
            visibility: .hidden
        )
    )
    var collect: String?

    /// The largest request that is read: a document may have 64 MiB.
    private static let maximumBytes = 256 << 20

    func run() async throws {
        if let collect { return try await FileCollector(folder: collect).run() }
        do {
            let request = try ScanRequest(workloadRequest: requestBytes(), secrets: secretBytes())
            let scanner = NativeScanner(
                try NativeScanner.Configuration(
                    workerSettings: beside(WorkerSettings.file),
                    place: beside(Workload.placeFile)
                )
            )
            let result = try await withInterruption {
                try await scanner.scan(request) { event in
                    guard let line = try? event.ndjsonLine() else { return }
                    StandardStream.output.write(JSONText.ascii(line))
                }
            }
            throw ArgumentParser.ExitCode(Self.status(of: result).rawValue)
        } catch let error as ScanError {
            StandardStream.output.write(JSONText.ascii(try ScanFailure(error).ndjsonLine()))
            throw error
        }
    }

    /// What the end of a scan means, where nobody has said which findings count.
    private static func status(of result: InterruptibleResult<ScanReport>) -> ExitStatus {
        if let interruption = result.interruption { return interruption.status }
        return result.value.outcome == .failed ? .incomplete : .success
    }

    private func requestBytes() throws -> [UInt8] {
        guard request == "-" else { return try Self.bytes(at: request) }
        guard let bytes = StandardStream.input.readAll(maximumBytes: Self.maximumBytes) else {
            throw CommandError.usage("standard input: the request is larger than \(Self.maximumBytes >> 20) MiB")
        }
        return bytes
    }

    private func secretBytes() throws -> [UInt8]? {
        if let secrets { return try Self.bytes(at: secrets) }
        return try beside("secrets.json")
    }

    /// The file of this name beside the request, if there is one.
    private func beside(_ name: String) throws -> [UInt8]? {
        guard request != "-" else { return nil }
        let folder = LocalFile.folder(of: request)
        let path = folder == "/" ? "/" + name : "\(folder)/\(name)"
        return Self.exists(path) ? try Self.bytes(at: path) : nil
    }

    private static func exists(_ path: String) -> Bool {
        LocalFile.exists(path) || LocalFile.exists(path + WorkloadFile.partSuffix(0))
    }

    /// A file, or its parts where it lies there in parts.
    private static func bytes(at path: String) throws -> [UInt8] {
        guard !LocalFile.exists(path), exists(path) else { return try whole(at: path) }
        var bytes: [UInt8] = []
        for index in 0... {
            let part = path + WorkloadFile.partSuffix(index)
            guard LocalFile.exists(part), bytes.count <= maximumBytes else { break }
            bytes += try whole(at: part)
        }
        return bytes
    }

    private static func whole(at path: String) throws -> [UInt8] {
        do {
            return try LocalFile.bytes(at: path, maximumBytes: maximumBytes)
        } catch {
            throw CommandError.usage("\(path): the file \(error.reason); give the request as JSON")
        }
    }
}
