//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// What the feed keeps, for many requests at a time.
final class Feed: Sendable {
    struct State: Sendable {
        var members: [String: Member] = [:]
        var posts: [String: Post] = [:]
        private var last = 0

        /// A number above all that were given out before.
        mutating func nextSequence() -> Int {
            last += 1
            return last
        }

        /// A post that a member, or everybody, may see.
        func post(_ slug: String, visibleTo handle: String?) throws -> Post {
            guard let post = posts[slug], post.isVisible(to: handle) else { throw Problem.notFound }
            return post
        }
    }

    private let state = Mutex(State())

    /// Reads or changes the state; nobody else does meanwhile.
    func withState<Value: Sendable>(_ body: (inout State) throws -> Value) throws -> Value {
        try state.withLock { state in try body(&state) }
    }

    struct Member: Sendable {
        var handle: String
        var email: String
        var password: DemoPassword
        var displayName: String
        var bio = ""
        var phone = ""
        var role = "member"
        var isVerified = false

        /// As the member sees it.
        var json: JSON {
            [
                "handle": .string(handle), "email": .string(email), "displayName": .string(displayName),
                "bio": .string(bio), "phone": .string(phone), "role": .string(role), "verified": .bool(isVerified),
            ]
        }

        /// As everybody sees it.
        var profile: JSON {
            [
                "handle": .string(handle), "displayName": .string(displayName), "bio": .string(bio),
                "verified": .bool(isVerified),
            ]
        }
    }

    struct Comment: Sendable {
        var author: String
        var body: String
        var createdAt = JSON.now

        var json: JSON { ["author": .string(author), "body": .string(body), "createdAt": createdAt] }
    }

    struct Post: Sendable {
        enum Visibility: String, Sendable {
            case `private`
            case `public`
        }

        var slug: String
        var author: String
        var sequence: Int
        var title: String
        var body: String
        var visibility: Visibility
        var likes = 0
        var likedBy: Set<String> = []
        var comments: [Comment] = []
        var createdAt = JSON.now

        func isVisible(to handle: String?) -> Bool { visibility == .public || author == handle }

        var json: JSON {
            [
                "slug": .string(slug), "author": .string(author), "title": .string(title), "body": .string(body),
                "visibility": .string(visibility.rawValue), "likes": .integer(likes), "createdAt": createdAt,
            ]
        }
    }
}
