//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
public import VentiService

/// Where spans go, as OpenTelemetry's variables of the environment say it.
public struct TraceExportSettings: Sendable, Hashable {
    /// Where spans are posted to.
    public var endpoint: String
    /// Header fields of its own, such as a key.
    public var headers: [String: String] = [:]
    /// What the spans are of.
    public var resource: [String: String]
    /// How long one attempt may take.
    public var timeout: Duration = .seconds(10)
    /// How many spans wait at most; what comes then is dropped and counted.
    public var mostWaiting = 2_048
    /// How many spans go together at most.
    public var mostTogether = 512
    /// How long spans wait for others.
    public var delay: Duration = .seconds(5)
    /// How long to wait before the second attempt; later ones wait twice as long each.
    public var firstRetry: Duration = .seconds(1)
    /// Which traces are recorded.
    public var sampler = TraceSampler()

    /// Spans of a program for one endpoint.
    /// - Parameters:
    ///   - endpoint: Where spans are posted to.
    ///   - service: What the program is called.
    public init(endpoint: String, service: String = "venti-server") {
        self.endpoint = endpoint
        resource = ["service.name": service]
    }

    /// Reads the variables; `nil` where they name no endpoint, or say that nothing is to be sent.
    /// - Parameters:
    ///   - variables: The environment.
    ///   - version: The program's version.
    /// - Throws: ``VentiService/ServiceError`` with code `validation` where they contradict what can be done.
    public init?(variables: [String: String], version: String) throws {
        func text(_ name: String) -> String? {
            variables[name].map { $0.trimmingCharacters(in: .whitespaces) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        guard text("OTEL_SDK_DISABLED")?.lowercased() != "true", text("OTEL_TRACES_EXPORTER") != "none" else {
            return nil
        }
        if let exporter = text("OTEL_TRACES_EXPORTER"), exporter != "otlp" {
            throw Self.refusal("OTEL_TRACES_EXPORTER", exporter, "otlp or none")
        }
        if let own = text("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") {
            self.init(endpoint: own)
        } else if let base = text("OTEL_EXPORTER_OTLP_ENDPOINT") {
            self.init(endpoint: (base.hasSuffix("/") ? String(base.dropLast()) : base) + "/v1/traces")
        } else {
            return nil
        }
        guard let url = URL(string: endpoint), ["http", "https"].contains(url.scheme), url.host?.isEmpty == false else {
            throw Self.refusal("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint, "a URL of http or https")
        }
        let protocolName = text("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") ?? text("OTEL_EXPORTER_OTLP_PROTOCOL")
        if let protocolName, protocolName != "http/json" {
            throw Self.refusal("OTEL_EXPORTER_OTLP_PROTOCOL", protocolName, "http/json")
        }
        headers = Self.pairs(text("OTEL_EXPORTER_OTLP_HEADERS"))
            .merging(Self.pairs(text("OTEL_EXPORTER_OTLP_TRACES_HEADERS"))) { $1 }
        resource = Self.pairs(text("OTEL_RESOURCE_ATTRIBUTES")).merging(["service.version": version]) { first, _ in
            first
        }
        resource["service.name"] = text("OTEL_SERVICE_NAME") ?? resource["service.name"] ?? "venti-server"
        func number(_ names: String..., among range: ClosedRange<Int>) throws -> Int? {
            for name in names {
                guard let text = text(name) else { continue }
                guard let number = Int(text), range.contains(number) else {
                    throw Self.refusal(name, text, "a number from \(range.lowerBound) to \(range.upperBound)")
                }
                return number
            }
            return nil
        }
        let milliseconds = 1...600_000
        timeout =
            try number("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT", among: milliseconds)
            .map { .milliseconds($0) } ?? timeout
        delay = try number("OTEL_BSP_SCHEDULE_DELAY", among: milliseconds).map { .milliseconds($0) } ?? delay
        mostWaiting = try number("OTEL_BSP_MAX_QUEUE_SIZE", among: 1...1_000_000) ?? mostWaiting
        // More than may wait would never be together.
        mostTogether = min(
            try number("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", among: 1...100_000) ?? mostTogether,
            mostWaiting
        )
        sampler = try Self.sampler(text("OTEL_TRACES_SAMPLER"), text("OTEL_TRACES_SAMPLER_ARG"))
    }

    private static func sampler(_ name: String?, _ argument: String?) throws -> TraceSampler {
        let name = name ?? "parentbased_always_on"
        let followsParent = name.hasPrefix("parentbased_")
        switch followsParent ? String(name.dropFirst("parentbased_".count)) : name {
        case "always_on": return TraceSampler(followsParent: followsParent, ratio: 1)
        case "always_off": return TraceSampler(followsParent: followsParent, ratio: 0)
        case "traceidratio":
            guard let ratio = Double(argument ?? "1"), (0...1).contains(ratio) else {
                throw refusal("OTEL_TRACES_SAMPLER_ARG", argument ?? "", "a number from 0 to 1")
            }
            return TraceSampler(followsParent: followsParent, ratio: ratio)
        default:
            throw refusal(
                "OTEL_TRACES_SAMPLER",
                name,
                "always_on, always_off or traceidratio, perhaps after parentbased_"
            )
        }
    }

    /// `key=value` with commas between them, percent-encoded as in W3C Baggage.
    private static func pairs(_ text: String?) -> [String: String] {
        var result: [String: String] = [:]
        for pair in (text ?? "").split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, !parts[0].isEmpty else { continue }
            result[parts[0]] = parts[1].removingPercentEncoding ?? parts[1]
        }
        return result
    }

    private static func refusal(_ name: String, _ text: String, _ wanted: String) -> ServiceError {
        ServiceError(.validation, "\(name) is '\(text)': this program takes \(wanted).")
    }
}
