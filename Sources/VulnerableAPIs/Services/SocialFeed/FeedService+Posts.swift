//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension FeedService {
    func addPostRoutes(to router: inout Router) {
        router.on("GET", "/feed") { request in
            let posts = try feed.withState { Self.newestFirst($0.posts.values.filter { $0.visibility == .public }) }
            return try Self.page("posts", of: posts, request)
        }
        router.on("GET", "/posts") { try list($0) }
        router.on("POST", "/posts") { try publish($0) }
        router.on("GET", "/posts/{slug}") { request in
            let (handle, slug) = (try visitor(request)?.handle, request.parameter("slug"))
            return Self.success(
                "post",
                try feed.withState { state in
                    // The flawed build hides private posts from strangers, not from other members.
                    if isFlawed, handle != nil, let post = state.posts[slug] { return post.json }
                    return try state.post(slug, visibleTo: handle).json
                }
            )
        }
        router.on("PUT", "/posts/{slug}") { try rewrite($0) }
        router.on("DELETE", "/posts/{slug}") { request in
            let (handle, slug) = (try caller(request).handle, request.parameter("slug"))
            try feed.withState { state in
                guard state.posts[slug]?.author == handle else { throw Problem.notFound }
                state.posts[slug] = nil
            }
            return Self.success("deleted", .string(slug))
        }
    }

    private static func newestFirst(_ posts: [Feed.Post]) -> [JSON] {
        posts.sorted { $0.sequence > $1.sequence }.map(\.json)
    }

    /// The posts that the visitor may see, of one author where one is named.
    ///
    /// The flawed build lists the private posts of others to every member.
    private func list(_ request: IncomingRequest) throws -> Answer {
        let handle = try visitor(request)?.handle
        let seesAll = isFlawed && handle != nil
        let author = request.query("author")
        if let author, !(3...20).contains(author.unicodeScalars.count) {
            throw Problem(400, "author must be a handle.")
        }
        let posts = try feed.withState { state in
            Self.newestFirst(
                state.posts.values.filter { post in
                    (author == nil || post.author == author) && (seesAll || post.isVisible(to: handle))
                }
            )
        }
        return try Self.page("posts", of: posts, request)
    }

    private static func visibility(_ fields: DemoFields) throws -> Feed.Post.Visibility? {
        guard let text = try fields.optionalText("visibility", 1...10) else { return nil }
        guard let visibility = Feed.Post.Visibility(rawValue: text) else {
            throw Problem(400, "visibility must be private or public.")
        }
        return visibility
    }

    private func publish(_ request: IncomingRequest) throws -> Answer {
        let handle = try caller(request).handle
        let fields = try DemoFields(request).object("post")
        let title = try fields.text("title", 1...100)
        let body = try fields.text("body", 1...2_000)
        let visibility = try Self.visibility(fields) ?? .private
        let post = try feed.withState { state in
            guard state.posts.count < 20_000 else { throw Problem(403, "No more posts are taken.") }
            let post = Feed.Post(
                slug: "p-" + Fixture.randomSecret().prefix(12),
                author: handle,
                sequence: state.nextSequence(),
                title: title,
                body: body,
                visibility: visibility
            )
            state.posts[post.slug] = post
            return post
        }
        return Self.success("post", post.json)
    }

    /// Changes a post of the caller's.
    ///
    /// The flawed build changes everybody's.
    private func rewrite(_ request: IncomingRequest) throws -> Answer {
        let (handle, slug) = (try caller(request).handle, request.parameter("slug"))
        let fields = try DemoFields(request).object("post")
        let title = try fields.optionalText("title", 1...100)
        let body = try fields.optionalText("body", 1...2_000)
        let visibility = try Self.visibility(fields)
        let post = try feed.withState { state in
            guard var post = state.posts[slug], isFlawed || post.author == handle else { throw Problem.notFound }
            post.title = title ?? post.title
            post.body = body ?? post.body
            post.visibility = visibility ?? post.visibility
            state.posts[slug] = post
            return post
        }
        return Self.success("post", post.json)
    }
}
