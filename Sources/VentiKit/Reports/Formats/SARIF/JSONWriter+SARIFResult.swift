//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A result in the bytes that its `Codable` gives, but much faster. A test compares the two.
extension JSONWriter {
    mutating func result(_ result: SARIF.Result) {
        beginObject()
        member("baselineState", result.baselineState?.rawValue)
        if let flows = result.codeFlows {
            key("codeFlows")
            array(of: flows) { $0.codeFlow($1) }
        }
        member("kind", result.kind)
        member("level", result.level.rawValue)
        key("locations")
        array(of: result.locations) { $0.location($1) }
        text("message", result.message)
        key("partialFingerprints")
        dictionary(result.partialFingerprints)
        key("properties")
        properties(result.properties)
        member("ruleId", result.ruleId)
        member("ruleIndex", result.ruleIndex)
        if let suppressions = result.suppressions {
            key("suppressions")
            array(of: suppressions) { $0.suppression($1) }
        }
        if let request = result.webRequest {
            key("webRequest")
            webRequest(request)
        }
        if let response = result.webResponse {
            key("webResponse")
            webResponse(response)
        }
        endObject()
    }

    private mutating func text(_ name: StaticString, _ text: SARIF.Text) {
        key(name)
        beginObject()
        member("text", text.text)
        endObject()
    }

    private mutating func properties(_ properties: SARIF.Result.Properties) {
        beginObject()
        member("affectedOperations", properties.affectedOperations)
        member("confidence", properties.confidence)
        member("evidenceClass", properties.evidenceClass)
        member("severity", properties.severity)
        member("shortID", properties.shortID)
        endObject()
    }

    private mutating func suppression(_ suppression: SARIF.Suppression) {
        beginObject()
        member("justification", suppression.justification)
        member("kind", suppression.kind)
        if let place = suppression.location {
            key("location")
            location(place)
        }
        member("status", suppression.status)
        endObject()
    }

    private mutating func codeFlow(_ flow: SARIF.CodeFlow) {
        beginObject()
        text("message", flow.message)
        key("threadFlows")
        array(of: flow.threadFlows) { writer, thread in
            writer.beginObject()
            writer.key("locations")
            writer.array(of: thread.locations) { writer, step in
                writer.beginObject()
                writer.member("executionOrder", step.executionOrder)
                writer.key("location")
                writer.location(step.location)
                writer.endObject()
            }
            writer.endObject()
        }
        endObject()
    }

    private mutating func location(_ location: SARIF.Location) {
        beginObject()
        if let places = location.logicalLocations {
            key("logicalLocations")
            array(of: places) { writer, place in
                writer.beginObject()
                writer.member("fullyQualifiedName", place.fullyQualifiedName)
                writer.member("kind", place.kind)
                writer.member("name", place.name)
                writer.endObject()
            }
        }
        if let message = location.message { text("message", message) }
        object("physicalLocation") { writer in
            writer.object("artifactLocation") { $0.member("uri", location.physicalLocation.artifactLocation.uri) }
            writer.object("region") { writer in
                let region = location.physicalLocation.region
                writer.member("endColumn", region.endColumn)
                writer.member("endLine", region.endLine)
                writer.member("startColumn", region.startColumn)
                writer.member("startLine", region.startLine)
            }
        }
        endObject()
    }

    private mutating func webRequest(_ request: SARIF.WebRequest) {
        beginObject()
        content(request.body)
        key("headers")
        dictionary(request.headers)
        member("method", request.method)
        member("protocol", request.protocol)
        member("target", request.target)
        member("version", request.version)
        endObject()
    }

    private mutating func webResponse(_ response: SARIF.WebResponse) {
        beginObject()
        content(response.body)
        key("headers")
        dictionary(response.headers)
        member("protocol", response.protocol)
        member("statusCode", response.statusCode)
        member("version", response.version)
        endObject()
    }

    private mutating func content(_ content: SARIF.Content?) {
        guard let content else { return }
        object("body") { writer in
            writer.member("binary", content.binary)
            writer.member("text", content.text)
        }
    }

    private mutating func dictionary(_ members: [String: String]) {
        beginObject()
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            key(name)
            string(value)
        }
        endObject()
    }
}
