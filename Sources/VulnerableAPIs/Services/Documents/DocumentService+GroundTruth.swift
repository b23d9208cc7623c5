//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension DemoService {
    /// A store of documents that can be shared.
    package static let documents: DemoService = {
        let document = "/folders/{folderId}/documents/{documentId}"
        return DemoService(
            "documents",
            groundTruth: [
                GroundTruth("bola.delete", "DELETE \(document)"),
                // PUT refuses others with 403.
                GroundTruth("bfla.verb-inconsistent", "DELETE \(document)"),
                GroundTruth("bola.list-leak", "GET /documents"),
                GroundTruth("bola.hierarchy", "GET \(document)"),
                GroundTruth("bola.anonymous", "GET \(document)/export"),
                // The document says that the export wants a session.
                GroundTruth("auth.missing", "GET \(document)/export"),
                GroundTruth("bola.use-after-free", "GET /folders/{folderId}"),
                GroundTruth("auth.logout-ineffective", "DELETE /sessions/current"),
            ],
            make: { DocumentService($0).api }
        )
    }()
}
