//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A file that a program reads or leaves behind.
///
/// Its description shows the name and size and never the contents.
public struct WorkloadFile: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The path below the folder, such as `request.json`.
    ///
    /// Relative, without `.` and `..`.
    public var path: String
    /// What is in the file.
    public var contents: [UInt8]
    /// Whether the file holds credentials: where its text turns up in what the program prints, an executor takes it out.
    public var isSecret: Bool

    /// Makes a file.
    ///
    /// - Parameters:
    ///   - path: The path below the folder.
    ///   - contents: The file's bytes.
    ///   - isSecret: Whether it holds credentials.
    public init(_ path: String, contents: [UInt8], isSecret: Bool = false) {
        self.path = path
        self.contents = contents
        self.isSecret = isSecret
    }

    public var description: String { "\(path) (\(contents.count) bytes)" }
    public var customMirror: Mirror { Mirror(self, children: ["path": path, "bytes": contents.count]) }

    /// Whether the path stays in its folder, and can be written by any tool.
    public static func isPlain(_ path: String) -> Bool { staysInFolder(path, maximumBytes: 240) }

    /// Whether a path of up to so many bytes stays in its folder: what archives may hold is longer than what tools write.
    package static func staysInFolder(_ path: String, maximumBytes: Int) -> Bool {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        return !path.isEmpty && path.utf8.count <= maximumBytes
            && segments.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
            && path.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }
    }
}

/// What a program may use.
public struct WorkloadLimits: Sendable, Hashable {
    /// The memory in bytes, swap included. Defaults to 512 MiB.
    public var memoryBytes: Int = 512 << 20
    /// The processors, in whole ones and fractions. Defaults to 1.
    public var processors: Double = 1
    /// The processes and threads. Defaults to 128.
    public var processes: Int = 128
    /// The space for temporary files in bytes. Defaults to 64 MiB.
    public var temporaryBytes: Int = 64 << 20
    /// What the program may print, and the size of the files it may leave, in bytes. Defaults to 64 MiB.
    public var outputBytes: Int = 64 << 20
    /// How long the program may run, in seconds. Defaults to 360.
    public var seconds: Double = 360

    /// Makes the default limits.
    public init() {}
}

extension WorkloadFile {
    /// What the name of a part of a file ends with, where the place that the program runs in holds no file of its size.
    package static func partSuffix(_ index: Int) -> String {
        let digits = String(index)
        return ".part-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
