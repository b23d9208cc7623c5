//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How an identity logs in: the request, where its answer holds the token, and how the token is sent.
///
/// With nothing but a user name and a password, the login operation is recognised in the document.
public struct LoginRecipe: Sendable, Hashable {
    /// The name to log in with.
    public var username: String
    /// The password to log in with.
    public var password: Secret
    /// The request; `nil` to use the login operation that the document describes.
    public var request: Request?
    /// Where the token is in the answer; `nil` to look in the usual places.
    public var extraction: Extraction?
    /// How the token is sent; `nil` to do what the document's security scheme says.
    public var tokenUse: TokenUse?

    /// A login. What is not given is recognised in the document and in the answer.
    public init(
        username: String,
        password: Secret,
        request: Request? = nil,
        extraction: Extraction? = nil,
        tokenUse: TokenUse? = nil
    ) {
        self.username = username
        self.password = password
        self.request = request
        self.extraction = extraction
        self.tokenUse = tokenUse
    }

    /// A login request. `{{username}}` and `{{password}}` in its body are filled in, escaped for the content type.
    public struct Request: Sendable, Hashable, Codable {
        /// The method.
        public var method: String
        /// The path below the target's base URL.
        public var path: String
        /// The media type of the body.
        public var contentType: String
        /// The body, with `{{username}}` and `{{password}}` where they go.
        public var body: String

        /// A request that logs in.
        public init(method: String = "POST", path: String, contentType: String = "application/json", body: String) {
            self.method = method
            self.path = path
            self.contentType = contentType
            self.body = body
        }
    }

    /// The place of the token in the answer.
    public enum Extraction: Sendable, Hashable, Codable {
        /// A JSON Pointer (RFC 6901) into the body.
        case jsonPointer(String)
        /// In a response header of that name.
        case header(String)
        /// In a cookie of that name.
        case cookie(String)
    }

    /// The place of the token in later requests.
    public enum TokenUse: Sendable, Hashable, Codable {
        /// A header field whose value is the template with `{{token}}` filled in, such as `Bearer {{token}}`.
        case header(name: String, template: String)
        /// In a query parameter of that name.
        case query(String)
        /// In a cookie of that name.
        case cookie(String)
    }
}
