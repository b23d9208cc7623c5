//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import CFuzzDriver
import Foundation
import FuzzSupport

@testable import VentiKit

@main
enum FuzzOpenAPIReader {
    static func main() { exit(fuzz_driver_run(CommandLine.argc, CommandLine.unsafeArgv)) }
}

/// Reads a document twice, which must give the same description or the same error.
///
/// No folder is given, so that no file is opened.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOpenAPIReader(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = FuzzInput(start, count).rest
    let first = ReaderOutcome(of: bytes)
    require(first == ReaderOutcome(of: bytes), "the same document was read in two ways")
    return 0
}

/// What the reader made of a document.
enum ReaderOutcome: Equatable {
    case description(APIDescription)
    case error(code: String, message: String)

    init(of bytes: [UInt8]) {
        var reader = OpenAPIReader()
        reader.limits.maximumNodes = 100_000
        reader.limits.maximumAliasExpansion = 10_000
        do {
            let description = try reader.read(bytes: bytes, name: "fuzz.yaml")
            // Whoever uses the description walks through all of it.
            for operation in description.operations {
                require(!operation.method.isEmpty && !operation.id.isEmpty, "an operation has no name")
                for content in operation.requestBody?.contents ?? [] {
                    if let schema = content.schema { _ = description.schemas.resolve(schema) }
                }
            }
            for diagnostic in description.diagnostics {
                require(!"\(diagnostic)".isEmpty, "a diagnostic says nothing")
            }
            self = .description(description)
        } catch let error as OpenAPIReaderError {
            require(!error.message.isEmpty, "an error says nothing")
            self = .error(code: "\(error.code)", message: error.description)
        } catch {
            // A trap is how a find is made known to libFuzzer.
            fatalError("an error of another type was thrown: \(error)")
        }
    }
}
