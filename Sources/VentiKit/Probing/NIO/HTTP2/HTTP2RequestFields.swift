//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOHPACK

/// Makes the header list of a request (RFC 9113, 8.3.1).
///
/// HTTP/2 cannot carry every request as the caller wrote it. Names go in lower case, values without blanks around them.
/// The first `Host` line becomes `:authority`, and further ones go as `host` fields, so that a server that looks at both
/// can be seen to. What is about the connection is left out: `Connection` and the fields that it names, `Keep-Alive`,
/// `Proxy-Connection`, `Transfer-Encoding`, `Upgrade`, `HTTP2-Settings`, and `TE` unless it says `trailers`.
enum HTTP2RequestFields {
    /// - Parameters:
    ///   - request: A request that ``RequestRules`` let through.
    ///   - authority: What `:authority` says where the caller has no `Host`.
    ///   - scheme: `https`, or `http`.
    /// - Throws: ``ProbeError/Code/invalidRequest`` where a name is not a token: servers would refuse the connection.
    static func fields(of request: ProbeRequest, authority: String, scheme: String) throws(ProbeError) -> HPACKHeaders {
        let isConnect = request.method == "CONNECT"
        var fields = HPACKHeaders()
        fields.reserveCapacity(request.headers.lines.count + 5)
        fields.add(name: ":method", value: request.method)
        if !isConnect { fields.add(name: ":scheme", value: scheme) }
        fields.add(name: ":authority", value: request.headers.values(of: "host").first ?? authority)
        if !isConnect { fields.add(name: ":path", value: request.target, indexing: .nonIndexable) }
        var hasHost = false
        var hasLength = false
        let ofConnection = namesInConnection(request)
        for line in request.headers.lines {
            guard !line.name.isEmpty, line.name.utf8.allSatisfy(ASCII.isTokenByte) else {
                throw ProbeError(.invalidRequest, "HTTP/2 cannot carry a header whose name is not a token.")
            }
            let name = line.name.lowercased()
            let value = trimmed(line.value)
            switch name {
            case "host":
                if hasHost { fields.add(name: name, value: value) }
                hasHost = true
                continue
            case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "http2-settings":
                continue
            case "te" where value.lowercased() != "trailers": continue
            case "content-length": hasLength = true
            default: break
            }
            if ofConnection.contains(name) { continue }
            fields.add(name: name, value: value)
        }
        if RequestEncoder.needsLength(request), !hasLength {
            fields.add(name: "content-length", value: String(request.body.count))
        }
        return fields
    }

    private static func namesInConnection(_ request: ProbeRequest) -> Set<String> {
        guard request.headers.contains("connection") else { return [] }
        let values = request.headers.values(of: "connection")
        return Set(values.flatMap { $0.split(separator: ",") }.map { trimmed(String($0)).lowercased() })
    }

    private static func trimmed(_ value: String) -> String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        guard let first = value.utf8.first, let last = value.utf8.last, isBlank(first) || isBlank(last) else {
            return value
        }
        var bytes = value.utf8.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
