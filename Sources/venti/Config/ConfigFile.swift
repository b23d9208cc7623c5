//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

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
            guard let value = try SettingsValue(bytes: Array(text.utf8)) else {
                throw CommandError.usage("\(name): the file is empty; remove it or begin with version: 1")
            }
            return ConfigValue(value: value, file: name, surroundings: inner, path: "")
        } catch let fault as SettingsValue.Fault {
            let place = "\(name):\(fault.place.line):\(fault.place.column)"
            let reason = fault.isDuplicate ? fault.reason : "not YAML: \(fault.reason)"
            throw CommandError.usage(Terminal.singleLine("\(place): \(reason)"))
        }
    }
}
