//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VentiKitZAP

/// What the containers of scanners may use, where it is not what the scanners ask for.
struct ScannerLimits: Sendable {
    private var limits: [String: WorkloadLimits] = [:]

    var isEmpty: Bool { limits.isEmpty }

    /// Reads settings such as `zap.memory=4g`.
    /// - Parameters:
    ///   - values: The settings.
    ///   - known: The scanners that there are.
    ///   - name: What the settings are called.
    /// - Throws: ``SettingError`` that says what of which setting is wrong.
    init(_ values: [String], known: [ScannerSettings.Kind], name: String) throws {
        for text in values {
            func wrong(_ problem: String) -> SettingError { SettingError(name, "\(text.prefix(80)): \(problem)") }
            let parts = text.split(separator: "=", omittingEmptySubsequences: false)
            let path = parts[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, path.count == 2 else { throw wrong("give it as NAME.memory=2g") }
            guard let kind = known.first(where: { $0.id == path[0] }) else {
                let ids = known.map(\.id).joined(separator: ", ")
                throw wrong("there is no scanner \(path[0]); there are \(ids)")
            }
            var limit = limits[kind.id] ?? Self.usual(kind)
            let value = String(parts[1])
            switch path[1] {
            case "memory": limit.memoryBytes = try Self.bytes(value, 16 << 20, wrong)
            case "temporary": limit.temporaryBytes = try Self.bytes(value, 1 << 20, wrong)
            case "output": limit.outputBytes = try Self.bytes(value, 1 << 20, wrong)
            case "cpus":
                guard let number = Double(value), number >= 0.1, number <= 256 else { throw wrong("from 0.1 to 256") }
                limit.processors = number
            case "processes":
                guard let number = Int(value), (8...100_000).contains(number) else { throw wrong("from 8 to 100000") }
                limit.processes = number
            default:
                throw wrong("there is no limit \(path[1]); there are memory, cpus, processes, temporary, output")
            }
            limits[kind.id] = limit
        }
    }

    /// The limits of a scanner; `nil` where it has those that it asks for.
    func of(_ kind: ScannerSettings.Kind) -> WorkloadLimits? { limits[kind.id] }

    private static func usual(_ kind: ScannerSettings.Kind) -> WorkloadLimits {
        kind == .zap ? ZAPContainerScanner.defaultLimits : WorkloadLimits()
    }

    /// A size such as `512m` or `2g`.
    private static func bytes(_ text: String, _ least: Int, _ wrong: (String) -> SettingError) throws -> Int {
        let units: [Character: Int] = ["k": 10, "m": 20, "g": 30]
        let shift = text.lowercased().last.flatMap { units[$0] }
        guard let number = Int(shift == nil ? text : String(text.dropLast())), number > 0, number < 1 << 30 else {
            throw wrong("give a size as 512m or 2g")
        }
        let bytes = number << (shift ?? 0)
        guard bytes >= least, bytes <= 1 << 42 else { throw wrong("from \(least >> 20)m to 4096g") }
        return bytes
    }
}
