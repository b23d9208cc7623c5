//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VentiService

// What clients see of the platform's records. Never the tenant, never a digest, never a sealed value.

struct MemberView: Encodable, Sendable {
    var id: RecordID
    var email: String
    var name: String
    var role: Role
    var isPlatformAdmin: Bool
    var usesInitialPassword: Bool
    var isDisabled: Bool
    var createdAt: Date
    var signedInAt: Date?

    init(_ member: Member) {
        id = member.id
        email = member.email
        name = member.name
        role = member.role
        isPlatformAdmin = member.isPlatformAdmin
        usesInitialPassword = member.usesInitialPassword
        isDisabled = member.disabledAt != nil
        createdAt = member.createdAt
        signedInAt = member.signedInAt
    }
}

struct SessionView: Encodable, Sendable {
    var id: RecordID
    var kind: Session.Kind
    var client: String
    var isCurrent: Bool
    var createdAt: Date
    var usedAt: Date
    var expiresAt: Date

    init(_ session: Session, current: RecordID?) {
        id = session.id
        kind = session.kind
        client = session.client
        isCurrent = session.id == current
        createdAt = session.createdAt
        usedAt = session.usedAt
        expiresAt = session.expiresAt
    }
}

struct APIKeyView: Encodable, Sendable {
    var id: RecordID
    var name: String
    var prefix: String
    var role: Role
    var createdAt: Date
    var expiresAt: Date?
    var usedAt: Date?
    var key: String?

    init(_ key: APIKey, text: String? = nil) {
        id = key.id
        name = key.name
        prefix = "vk_live_\(key.publicPart)"
        role = key.role
        createdAt = key.createdAt
        expiresAt = key.expiresAt
        usedAt = key.usedAt
        self.key = text
    }
}

struct ProjectView: Encodable, Sendable {
    var id: RecordID
    var name: String
    var summary: String
    var createdAt: Date

    init(_ project: Project) {
        id = project.id
        name = project.name
        summary = project.summary
        createdAt = project.createdAt
    }
}

struct TargetView: Encodable, Sendable {
    var id: RecordID
    var projectId: RecordID
    var name: String
    var url: String
    var excludedPaths: [String]
    var maximumRequestsPerSecond: Double
    var identities: [String]
    var verificationToken: String
    var verifiedAt: Date?
    var createdAt: Date

    init(_ target: Target) {
        id = target.id
        projectId = target.project
        name = target.name
        url = target.url
        excludedPaths = target.excludedPaths
        maximumRequestsPerSecond = target.maximumRequestsPerSecond
        identities = target.identities
        verificationToken = target.verificationToken
        verifiedAt = target.verifiedAt
        createdAt = target.createdAt
    }
}

struct DocumentView: Encodable, Sendable {
    var id: RecordID
    var sha256: String
    var name: String
    var size: Int
    var title: String
    var apiVersion: String
    var openapiVersion: String
    var operations: Int
    var createdAt: Date

    init(_ document: StoredDocument) {
        id = document.id
        sha256 = document.sha256
        name = document.name
        size = document.size
        title = document.title
        apiVersion = document.apiVersion
        openapiVersion = document.openAPIVersion
        operations = document.operations
        createdAt = document.createdAt
    }
}

struct OperationView: Encodable, Sendable {
    var method: String
    var path: String
    var operationId: String?
}
