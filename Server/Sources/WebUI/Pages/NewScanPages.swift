//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The first step to a scan: which API, and where it runs.
struct NewScanPage: PageView {
    let template = "scan-new"
    let page: Chrome
    let maximumMegabytes: Int
    let hasDocuments: Bool
    let documents: [Choice]
    let hasTargets: Bool
    let targets: [Choice]
    let mayWriteTargets: Bool
    let hasProjects: Bool
    let projects: [Choice]
    let url: String
}

/// The second step: how far it may go, and what it is then.
struct ScanPlanPage: PageView {
    /// How far a scan may go, and what it sends then.
    struct Profile: Sendable {
        let value: String
        let label: String
        let sends: String
        let warning: String
        let isChosen: Bool
        let isAllowed: Bool
    }

    /// What a scan may use.
    struct Budget: Sendable {
        let requests: Int
        let minutes: Int
        let rate: Int
    }

    /// An operation of the document.
    struct Operation: Sendable {
        let method: String
        let path: String
    }

    let template = "scan-plan"
    let page: Chrome
    let apiTitle: String
    let apiVersion: String
    let operations: Int
    let targetURL: String
    let targetName: String
    let unverified: Bool
    let targetHref: String
    let target: String
    let document: String
    let key: String
    let documentName: String
    let excluded: String
    let profiles: [Profile]
    let hasIdentities: Bool
    let identities: [String]
    let scanners: [Choice]
    let most: Budget
    let budget: Budget
    let paths: [Operation]
}
