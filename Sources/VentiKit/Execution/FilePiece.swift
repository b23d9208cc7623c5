//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A piece of a file that a program left behind, as a line of text: how files leave a place from which only text can be read.
package struct FilePiece: Sendable, Hashable, Codable {
    /// The bytes of one piece: few enough for a line that no container engine cuts.
    package static let maximumBytes = 8_192

    /// The file's path below the folder; empty in the last line of all.
    package var path: String
    /// The number of the piece in its file, from 0.
    package var index: Int
    /// The size of the whole file, or, in the last line of all, the number of files.
    package var size: Int
    /// The piece, in Base64.
    package var data: String

    /// Makes the lines that carry one file, one after the other, so that no more than a piece of it is in memory.
    ///
    /// - Parameters:
    ///   - path: The file's path below the folder.
    ///   - size: The size of the whole file.
    ///   - read: Gives the file's next bytes, as many as it is asked for; fewer only where the file ends.
    ///   - write: Takes each line.
    package static func write(
        _ path: String,
        size: Int,
        read: (Int) throws -> [UInt8],
        to write: (String) throws -> Void
    ) throws {
        var left = size
        var index = 0
        repeat {
            let bytes = try read(min(left, maximumBytes))
            // One that has become shorter comes incomplete, which the reader of the lines notices.
            guard !bytes.isEmpty || left == 0 else { return }
            try write(try FilePiece(path: path, index: index, size: size, data: Base64.encode(bytes)).line())
            left -= bytes.count
            index += 1
        } while left > 0
    }

    /// The last line of all.
    ///
    /// - Parameter count: The number of files that the lines before it carry.
    package static func end(of count: Int) throws -> String {
        try FilePiece(path: "", index: 0, size: count, data: "").line()
    }

    private func line() throws -> String {
        JSONText.ascii(String(decoding: try JSONCoding.encode(self), as: UTF8.self)) + "\n"
    }

    /// The files that lines carry.
    ///
    /// - Parameters:
    ///   - text: The lines, from the first to the last.
    ///   - maximumBytes: What the files may come to.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` if a piece is missing, or the files are too large or
    ///   do not stay in their folder.
    package static func files(in text: [UInt8], maximumBytes: Int) throws -> [WorkloadFile] {
        var files: [WorkloadFile] = []
        var next = 0
        var expected = 0
        var total = 0
        var count: Int?
        for line in text.split(separator: UInt8(ascii: "\n")) {
            let piece = try JSONCoding.decode(FilePiece.self, from: line, subject: "A file that the scanner left")
            guard count == nil else { throw incomplete }
            if piece.path.isEmpty {
                count = piece.size
                continue
            }
            guard let bytes = Base64.decode(piece.data), WorkloadFile.isPlain(piece.path) else { throw incomplete }
            if piece.index == 0 {
                guard (files.last?.contents.count ?? 0) == expected else { throw incomplete }
                files.append(WorkloadFile(piece.path, contents: []))
                (next, expected) = (0, piece.size)
            }
            guard piece.index == next, files.last?.path == piece.path else { throw incomplete }
            next += 1
            total += bytes.count
            guard total <= maximumBytes else {
                throw ScanError(.invalidEncoding, "The scanner left files of more than \(maximumBytes >> 20) MiB.")
            }
            files[files.count - 1].contents += bytes
        }
        guard count == files.count, (files.last?.contents.count ?? 0) == expected else { throw incomplete }
        return files
    }

    private static var incomplete: ScanError {
        ScanError(
            .invalidEncoding,
            "The files that the scanner left came incomplete: the place keeps less of a log than they need."
        )
    }
}
