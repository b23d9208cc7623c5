//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Mustache
import Testing

@testable import WebUI

struct TemplateTests {
    @Test func everyFileOfTheFolderIsBuiltIn() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/WebUI/Resources")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        let known = Resources.templates.keys.map { $0 + ".mustache" } + Resources.assets.keys
        #expect(Set(files) == Set(known))
        for file in files {
            let bytes = Array(try Data(contentsOf: folder.appending(path: file)))
            let builtIn =
                file.hasSuffix(".mustache")
                ? Resources.templates[String(file.dropLast(9))] : Resources.assets[file]
            #expect(builtIn == bytes, "\(file)")
        }
    }

    @Test(arguments: [
        "<p>{{{x}}}</p>", "<p>{{&x}}</p>", "<p>{{& x}}</p>", "{{=<% %>=}}<%& x %>", "{{% CONTENT_TYPE:TEXT }}{{x}}",
    ])
    func refusesATemplateThatDoesNotEscape(text: String) {
        #expect(throws: TemplateLibrary.Fault.self) { try TemplateLibrary(["page": Array(text.utf8)]) }
    }

    @Test func refusesATemplateThatCannotBeRead() {
        #expect(throws: TemplateLibrary.Fault.self) { try TemplateLibrary(["page": Array("{{#a}}".utf8)]) }
    }

    @Test func noTemplateHasAScriptOrAStyleOfItsOwn() {
        for (name, bytes) in Resources.templates {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("<style"), "\(name)")
            #expect(!text.contains(" style="), "\(name)")
            #expect(text.firstMatch(of: /\son[a-z]+=/) == nil, "\(name)")
            for script in text.matches(of: /<script[^>]*>/) {
                #expect(script.output == #"<script type="module" src="{{page.scriptURL}}">"#, "\(name)")
            }
        }
    }

    @Test func everyFormThatChangesSomethingCarriesTheToken() {
        for (name, bytes) in Resources.templates where name != "sign-in" {
            let text = String(decoding: bytes, as: UTF8.self)
            let forms = text.matches(of: /<form[^>]*method="post"[^>]*>(?<inside>(?s).*?)<\/form>/)
            for form in forms {
                let carries =
                    form.output.inside.contains("{{> token}}") || form.output.inside.contains("{{page.token}}")
                #expect(carries, "\(name): \(form.output.0.prefix(120))")
            }
        }
    }

    @Test func theScriptsMakeNoMarkupOfData() {
        for (name, bytes) in Resources.assets where name.hasSuffix(".js") {
            let text = String(decoding: bytes, as: UTF8.self)
            let assigned = text.matches(of: /\.innerHTML\s*=/).count
            #expect(assigned == (name == "html.js" ? 1 : 0), "\(name)")
            for word in ["insertAdjacentHTML", "outerHTML", "document.write", "eval(", "new Function", "srcdoc"] {
                #expect(!text.contains(word), "\(name): \(word)")
            }
        }
    }
}
