//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension DemoService {
    /// A feed of public and private posts.
    package static let socialFeed = DemoService(
        "social-feed",
        groundTruth: [
            GroundTruth("bola.read", "GET /posts/{slug}"),
            GroundTruth("bola.update", "PUT /posts/{slug}"),
            GroundTruth("bola.list-leak", "GET /posts"),
            GroundTruth("flow.replay-once", "POST /posts/{slug}/like"),
            GroundTruth("bopla.excess-undocumented", "GET /profiles/{handle}"),
            // What is in excess is the e-mail address of somebody else.
            GroundTruth("bopla.pii-secret", "GET /profiles/{handle}"),
            GroundTruth("bopla.mass-update", "PUT /user"),
            GroundTruth("bopla.mass-create", "POST /users"),
            GroundTruth("auth.user-enumeration", "POST /users/login"),
        ],
        make: { FeedService($0).api }
    )
}
