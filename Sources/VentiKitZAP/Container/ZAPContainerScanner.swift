//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

/// OWASP ZAP as a scanner in a container, on any executor that runs them.
///
/// ```swift
/// let scanner = ZAPContainerScanner(image: "ghcr.io/zaproxy/zaproxy@sha256:…")
/// let report = try await DockerExecutor().scan(scanner, request)
/// ```
///
/// ZAP must be told beforehand what to send, so it gets one request for each operation that the policy allows, with the values
/// of the document and of the policy and the credential of the first identity that does not have to log in. It attacks these
/// with the rules of the profile. Values that only an answer of the API could tell are guessed from the schemas: for an API
/// that needs them, drive a running ZAP with ``ZAPScanner``, which VentiKit leads through the API.
///
/// ZAP keeps to the policy's time, by whole minutes at least, and on the mean to its pace: what precedes an attack comes in
/// rows with pauses between them, and with the packaged scripts as fast as it is answered. It knows no budget of requests.
public struct ZAPContainerScanner: ContainerizedScanner {
    /// The image, best by its digest.
    public var image: String
    /// What of the image is run.
    public var program: ZAPProgram
    /// What it may use; its time is that of the request's policy and three minutes more.
    public var limits: WorkloadLimits

    /// The limits that ZAP needs: 2 GiB of memory, 2 processors, 512 threads.
    public static var defaultLimits: WorkloadLimits {
        var limits = WorkloadLimits()
        limits.memoryBytes = 2 << 30
        limits.processors = 2
        limits.processes = 512
        limits.temporaryBytes = 512 << 20
        limits.outputBytes = 256 << 20
        return limits
    }

    /// Makes a scanner.
    ///
    /// - Parameters:
    ///   - image: The image with ZAP.
    ///   - program: What of it is run.
    ///   - limits: What it may use.
    public init(image: String, program: ZAPProgram = .plan, limits: WorkloadLimits = Self.defaultLimits) {
        self.image = image
        self.program = program
        self.limits = limits
    }

    public var descriptor: ScannerDescriptor { ScannerDescriptor(id: "zap", title: "OWASP ZAP", version: "") }

    public func workload(for request: ScanRequest) throws -> Workload {
        try workload(for: request, at: WorkloadPlace())
    }

    /// What to start: ZAP names the target as it is reached from the place.
    ///
    /// - Throws: `ScanError` if the document cannot be read, is only an address, or has no operation that a plan can hold.
    public func workload(for request: ScanRequest, at place: WorkloadPlace) throws -> Workload {
        try request.requireSecrets()
        return ZAPWorkload(
            program: program,
            image: image,
            limits: limits,
            requests: try DocumentedRequests(of: request),
            policy: request.policy,
            place: ZAPPlace(try Self.target(of: request), place)
        ).workload()
    }

    public func events(
        in output: WorkloadOutput,
        for request: ScanRequest,
        at place: WorkloadPlace,
        into events: ScanEventSink
    ) async throws {
        let run = ZAPContainerRun(
            program: program,
            request: request,
            requests: try DocumentedRequests(of: request),
            place: ZAPPlace(try Self.target(of: request), place),
            events: events
        )
        try await run.read(output)
    }

    /// Cannot be done: what ZAP prints says too little without the request.
    ///
    /// - Throws: `ScanError` with code `invalidArgument`.
    public func events(in output: WorkloadOutput, into events: ScanEventSink) async throws {
        throw ScanError(.invalidArgument, "ZAP's output can be read only beside the request; give it to an executor.")
    }

    /// Cannot be done: ZAP is in the image.
    ///
    /// - Throws: `ScanError` with code `invalidArgument`.
    public func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {
        throw ScanError(
            .invalidArgument,
            "This ZAP is in the image \(image); give the scanner to an executor that runs containers, or drive a running "
                + "ZAP with ZAPScanner."
        )
    }

    private static func target(of request: ScanRequest) throws -> TargetURL {
        do {
            return try TargetURL(request.target)
        } catch {
            throw ScanError(.invalidTarget, error.message, cause: error)
        }
    }
}
