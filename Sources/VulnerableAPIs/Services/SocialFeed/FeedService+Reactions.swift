//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension FeedService {
    func addReactionRoutes(to router: inout Router) {
        router.on("POST", "/posts/{slug}/like") { try like($0) }
        router.on("GET", "/posts/{slug}/comments") { request in
            let (handle, slug) = (try visitor(request)?.handle, request.parameter("slug"))
            let comments = try feed.withState { try $0.post(slug, visibleTo: handle).comments.map(\.json) }
            return try Self.page("comments", of: comments, request)
        }
        router.on("POST", "/posts/{slug}/comments") { try comment($0) }
    }

    /// Counts the caller's like, once.
    ///
    /// The flawed build counts every one.
    private func like(_ request: IncomingRequest) throws -> Answer {
        let (handle, slug) = (try caller(request).handle, request.parameter("slug"))
        let post = try feed.withState { state in
            var post = try state.post(slug, visibleTo: handle)
            let isFirst = post.likedBy.insert(handle).inserted
            guard isFirst || isFlawed else { throw Problem(409, "You like the post already.") }
            post.likes += 1
            state.posts[slug] = post
            return post
        }
        return Self.success("post", post.json)
    }

    private func comment(_ request: IncomingRequest) throws -> Answer {
        let (handle, slug) = (try caller(request).handle, request.parameter("slug"))
        let body = try DemoFields(request).object("comment").text("body", 1...500)
        let comment = Feed.Comment(author: handle, body: body)
        try feed.withState { state in
            guard try state.post(slug, visibleTo: handle).comments.count < 1_000 else {
                throw Problem(403, "No more comments are taken.")
            }
            state.posts[slug]?.comments.append(comment)
        }
        return Self.success("comment", comment.json)
    }
}
