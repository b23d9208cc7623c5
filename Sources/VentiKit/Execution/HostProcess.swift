//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A process of a machine that is running: its boot, its space of process numbers, its number and its beginning.
package struct HostProcess: Sendable, Hashable {
    package var boot: String
    package var space: String
    package var number: Int
    package var began: String

    /// This process; `nil` on systems that do not say.
    package static let current: HostProcess? = {
        let number = Int(ProcessInfo.processInfo.processIdentifier)
        guard let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8),
            let space = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid"),
            let began = beginning(of: number)
        else { return nil }
        let id = boot.filter { !$0.isWhitespace }
        return HostProcess(boot: id, space: space.filter { $0.isNumber }, number: number, began: began)
    }()

    package var text: String { "\(boot)/\(space)/\(number)/\(began)" }

    package init(boot: String, space: String, number: Int, began: String) {
        self.boot = boot
        self.space = space
        self.number = number
        self.began = began
    }

    package init?(_ text: String) {
        let parts = text.split(separator: "/").map(String.init)
        guard parts.count == 4, let number = Int(parts[2]) else { return nil }
        self.init(boot: parts[0], space: parts[1], number: number, began: parts[3])
    }

    /// Whether the process is known to be gone: only the machine that it ran on can know.
    package var isGone: Bool {
        guard let own = HostProcess.current, own.boot == boot, own.space == space else { return false }
        return Self.beginning(of: number) != began
    }

    /// Whether a process runs here beside this one and the first, which in a pod holds the containers together.
    ///
    /// - Throws: What reading the list of processes does.
    package static func hasNeighbours() throws -> Bool {
        let own = Int(ProcessInfo.processInfo.processIdentifier)
        let names = try FileManager.default.contentsOfDirectory(atPath: "/proc")
        return names.lazy.compactMap { Int($0) }.contains { $0 != 1 && $0 != own && beginning(of: $0) != nil }
    }

    /// When a process began, in ticks since the boot.
    private static func beginning(of number: Int) -> String? {
        guard let data = FileManager.default.contents(atPath: "/proc/\(number)/stat") else { return nil }
        // The name stands in parentheses and may hold anything.
        let text = String(decoding: data, as: UTF8.self)
        guard let close = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: close)...].split(separator: " ")
        // A process that nobody has taken leave of yet is gone all the same.
        guard fields.count > 19, fields[0] != "Z" else { return nil }
        return String(fields[19])
    }
}
