//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Mustache

/// The pages' templates. They escape whatever they are filled with: the two forms that do not are refused here.
struct TemplateLibrary: Sendable {
    /// Why a template cannot be used.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    private let library: MustacheLibrary
    /// The names of all templates.
    let names: [String]

    init(_ sources: [String: [UInt8]] = Resources.templates) throws {
        var library = MustacheLibrary()
        for (name, bytes) in sources {
            let text = String(decoding: bytes, as: UTF8.self)
            guard !text.contains("{{{"), !text.contains("{{&"), !text.contains("{{ &"), !text.contains("{{%"),
                !text.contains("{{=")
            else { throw Fault(description: "the template \(name) would write something unescaped") }
            do {
                try library.register(text, named: name)
            } catch {
                throw Fault(description: "the template \(name) cannot be read: \(error)")
            }
        }
        self.library = library
        names = sources.keys.sorted()
    }

    /// A page as HTML.
    func html(_ view: some PageView) throws -> String {
        guard let text = library.render(view, withTemplate: view.template) else {
            throw Fault(description: "there is no template \(view.template)")
        }
        return text
    }
}

/// What a template is filled with: a plain value whose stored properties have the names that the template uses.
protocol PageView: Sendable {
    /// The name of the template.
    var template: String { get }
}
