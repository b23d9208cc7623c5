//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension FeedService {
    /// The 200 of an operation: what was asked for under a name, or the reason why not.
    private static func answer(_ description: String, _ name: String, _ schema: String) -> String {
        let result = "{type: object, required: [\(name)], properties: {\(name): \(schema)}}"
        return DemoDocument.success(
            200,
            description,
            "{type: object, required: [ok], properties: {ok: {type: boolean}, result: \(result), "
                + "error: \(DemoDocument.reference("Error"))}}"
        )
    }

    private static func one(_ name: String, _ schema: String) -> String {
        answer("The \(name), or an error.", name, DemoDocument.reference(schema))
    }

    private static func list(_ name: String, _ schema: String) -> String {
        answer(
            "The \(name), or an error.",
            name,
            "{type: array, maxItems: 50, items: \(DemoDocument.reference(schema))}"
        )
    }

    /// A body with one member, as in `{"post": {…}}`.
    private static func body(_ name: String, _ schema: String) -> String {
        "{required: true, content: {application/json: {schema: {type: object, required: [\(name)], "
            + "properties: {\(name): \(DemoDocument.reference(schema))}}}}}"
    }

    private static let page = "{$ref: \"#/components/parameters/Page\"}"

    /// The security of an operation that shows more to members than to others.
    private static let optional = "[{}, {memberToken: []}]"

    var memberPaths: String {
        """
          /users:
            post:
              operationId: registerUser
              summary: Joins, and signs in at once.
              security: []
              requestBody: \(Self.body("user", "Registration"))
              responses:
                \(Self.one("user", "SignedInMember"))
                \(DemoDocument.publicRefusals())
          /users/login:
            post:
              operationId: login
              summary: Trades e-mail address and password for a token, good for ten minutes.
              security: []
              requestBody: \(Self.body("user", "Credentials"))
              responses:
                \(Self.one("user", "SignedInMember"))
                \(DemoDocument.publicRefusals())
          /user:
            get:
              operationId: getUser
              summary: The member who asks.
              responses:
                \(Self.one("user", "Member"))
                \(DemoDocument.refusals())
            put:
              operationId: updateUser
              summary: Changes what is given of the member who asks.
              requestBody: \(Self.body("user", "MemberChange"))
              responses:
                \(Self.one("user", "Member"))
                \(DemoDocument.refusals())
          /profiles/{handle}:
            parameters: [{name: handle, in: path, required: true, schema: {type: string, minLength: 3, maxLength: 20}}]
            get:
              operationId: getProfile
              summary: What everybody may know of a member.
              security: []
              responses:
                \(Self.one("profile", "Profile"))
                \(DemoDocument.publicRefusals())
        """
    }

    var postPaths: String {
        """
          /feed:
            get:
              operationId: getFeed
              summary: The public posts of all members, newest first.
              security: []
              parameters: [\(Self.page)]
              responses:
                \(Self.list("posts", "Post"))
                \(DemoDocument.publicRefusals())
          /posts:
            get:
              operationId: listPosts
              summary: Public posts and the caller's private ones, newest first.
              security: \(Self.optional)
              parameters:
                - \(Self.page)
                - {name: author, in: query, schema: {type: string, minLength: 3, maxLength: 20}}
              responses:
                \(Self.list("posts", "Post"))
                \(DemoDocument.refusals())
            post:
              operationId: createPost
              summary: Writes a post.
              requestBody: \(Self.body("post", "NewPost"))
              responses:
                \(Self.one("post", "Post"))
                \(DemoDocument.refusals())
          /posts/{slug}:
            parameters: [{$ref: "#/components/parameters/Slug"}]
            get:
              operationId: getPost
              summary: A public post, or a private one of the caller's.
              security: \(Self.optional)
              responses:
                \(Self.one("post", "Post"))
                \(DemoDocument.refusals())
            put:
              operationId: updatePost
              summary: Changes what is given of a post of the caller's.
              requestBody: \(Self.body("post", "PostChange"))
              responses:
                \(Self.one("post", "Post"))
                \(DemoDocument.refusals())
            delete:
              operationId: deletePost
              summary: Deletes a post of the caller's.
              responses:
                \(Self.answer("The slug, or an error.", "deleted", "{type: string, maxLength: 40}"))
                \(DemoDocument.refusals())
        """
    }

    var reactionPaths: String {
        """
          /posts/{slug}/like:
            parameters: [{$ref: "#/components/parameters/Slug"}]
            post:
              operationId: likePost
              summary: Likes a post, once for each member.
              responses:
                \(Self.one("post", "Post"))
                \(DemoDocument.refusals())
          /posts/{slug}/comments:
            parameters: [{$ref: "#/components/parameters/Slug"}]
            get:
              operationId: listComments
              summary: The comments of a post that the caller may see, oldest first.
              security: \(Self.optional)
              parameters: [\(Self.page)]
              responses:
                \(Self.list("comments", "Comment"))
                \(DemoDocument.refusals())
            post:
              operationId: addComment
              summary: Comments on a post that the caller may see.
              requestBody: \(Self.body("comment", "NewComment"))
              responses:
                \(Self.one("comment", "Comment"))
                \(DemoDocument.refusals())
        """
    }
}
