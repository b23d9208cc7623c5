//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

extension ZAPAlert {
    /// The alert of `core/view/alerts`, which has other names and words than a report, and one place.
    ///
    /// - Parameter value: An element of `alerts`.
    /// - Returns: `nil` where the value is no object, or names neither a rule nor a flaw.
    init?(api value: JSONValue) {
        guard case .object = value else { return nil }
        pluginID = value.text("pluginId")
        reference = value.text("alertRef")
        let title = value.text("name")
        name = title.isEmpty ? value.text("alert") : title
        guard !name.isEmpty || !pluginID.isEmpty else { return nil }
        risk =
            switch value.text("risk") {
            case "High": .high
            case "Medium": .medium
            case "Low": .low
            default: .informational
            }
        confidence =
            switch value.text("confidence") {
            case "False Positive": .falsePositive
            case "Low": .low
            case "High": .high
            case "Confirmed", "User Confirmed": .confirmed
            default: .medium
            }
        description = value.text("description")
        solution = value.text("solution")
        otherInformation = value.text("other")
        links = ZAPText.links(value.text("reference"))
        cwe = value.number("cweid").flatMap { $0 > 0 ? $0 : nil }
        wasc = value.number("wascid").flatMap { $0 > 0 ? $0 : nil }
        tags = (value["tags"]?.members ?? []).map(\.name).sorted()
        var instance = ZAPInstance()
        instance.uri = value.text("url")
        instance.method = value.text("method")
        instance.parameter = value.text("param")
        instance.attack = value.text("attack")
        instance.evidence = value.text("evidence")
        instance.nodeName = value["nodeName"]?.stringValue
        instance.inputVector = value.text("inputVector")
        instances = [instance]
    }
}
