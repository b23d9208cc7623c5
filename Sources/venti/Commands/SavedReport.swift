//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A report that a scan has written, in one of the formats that can be read back.
enum SavedReport {
    /// A report that is larger is refused rather than read into memory.
    static let maximumBytes = 1 << 30

    /// The report in a file, or on standard input, whose findings are read from a file of events when they are asked for.
    ///
    /// - Throws: ``CommandError`` that names the file and the mend.
    static func content(_ argument: String, _ surroundings: Surroundings) throws -> ReportContent {
        if argument != "-" {
            let path = LocalFile.absolute(argument, in: surroundings.directory)
            // Of what is no such file, or breaks off, `read` makes what can be made, or says why not.
            if let file = try? EventFile(path, maximumLineBytes: maximumBytes) { return file.content }
        }
        return ReportContent(try read(argument, surroundings))
    }

    /// The report in a file, or on standard input.
    ///
    /// - Throws: ``CommandError`` that names the file and the mend.
    static func read(_ argument: String, _ surroundings: Surroundings) throws -> ScanReport {
        let name = argument == "-" ? "standard input" : Terminal.singleLine(argument)
        let bytes = try bytes(argument, name, surroundings)
        guard let first = bytes.first(where: { !" \t\r\n".utf8.contains($0) }) else {
            throw CommandError.usage("\(name): is empty; give a report of venti scan --output json")
        }
        guard first == UInt8(ascii: "{") else {
            throw CommandError.usage("\(name): is not a report; give one of venti scan --output json or jsonl")
        }
        do {
            return isEvents(bytes) ? try report(ofEvents: bytes, name) : try JSONReport.report(from: bytes)
        } catch let error as ScanError {
            throw CommandError.usage(
                "\(name): \(Terminal.singleLine(error.message)) Give one of venti scan --output json or jsonl"
            )
        }
    }

    /// The bytes of a report in a file, or on standard input.
    ///
    /// - Throws: ``CommandError`` that names the file and the mend.
    static func bytes(
        _ argument: String,
        _ name: String,
        _ surroundings: Surroundings,
        maximumBytes: Int = maximumBytes
    ) throws -> [UInt8] {
        if argument == "-" {
            guard let bytes = StandardStream.input.readAll(maximumBytes: maximumBytes) else {
                throw CommandError.usage("\(name): the report is larger than \(maximumBytes >> 20) MiB")
            }
            return bytes
        }
        let path = LocalFile.absolute(argument, in: surroundings.directory)
        do {
            return try LocalFile.bytes(at: path, maximumBytes: maximumBytes)
        } catch {
            throw CommandError.usage("\(name): the file \(error.reason); give a report of venti scan --output json")
        }
    }

    /// Whether the first line is an object by itself that says which event it is.
    private static func isEvents(_ bytes: [UInt8]) -> Bool {
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
        return line.count < bytes.count && (try? ScanEvent(ndjsonLine: Array(line))) != nil
    }

    /// The report that ends the events, or, where they break off, what they hold.
    private static func report(ofEvents bytes: [UInt8], _ name: String) throws -> ScanReport {
        if let file = try? EventFile(bytes, name: name, maximumLineBytes: maximumBytes) {
            var report = file.head
            try file.forEach { report.findings.append($0) }
            return report
        }
        var partial = ScanReport(
            api: APISummary(title: name, version: "", documentVersion: "", documentName: name, operations: 0),
            target: name,
            profile: .passive,
            startedAt: "",
            outcome: .failed,
            outcomeDetail: "The events end before the report."
        )
        var decoder = ScanEventDecoder(maximumLineBytes: maximumBytes)
        var events = try decoder.decode(bytes)
        // A line that was cut short is no event any more; the others still count.
        if let last = try? decoder.finish() { events.append(last) }
        for event in events {
            switch event {
            case .finished(let report): return report
            case .started(let started):
                partial.api = started.api
                partial.target = started.target
                partial.profile = started.profile
            case .finding(let finding): partial.findings.append(finding)
            case .identity(let identity): partial.identities.append(identity)
            case .diagnostic(let diagnostic): partial.diagnostics.append(diagnostic)
            case .progress(let progress):
                partial.elapsedSeconds = progress.elapsedSeconds
                partial.statistics.requestsSent = progress.requestsSent
            default: break
            }
        }
        return partial
    }
}
