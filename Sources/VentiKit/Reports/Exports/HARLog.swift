//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What an HTTP Archive 1.2 is made of, with the members that its specification requires.
struct HARLog: Encodable {
    struct File: Encodable {
        var log: HARLog
    }

    struct Creator: Encodable {
        var name = ScanReport.Tool.current.name
        var version = ScanReport.Tool.current.version
    }

    struct Field: Encodable {
        var name: String
        var value: String
    }

    struct Content: Encodable {
        var size: Int
        var mimeType: String
        var text: String
        var encoding: String?
        var comment: String?
    }

    struct PostData: Encodable {
        var mimeType: String
        var text: String
        var params: [Field] = []
    }

    struct Request: Encodable {
        var method: String
        var url: String
        var httpVersion = "HTTP/1.1"
        var cookies: [Field]
        var headers: [Field]
        var queryString: [Field]
        var postData: PostData?
        var headersSize = -1
        var bodySize: Int
    }

    struct Response: Encodable {
        var status: Int
        var statusText = ""
        var httpVersion = "HTTP/1.1"
        var cookies: [Field]
        var headers: [Field]
        var content: Content
        var redirectURL: String
        var headersSize = -1
        var bodySize: Int
    }

    struct Cache: Encodable {}

    /// Nothing is known about the parts of the time: -1, as the specification says.
    struct Timings: Encodable {
        var send = 0
        var wait = 0
        var receive = 0
    }

    struct Entry: Encodable {
        var startedDateTime: String
        var time = 0
        var request: Request
        var response: Response
        var cache = Cache()
        var timings = Timings()
        var comment: String
    }

    var version = "1.2"
    var creator = Creator()
    var entries: [Entry]
    var comment: String

    init(comment: String, entries: [Entry]) {
        self.comment = comment
        self.entries = entries
    }
}

extension HARLog.Entry {
    init(_ step: ProofStep, target: String, startedAt: String) {
        startedDateTime = startedAt
        request = HARLog.Request(step.request, target: target)
        response = HARLog.Response(step.response)
        comment = "\(step.label) as \(step.identity ?? "nobody")"
    }
}

extension HARLog.Request {
    init(_ request: RecordedRequest, target: String) {
        method = request.method
        url = RequestURL.joined(target, request.target)
        headers = request.headers.map { .init(name: $0.name, value: $0.value) }
        cookies = request.headers.filter { $0.name.lowercased() == "cookie" }.flatMap { header in
            header.value.split(separator: ";").map { pair in
                let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1).map(String.init)
                return .init(name: parts.first ?? "", value: parts.dropFirst().first ?? "")
            }
        }
        let query = request.target.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        queryString = query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map { PercentEncoding.decode(String($0)) }
            return .init(name: parts.first ?? "", value: parts.dropFirst().first ?? "")
        }
        let body = request.body ?? request.bodyBase64
        let type = request.headers.first { $0.name.lowercased() == "content-type" }?.value
        postData = body.map { .init(mimeType: type ?? "application/octet-stream", text: $0) }
        bodySize = request.body?.utf8.count ?? request.bodyBase64.flatMap(Base64.decode)?.count ?? 0
    }
}

extension HARLog.Response {
    /// A request that got no response has the status 0, as browsers write it.
    init(_ response: RecordedResponse?) {
        let fields = response?.headers ?? []
        func value(_ name: String) -> String? { fields.first { $0.name.lowercased() == name }?.value }
        status = response?.status ?? 0
        headers = fields.map { .init(name: $0.name, value: $0.value) }
        cookies = []
        redirectURL = value("location") ?? ""
        bodySize = response?.bodyBytes ?? -1
        let text = response?.bodyExcerpt ?? ""
        content = .init(
            size: response?.bodyBytes ?? 0,
            mimeType: value("content-type") ?? "",
            text: text,
            comment: text.utf8.count == (response?.bodyBytes ?? 0) ? nil : "an excerpt, redacted"
        )
    }
}

/// A base URL and the target of a request below it.
enum RequestURL {
    /// The base URL without its trailing slash, and the target with its leading one.
    static func joined(_ base: String, _ target: String) -> String {
        let base = base.hasSuffix("/") ? String(base.dropLast()) : base
        return base + (target.hasPrefix("/") || target.isEmpty ? target : "/" + target)
    }
}
