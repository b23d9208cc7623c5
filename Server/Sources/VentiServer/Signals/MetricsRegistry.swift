//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// Counts and measures, and shows it as Prometheus reads it. No globals: each server has its own.
public final class MetricsRegistry: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    struct Family: Sendable {
        var kind: Kind
        var help: String
        var values: [[String: String]: Double] = [:]
        var buckets: [[String: String]: Buckets] = [:]
    }

    struct Buckets: Sendable {
        var counts = [Int](repeating: 0, count: MetricsRegistry.bounds.count)
        var sum = 0.0
        var count = 0

        mutating func add(_ value: Double) {
            for (index, bound) in MetricsRegistry.bounds.enumerated() where value <= bound { counts[index] += 1 }
            sum += value
            count += 1
        }
    }

    /// The bounds of OpenTelemetry for durations in seconds.
    static let bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
    /// How many series one metric may have; what comes after is not counted, so that labels cannot fill the memory.
    static let mostSeries = 2_000

    private let families = Mutex<[String: Family]>([:])

    /// An empty registry.
    public init() {}

    /// Something that only grows.
    public func counter(_ name: String, _ help: String) -> Metric { metric(name, help, .counter) }

    /// Something that goes up and down.
    public func gauge(_ name: String, _ help: String) -> Metric { metric(name, help, .gauge) }

    /// Something that is measured often.
    public func histogram(_ name: String, _ help: String) -> Metric { metric(name, help, .histogram) }

    private func metric(_ name: String, _ help: String, _ kind: Kind) -> Metric {
        families.withLock { families in
            if families[name] == nil { families[name] = Family(kind: kind, help: help) }
        }
        return Metric(registry: self, name: name)
    }

    func change(_ name: String, _ body: (inout Family) -> Void) {
        families.withLock { families in
            // In its place: a copy of all series would be made for each request.
            guard let index = families.index(forKey: name) else { return }
            body(&families.values[index])
        }
    }

    /// Everything, in the text format 0.0.4.
    public func text() -> String {
        let families = families.withLock { $0 }
        var lines: [String] = []
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            lines.append("# HELP \(name) \(family.help)")
            lines.append("# TYPE \(name) \(family.kind.rawValue)")
            for (labels, value) in family.values.sorted(by: { Self.text($0.key) < Self.text($1.key) }) {
                lines.append("\(name)\(Self.text(labels)) \(Self.text(value))")
            }
            for (labels, buckets) in family.buckets.sorted(by: { Self.text($0.key) < Self.text($1.key) }) {
                for (bound, count) in zip(Self.bounds, buckets.counts) {
                    lines.append("\(name)_bucket\(Self.text(labels, le: Self.text(bound))) \(count)")
                }
                lines.append("\(name)_bucket\(Self.text(labels, le: "+Inf")) \(buckets.count)")
                lines.append("\(name)_sum\(Self.text(labels)) \(Self.text(buckets.sum))")
                lines.append("\(name)_count\(Self.text(labels)) \(buckets.count)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }

    private static func text(_ labels: [String: String], le: String? = nil) -> String {
        var parts = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(escaped($0.value))\"" }
        if let le { parts.append("le=\"\(le)\"") }
        return parts.isEmpty ? "" : "{" + parts.joined(separator: ",") + "}"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}

/// One metric of a registry.
public struct Metric: Sendable {
    let registry: MetricsRegistry
    let name: String

    /// Adds to a counter or a gauge.
    public func add(_ value: Double, _ labels: [String: String] = [:]) {
        registry.change(name) { family in
            guard family.values[labels] != nil || family.values.count < MetricsRegistry.mostSeries else { return }
            family.values[labels, default: 0] += value
        }
    }

    /// Sets a gauge.
    public func set(_ value: Double, _ labels: [String: String] = [:]) {
        registry.change(name) { family in
            guard family.values[labels] != nil || family.values.count < MetricsRegistry.mostSeries else { return }
            family.values[labels] = value
        }
    }

    /// Adds a measurement to a histogram.
    public func observe(_ value: Double, _ labels: [String: String] = [:]) {
        registry.change(name) { family in
            guard family.buckets[labels] != nil || family.buckets.count < MetricsRegistry.mostSeries else { return }
            family.buckets[labels, default: MetricsRegistry.Buckets()].add(value)
        }
    }
}
