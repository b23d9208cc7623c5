//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Yams

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Finds and opens `venti.yaml`, and other files of its grammar.
enum ConfigFile {
    static let names = ["venti.yaml", "venti.yml"]

    /// The nearest `venti.yaml`, from the folder upward.
    static func nearest(from folder: String) -> String? {
        var folder = folder
        while true {
            for name in names {
                let path = LocalFile.absolute(name, in: folder)
                if LocalFile.exists(path) && !LocalFile.isFolder(path) { return path }
            }
            if folder == "/" || folder == "." || folder.isEmpty { return nil }
            folder = LocalFile.folder(of: folder)
        }
    }

    /// The file's content, with places.
    ///
    /// Relative paths in it start from its folder.
    ///
    /// - Parameter name: What to call the file in messages.
    static func open(_ path: String, as name: String, _ surroundings: Surroundings) throws -> ConfigValue {
        let text: String
        do {
            text = try LocalFile.text(at: path)
        } catch {
            throw CommandError.usage("\(name): the file \(error.reason); check the path")
        }
        var inner = surroundings
        inner.directory = LocalFile.folder(of: path)
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw CommandError.usage("\(name): the file is empty; remove it or begin with version: 1")
            }
            return ConfigValue(node: node, file: name, surroundings: inner, path: "")
        } catch let error as YamlError {
            throw CommandError.usage(Terminal.singleLine("\(name)\(Self.describe(error))"))
        }
    }

    private static func describe(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            ":\(mark.line):\(mark.column): not YAML: \(problem)"
        case .duplicatedKeysInMapping(let duplicates, let context):
            ":\(context.mark.line):\(context.mark.column): the key \(duplicates.first ?? "") appears twice"
        default: ": not YAML: \(error)"
        }
    }
}
