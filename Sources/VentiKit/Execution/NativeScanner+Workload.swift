//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// VentiKit's own scanner as an image: `venti worker` reads the request and prints the events.
extension NativeScanner: ContainerizedScanner {
    /// What to start for a request.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidArgument`` if the scanner was configured with what an image
    ///   cannot hold: a transport or a check of the host's own.
    public func workload(for request: ScanRequest) throws -> Workload {
        func refuse(_ what: String) -> ScanError {
            ScanError(.invalidArgument, "\(what) exists only in this process; use the in-process executor.")
        }
        if configuration.transport != nil { throw refuse("The scanner's transport") }
        var request = request
        let known = Set(CheckSet.default.checks.map(\.metadata.id))
        let chosen = configuration.checks.checks.map(\.metadata.id)
        if let other = chosen.first(where: { !known.contains($0) }) { throw refuse("The check \(other)") }
        if chosen.count != known.count {
            // The image knows all checks, so that the choice must go along with the request.
            let selected = try CheckSelection(request.policy).select(from: configuration.checks)
            request.policy.checks = selected.map(\.metadata.id.rawValue)
            // No name at all would be taken for all of them.
            request.policy.skippedChecks = selected.isEmpty ? known.map(\.rawValue).sorted() : []
        }
        var files = try request.workloadFiles()
        let settings = WorkerSettings(limits: configuration.limits, tls: configuration.tls)
        files.append(WorkloadFile(WorkerSettings.file, contents: try JSONCoding.encode(settings)))
        var limits = WorkloadLimits()
        // The scan keeps to its own time; what is beyond it is for its last words.
        limits.seconds = request.policy.maximumSeconds + 60
        return Workload(
            image: configuration.image,
            command: ["/usr/local/bin/venti", "worker", "request.json"],
            files: files,
            limits: limits
        )
    }
}

/// How the scanner in an image is configured, where the request does not say it.
package struct WorkerSettings: Codable {
    package static let file = "scanner.json"
    var limits: ProbeLimits
    var tls: TLSPolicy
}

extension NativeScanner.Configuration {
    /// The configuration that the files beside a request describe.
    ///
    /// - Parameters:
    ///   - settings: The contents of ``WorkerSettings/file``, or `nil` where there is none.
    ///   - place: The contents of ``Workload/placeFile``, or `nil` where there is none.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` if one cannot be read.
    package init(workerSettings settings: [UInt8]?, place: [UInt8]?) throws(ScanError) {
        self.init()
        if let settings {
            let settings = try JSONCoding.decode(WorkerSettings.self, from: settings, subject: WorkerSettings.file)
            limits = settings.limits
            tls = settings.tls
        }
        if let place {
            route = try JSONCoding.decode(WorkloadPlace.self, from: place, subject: Workload.placeFile).route
        }
    }
}
