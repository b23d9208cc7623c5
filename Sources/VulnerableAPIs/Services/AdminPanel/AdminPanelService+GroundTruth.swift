//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension AdminPanelService {
    /// The flaws of the flawed build, in the order of the catalogue of checks.
    ///
    /// What is done to an operation by way of another one is listed at the operation that it is done to; a swapped
    /// segment, at the operation that the swap begins with. The verb that is hidden is not in the document.
    static let groundTruth: [GroundTruth] = [
        GroundTruth("auth.missing", "GET /api/activity"),
        GroundTruth("auth.missing", "PUT /api/notices/{noticeId}"),
        GroundTruth("bfla.role", "POST /api/users"),
        GroundTruth("bfla.role", "GET /api/admin/reports"),
        GroundTruth("bfla.anonymous-write", "PUT /api/notices/{noticeId}"),
        GroundTruth("bfla.hidden-verb", "DELETE /api/categories/{categoryId}"),
        GroundTruth("bfla.method-override", "DELETE /api/articles/{articleId}"),
        GroundTruth("bfla.path-role-swap", "GET /api/user/reports"),
        GroundTruth("bfla.403-bypass", "GET /api/settings"),
        GroundTruth("bfla.forced-parameter", "GET /api/users"),
    ]
}
