//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// An element of XML to look at in tests.
final class TestXML: NSObject, XMLParserDelegate {
    var name = ""
    var attributes: [String: String] = [:]
    var children: [TestXML] = []
    var text = ""
    private var stack: [TestXML] = []

    /// The root of a document.
    ///
    /// - Throws: The parser's error where the text is not well formed.
    static func parse(_ text: String) throws -> TestXML {
        let root = TestXML()
        root.stack = [root]
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = root
        guard parser.parse(), let first = root.children.first else {
            throw parser.parserError ?? CocoaError(.coderInvalidValue)
        }
        return first
    }

    /// The elements of this name below, at any depth.
    func all(_ name: String) -> [TestXML] {
        children.flatMap { ($0.name == name ? [$0] : []) + $0.all(name) }
    }

    func parser(
        _ parser: XMLParser,
        didStartElement elementName: String,
        namespaceURI: String?,
        qualifiedName qName: String?,
        attributes attributeDict: [String: String] = [:]
    ) {
        let element = TestXML()
        element.name = elementName
        element.attributes = attributeDict
        stack.last?.children.append(element)
        stack.append(element)
    }

    func parser(
        _ parser: XMLParser,
        didEndElement elementName: String,
        namespaceURI: String?,
        qualifiedName qName: String?
    ) {
        _ = stack.popLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { stack.last?.text += string }
}
