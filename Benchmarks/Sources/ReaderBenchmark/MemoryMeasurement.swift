import Foundation
import VentiKit

/// The peak memory of one reading, measured in a process of its own (Linux: VmHWM of /proc/self/status).
enum MemoryMeasurement {
    /// Reads a document and prints by how many bytes the process's peak grew.
    static func printForDocument(_ path: String) {
        // The first reading of a process also pays for the libraries, so read something small before.
        _ = try? APIDescription(bytes: Array("openapi: 3.0.0".utf8), name: "warm-up")
        _ = try? APIDescription(contentsOf: path + ".does-not-exist")
        let before = status("VmRSS:")
        let description = try? APIDescription(contentsOf: path)
        let after = status("VmHWM:")
        print(max(0, after - before), description?.operations.count ?? -1)
    }

    /// The peak growth in bytes of a process that reads a document, or `nil` where it cannot be measured.
    static func peak(of path: String) throws -> Int? {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["--memory", path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: " ").first.flatMap { Int($0) }
    }

    private static func status(_ field: String) -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(field) }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }
}
