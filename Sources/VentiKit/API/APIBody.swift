//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What an operation takes as its request body.
public struct APIRequestBody: Sendable, Hashable {
    /// Whether the operation refuses a request without a body.
    public var isRequired: Bool
    /// The media types in the order of the document.
    public var contents: [APIContent]

    /// A request body with its forms.
    public init(isRequired: Bool = false, contents: [APIContent] = []) {
        self.isRequired = isRequired
        self.contents = contents
    }
}

/// What an operation answers with one status code.
public struct APIResponse: Sendable, Hashable {
    /// What the document says of the response, in Markdown.
    public var description: String
    /// The forms that the body may have, in the order of the document.
    public var contents: [APIContent]
    /// The names of the documented header fields.
    public var headers: [String]

    /// A response with the forms of its body and the names of its header fields.
    public init(description: String = "", contents: [APIContent] = [], headers: [String] = []) {
        self.description = description
        self.contents = contents
        self.headers = headers
    }
}

/// One media type of a body, with its schema.
public struct APIContent: Sendable, Hashable {
    /// The media type as written, such as `application/json; charset=utf-8` or `text/*`.
    public var mediaType: String
    /// What the body looks like, or nil where the document does not say.
    public var schema: APISchema? { didSet { marked = ComputedOnce() } }
    /// Bodies that the document gives as examples.
    public var examples: [JSONValue]
    private var marked = ComputedOnce<MarkedNames?>()

    /// A form of a body.
    public init(mediaType: String, schema: APISchema? = nil, examples: [JSONValue] = []) {
        self.mediaType = mediaType
        self.schema = schema
        self.examples = examples
    }

    /// The names of properties that the schema marks as secret, references not followed; `nil` without a schema.
    var markedNames: MarkedNames? { marked.get { schema.map { MarkedNames(in: $0) } } }

    /// Whether the media type is JSON: `application/json`, or any with the suffix `+json` (RFC 6839).
    public var isJSON: Bool {
        if mediaType == "application/json" { return true }
        let type = mediaType.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
        return type == "application/json" || type.hasSuffix("+json") || type == "*/*" || type == "text/json"
    }

    /// Whether the media type is `application/x-www-form-urlencoded`.
    public var isForm: Bool {
        mediaType.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace } == "application/x-www-form-urlencoded"
    }
}
