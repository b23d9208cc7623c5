//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// Takes in what other tools have found: each report becomes a scan that is over, and its flaws those of the target.
public struct ImportService: Sendable {
    let core: PlatformCore

    /// The imports, newest first; of one target where it is named.
    public func list(
        of target: RecordID? = nil,
        as principal: Principal,
        page: PageRequest = PageRequest()
    ) async throws -> Page<ReportImport> {
        try principal.require(.readFindings)
        let conditions = target.map { [RecordCondition.id("target", $0)] } ?? []
        return try await core.page(page, of: RecordQuery(conditions), in: principal.scope)
    }

    /// One import, by the id of its scan.
    public func find(_ id: RecordID, as principal: Principal) async throws -> ReportImport {
        try principal.require(.readFindings)
        return try await core.find(ReportImport.self, id, in: principal.scope, noun: "import")
    }

    /// Takes in a report. The same file, taken in the same way for the same target, changes nothing.
    /// - Parameters:
    ///   - bytes: The file.
    ///   - input: How it is taken in.
    ///   - principal: Who does.
    /// - Returns: The import, and whether it was there.
    /// - Throws: ``ServiceError`` with code `validation` that names the place in the file and the mend; then nothing changes.
    public func take(
        _ bytes: [UInt8],
        _ input: ImportInput,
        as principal: Principal
    ) async throws -> Made<ReportImport> {
        try principal.require(.importFindings)
        guard bytes.count <= core.settings.maximumImportBytes else {
            throw ServiceError(.payloadTooLarge, "A report has at most \(core.settings.maximumImportBytes) bytes.")
        }
        let scope = principal.scope
        let target = try await core.find(Target.self, input.target, in: scope, noun: "target")
        let digest = Self.digest(bytes, input)
        if let known = try await core.store.read(scope, { try $0.imported(digest, of: target.id) }) {
            return Made(value: known, isReplayed: true)
        }
        let description = try await description(input.document, scope)
        let report = try await read(bytes, input, target, description)
        let prepared = try PreparedReport(report.scanReport(documentName: Self.plain(input.name, 100)))
        return try await store(prepared, of: report, bytes.count, digest, input, target, as: principal)
    }

    private func description(_ document: RecordID?, _ scope: TenantScope) async throws -> APIDescription? {
        guard let document else { return nil }
        let stored = try await core.find(StoredDocument.self, document, in: scope, noun: "document")
        let content = try await core.find(DocumentContent.self, document, in: scope, noun: "document")
        return try await DocumentService.read(Array(content.bytes), name: stored.name, core)
    }

    /// Reads a file away from the threads that serve requests.
    private func read(
        _ bytes: [UInt8],
        _ input: ImportInput,
        _ target: Target,
        _ description: APIDescription?
    ) async throws -> ImportedReport {
        let url = try TargetURL(target.url)
        let most = core.settings.maximumImportFindings
        // So some editors mark UTF-8.
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        return try await core.desk.run {
            do {
                try input.format.shape.check(bytes)
            } catch let error as JSONShape.Fault {
                let message = "The file is no \(input.format.title) report at \(error.pointer), \(error.message)."
                throw ServiceError.invalid(error.pointer, message, code: "shape")
            }
            let report = try Self.report(bytes, input.format.reader(description, input.takesAllHosts ? nil : url))
            guard report.findings.count <= most else {
                let message =
                    "The report has \(report.findings.count) findings: split it into reports of at most \(most)."
                throw ServiceError.invalid("/", message, code: "length")
            }
            if let elsewhere = report.elsewhere, report.findings.isEmpty {
                throw ServiceError.invalid(
                    "/",
                    "None of the report's \(elsewhere.count) findings is of \(url.origin): it is about "
                        + "\(Self.plain(elsewhere.origin, 100)). Choose that target, or take in the findings of all hosts.",
                    code: "target"
                )
            }
            return report
        }
    }

    private static func report(_ bytes: [UInt8], _ reader: any ReportReader) throws -> ImportedReport {
        var reader = reader
        for start in stride(from: 0, to: bytes.count, by: 1 << 20) {
            reader.read(Array(bytes[start..<min(bytes.count, start + 1 << 20)]))
        }
        do {
            return try reader.finish()
        } catch let error as ScanError {
            throw ServiceError.invalid("/", error.message, code: "shape")
        }
    }

    private func store(
        _ prepared: PreparedReport,
        of report: ImportedReport,
        _ size: Int,
        _ digest: String,
        _ input: ImportInput,
        _ target: Target,
        as principal: Principal
    ) async throws -> Made<ReportImport> {
        let now = core.now()
        let scan = Scan(imported: report, of: target, by: principal.name, at: now)
        let made = ReportImport(
            id: scan.id,
            tenant: scan.tenant,
            target: target.id,
            format: input.format,
            name: Self.plain(input.name, 100),
            size: size,
            digest: digest,
            outcome: MergeCounts(),
            createdAt: now
        )
        let note = core.note(principal, "finding.import", "\(input.format.rawValue) \(target.id) \(digest)")
        return try await core.store.write(principal.scope) { writer in
            if let known = try writer.imported(digest, of: target.id) { return Made(value: known, isReplayed: true) }
            guard try writer.find(Target.self, target.id) != nil else { throw ServiceError.notFound("target") }
            var (scan, made) = (scan, made)
            try writer.insert(scan)
            made.outcome = try writer.store(prepared, of: &scan, at: now)
            if input.closesMissing {
                made.outcome.closed += try writer.close(missing: prepared.fingerprints, scan, at: now)
            }
            try writer.end(&scan, .completed, report.diagnostics.first?.message, at: now)
            try writer.insert(made)
            try writer.audit(note, scan.id.rawValue)
            return Made(value: made, isReplayed: false)
        }
    }

    /// The digest of a file and of how it is taken in.
    private static func digest(_ bytes: [UInt8], _ input: ImportInput) -> String {
        let document = input.document?.rawValue ?? ""
        let words = "\(input.format.rawValue)|\(document)|\(input.takesAllHosts)|\(input.closesMissing)|"
        return SecretBytes.digest(Array(words.utf8) + bytes)
    }

    /// A text of a file or its sender, in one line of at most so many characters.
    static func plain(_ text: String, _ length: Int) -> String {
        let line = text.map {
            $0.isNewline || $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? " " : $0
        }
        return String(line.prefix(length))
    }
}

extension TenantReader {
    /// The import of a file; `nil` where there is none yet.
    fileprivate func imported(_ digest: String, of target: RecordID) throws -> ReportImport? {
        try list(RecordQuery<ReportImport>([.id("target", target), .text("digest", digest)], limit: 1)).first
    }
}

extension TenantWriter {
    /// Flaws that only earlier reports of the same tool had are fixed.
    /// - Returns: How many there are.
    fileprivate func close(missing seen: Set<String>, _ scan: Scan, at now: Date) throws -> Int {
        let earlier = RecordQuery<Scan>([
            .id("target", scan.target), .isNull("document"), .text("scanner", scan.scanner),
        ])
        let imports = Set(try list(earlier).map(\.id))
        let active = RecordQuery<TrackedFinding>([
            .id("target", scan.target), .isIn("state", TrackedFinding.State.activeValues),
        ])
        let missing = try list(active).filter { imports.contains($0.lastScan) && !seen.contains($0.fingerprint) }
        for finding in missing { try close(finding, by: scan, at: now) }
        return missing.count
    }
}

extension Scan {
    /// The scan that another tool has done.
    fileprivate init(imported report: ImportedReport, of target: Target, by name: String, at now: Date) {
        let tool = ImportService.plain(report.tool.name, 60)
        self.init(
            id: .make(at: now),
            tenant: target.tenant,
            project: target.project,
            target: target.id,
            state: .running,
            profile: .active,
            scanner: tool.isEmpty ? "unknown" : tool,
            budget: ScanBudget(requests: 1, seconds: 1, requestsPerSecond: 1),
            identities: [],
            progress: Progress(),
            findings: Counts(),
            attempt: 0,
            createdBy: name,
            createdAt: now,
            startedAt: now
        )
    }
}
