//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

extension ZAPAlert {
    /// The alert of a report, read leniently: numbers as text and text as numbers, missing members as empty ones.
    ///
    /// - Parameter value: An element of `alerts`.
    /// - Returns: `nil` where the value is no object, or names neither a rule nor a flaw.
    init?(report value: JSONValue) {
        guard case .object = value else { return nil }
        pluginID = value.text("pluginid")
        reference = value.text("alertRef")
        let title = value.text("name")
        name = title.isEmpty ? value.text("alert") : title
        guard !name.isEmpty || !pluginID.isEmpty else { return nil }
        risk = value.number("riskcode").flatMap(ZAPRisk.init(rawValue:)) ?? .informational
        confidence = value.number("confidence").flatMap(ZAPConfidence.init(rawValue:)) ?? .medium
        description = ZAPText.plain(value.text("desc"))
        solution = ZAPText.plain(value.text("solution"))
        otherInformation = ZAPText.plain(value.text("otherinfo"))
        links = ZAPText.links(value.text("reference"))
        cwe = value.number("cweid").flatMap { $0 > 0 ? $0 : nil }
        wasc = value.number("wascid").flatMap { $0 > 0 ? $0 : nil }
        isSystemic = value["systemic"]?.scalarText.map { $0 == "true" }
        tags = (value["tags"]?.elements ?? []).map { $0.text("tag") }.filter { !$0.isEmpty }
        count = value.number("count")
        // A single instance was an object of its own in some versions.
        let list = value["instances"]
        instances = (list?.members.isEmpty == false ? [list].compactMap(\.self) : list?.elements ?? [])
            .compactMap(ZAPInstance.init(report:))
    }
}

extension ZAPInstance {
    /// The instance of a report.
    ///
    /// - Parameter value: An element of `instances`.
    /// - Returns: `nil` where the value is no object.
    init?(report value: JSONValue) {
        guard case .object = value else { return nil }
        uri = value.text("uri")
        method = value.text("method")
        parameter = value.text("param")
        attack = value.text("attack")
        evidence = value.text("evidence")
        otherInformation = ZAPText.plain(value.text("otherinfo"))
        nodeName = value["nodeName"]?.stringValue
        requestHeader = value["request-header"]?.stringValue
        requestBody = value["request-body"]?.stringValue
        responseHeader = value["response-header"]?.stringValue
        responseBody = value["response-body"]?.stringValue
    }
}

extension JSONValue {
    /// The text of a member, whatever kind of scalar it is; empty where there is none.
    func text(_ name: String) -> String { self[name]?.scalarText ?? "" }

    /// The whole number of a member, also where it is written as text.
    func number(_ name: String) -> Int? {
        switch self[name] {
        case .integer(let value): value
        case .string(let text): Int(text)
        default: nil
        }
    }
}
