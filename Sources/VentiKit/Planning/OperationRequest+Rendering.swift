//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension OperationRequest {
    /// The request as it goes on the wire, without a credential.
    public func render() -> ProbeRequest {
        var headers = extraHeaders
        if !headers.contains("accept") { headers.append("Accept", "application/json, */*;q=0.5") }
        for argument in arguments where argument.parameter.location == .header {
            guard !Self.ownFields.contains(argument.parameter.name.lowercased()) else { continue }
            headers[argument.parameter.name] = Self.headerSafe(Self.plainText(argument.value))
        }
        let cookies = arguments.filter { $0.parameter.location == .cookie }
            .map { "\($0.parameter.name)=\(Self.headerSafe(Self.plainText($0.value)))" }
        if !cookies.isEmpty { headers["Cookie"] = cookies.joined(separator: "; ") }

        var bytes: [UInt8] = []
        switch body {
        case .json(let value, let mediaType):
            bytes = value.serializedJSON()
            if !headers.contains("content-type") { headers.append("Content-Type", mediaType) }
        case .form(let members):
            let pairs = members.map {
                "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode(Self.plainText($0.value)))"
            }
            bytes = Array(pairs.joined(separator: "&").utf8)
            if !headers.contains("content-type") {
                headers.append("Content-Type", "application/x-www-form-urlencoded")
            }
        case .raw(let raw, let mediaType):
            bytes = raw
            if !headers.contains("content-type") { headers.append("Content-Type", mediaType) }
        case nil: break
        }
        return ProbeRequest(method: method, target: targetOverride ?? target, headers: headers, body: bytes)
    }

    /// Fields that describe the message itself and are set from it: the first three by OpenAPI (3.1, 4.8.12), the others
    /// because they frame the message on the wire.
    private static let ownFields: Set<String> = [
        "accept", "content-type", "authorization", "host", "content-length", "transfer-encoding", "connection", "te",
        "trailer", "upgrade", "expect",
    ]

    /// The percent-encoded path and query.
    private var target: String {
        var path = String(operation.path.prefix { $0 != "#" })
        if !path.hasPrefix("/") { path = "/" + path }
        for argument in arguments where argument.parameter.location == .path {
            let text = ParameterStyle.pathText(argument.value, argument.parameter)
            // An empty segment would be another route.
            path = path.replacing("{\(argument.parameter.name)}", with: text.isEmpty ? "%20" : text)
        }
        path = Self.encodingStrayCharacters(path)
        let pairs = arguments.filter { $0.parameter.location == .query }
            .flatMap { ParameterStyle.queryPairs($0.value, $0.parameter) }
        guard !pairs.isEmpty else { return path }
        return path + (path.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
    }

    static func plainText(_ value: JSONValue) -> String {
        if let text = value.scalarText { return text }
        if case .null = value { return "" }
        return String(decoding: value.serializedJSON(), as: UTF8.self)
    }

    /// Header values cannot hold line breaks; they would end the field.
    private static func headerSafe(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : Character($0) })
    }

    /// Path keys of real documents hold spaces, braces without a parameter and other characters no URL may have.
    private static func encodingStrayCharacters(_ path: String) -> String {
        var result = ""
        for scalar in path.unicodeScalars {
            let isAllowed =
                scalar.isASCII && scalar.value > 0x20 && scalar.value != 0x7f
                && !"{}\"<>\\^`|".unicodeScalars.contains(scalar)
            result += isAllowed ? String(scalar) : PercentEncoding.encode(String(scalar))
        }
        return result
    }
}

/// How parameter values become text (OpenAPI 3.1, 4.8.12.2).
enum ParameterStyle {
    static func pathText(_ value: JSONValue, _ parameter: APIParameter) -> String {
        if parameter.explode, case .object(let members) = value {
            let pairs = members.map {
                "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode(OperationRequest.plainText($0.value)))"
            }
            switch parameter.style {
            case .label: return "." + pairs.joined(separator: ".")
            case .matrix: return pairs.map { ";" + $0 }.joined()
            default: return pairs.joined(separator: ",")
            }
        }
        let items = texts(of: value)
        switch parameter.style {
        case .label: return "." + items.map(PercentEncoding.encode).joined(separator: parameter.explode ? "." : ",")
        case .matrix:
            let name = PercentEncoding.encode(parameter.name)
            if parameter.explode { return items.map { ";\(name)=\(PercentEncoding.encode($0))" }.joined() }
            return ";\(name)=" + items.map(PercentEncoding.encode).joined(separator: ",")
        default: return items.map(PercentEncoding.encode).joined(separator: ",")
        }
    }

    static func queryPairs(_ value: JSONValue, _ parameter: APIParameter) -> [String] {
        let encode = parameter.allowsReserved ? PercentEncoding.encodeKeepingReserved : PercentEncoding.encode
        let name = PercentEncoding.encode(parameter.name)
        switch value {
        case .array(let elements):
            let items = elements.map { encode(OperationRequest.plainText($0)) }
            if parameter.explode { return items.map { "\(name)=\($0)" } }
            let separator =
                switch parameter.style {
                case .spaceDelimited: "%20"
                case .pipeDelimited: "%7C"
                case .tabDelimited: "%09"
                default: ","
                }
            return ["\(name)=\(items.joined(separator: separator))"]
        case .object(let members):
            if parameter.style == .deepObject {
                return members.map {
                    "\(name)%5B\(PercentEncoding.encode($0.name))%5D=\(encode(OperationRequest.plainText($0.value)))"
                }
            }
            if parameter.explode {
                return members.map {
                    "\(PercentEncoding.encode($0.name))=\(encode(OperationRequest.plainText($0.value)))"
                }
            }
            let items = members.flatMap {
                [PercentEncoding.encode($0.name), encode(OperationRequest.plainText($0.value))]
            }
            return ["\(name)=\(items.joined(separator: ","))"]
        default: return ["\(name)=\(encode(OperationRequest.plainText(value)))"]
        }
    }

    private static func texts(of value: JSONValue) -> [String] {
        switch value {
        case .array(let elements): elements.map(OperationRequest.plainText)
        case .object(let members): members.flatMap { [$0.name, OperationRequest.plainText($0.value)] }
        default: [OperationRequest.plainText(value)]
        }
    }
}
