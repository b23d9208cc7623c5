//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension Baseline {
    /// Reads the text of a baseline.
    ///
    /// - Parameters:
    ///   - bytes: The file's bytes.
    ///   - name: What to call the file in messages.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidArgument`` if it is none, of another version, or has a
    ///   finding twice; the message names the file and the mend.
    public init(bytes: [UInt8], name: String) throws(ScanError) {
        if let line = Self.mergeMark(in: bytes) {
            throw Self.error(
                "\(name):\(line)",
                "an unfinished merge; keep the findings of both sides without the marks"
            )
        }
        let anew = "write it anew with venti baseline write"
        let kind: Kind
        do {
            kind = try JSONCoding.decode(Kind.self, from: bytes, subject: name)
        } catch {
            throw Self.error(name, "not a baseline: \(Self.reason(of: error, in: name)); \(anew)")
        }
        guard !kind.isReport else {
            throw Self.error(name, "a report, not a baseline; make one of it with venti baseline write \(name)")
        }
        guard kind.formatVersion == Self.currentFormatVersion else {
            throw Self.error(
                name,
                "this VentiKit reads version \(Self.currentFormatVersion) of a baseline, not "
                    + "\(kind.formatVersion.map(String.init) ?? "one without formatVersion"); update venti, or \(anew)"
            )
        }
        let file: File
        do {
            file = try JSONCoding.decode(File.self, from: bytes, subject: name)
        } catch {
            throw Self.error(name, "not a baseline: \(Self.reason(of: error, in: name)); mend it, or \(anew)")
        }
        var seen: Set<Fingerprint> = []
        for entry in file.findings {
            let text = entry.fingerprint.rawValue
            guard Self.isFingerprint(text) else {
                throw Self.error(name, "\"\(text.prefix(60))\" is no fingerprint of this VentiKit; \(anew)")
            }
            guard seen.insert(entry.fingerprint).inserted else {
                let place = Self.lastLine(of: text, in: bytes).map { "\(name):\($0)" } ?? name
                throw Self.error(
                    place,
                    "\(entry.checkID.shortName) at \(entry.operation) (\(text)) is there twice; remove one of the lines"
                )
            }
        }
        self.init(entries: file.findings)
    }

    /// The text of the baseline: JSON, one finding on each line.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` if it cannot be written.
    public func text() throws(ScanError) -> String {
        var lines: [String] = []
        for entry in entries { lines.append("    " + String(decoding: try JSONCoding.encode(entry), as: UTF8.self)) }
        let findings = lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n  ]"
        return "{\n  \"formatVersion\": \(Self.currentFormatVersion),\n  \"findings\": \(findings)\n}\n"
    }

    /// What kind of file it is.
    private struct Kind: Decodable {
        var formatVersion: Int?
        var isReport: Bool

        enum CodingKeys: String, CodingKey {
            case formatVersion, api
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            formatVersion = try container.decodeIfPresent(Int.self, forKey: .formatVersion)
            isReport = container.contains(.api)
        }
    }

    private struct File: Decodable {
        var findings: [Entry]
    }

    private static func error(_ place: String, _ message: String) -> ScanError {
        ScanError(.invalidArgument, "\(place): \(message)")
    }

    /// The reason alone: the name stands at the beginning of the line already.
    private static func reason(of error: ScanError, in name: String) -> String {
        let subject = "\(name) cannot be read: "
        let text = error.message.hasPrefix(subject) ? error.message.dropFirst(subject.count) : error.message[...]
        return String(text.hasSuffix(".") ? text.dropLast() : text)
    }

    /// The line of git's mark of a conflict, or `nil` where there is none.
    private static func mergeMark(in bytes: [UInt8]) -> Int? {
        guard bytes.contains(UInt8(ascii: "<")) else { return nil }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.firstIndex { $0.starts(with: Array("<<<<<<< ".utf8)) }.map { $0 + 1 }
    }

    private static func lastLine(of text: String, in bytes: [UInt8]) -> Int? {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.lastIndex { $0.contains(text) }.map { $0 + 1 }
    }

    private static func isFingerprint(_ text: String) -> Bool {
        let digits = text.dropFirst("venti/v1:".count)
        return text.hasPrefix("venti/v1:") && digits.utf8.count == 32
            && digits.utf8.allSatisfy { $0.isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
    }
}
