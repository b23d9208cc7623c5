//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A category of the OWASP API Security Top 10, 2023 edition.
///
/// Source: [OWASP API Security Top 10 2023](https://owasp.org/API-Security/editions/2023/en/0x11-t10/).
public enum OWASPCategory: String, Sendable, Hashable, Codable, CaseIterable, CustomStringConvertible {
    /// Objects of others are reached by naming them.
    case brokenObjectLevelAuthorization = "API1:2023"
    /// Who calls is not found out properly.
    case brokenAuthentication = "API2:2023"
    /// Properties are shown or taken that the caller may not see or set.
    case brokenObjectPropertyLevelAuthorization = "API3:2023"
    /// Nothing bounds what a caller may use up.
    case unrestrictedResourceConsumption = "API4:2023"
    /// Functions are called by those who may not.
    case brokenFunctionLevelAuthorization = "API5:2023"
    /// A process of the business is driven by machines to somebody's harm.
    case unrestrictedAccessToSensitiveBusinessFlows = "API6:2023"
    /// The server fetches what a caller names.
    case serverSideRequestForgery = "API7:2023"
    /// What surrounds the code is set up without care.
    case securityMisconfiguration = "API8:2023"
    /// Old, forgotten or unknown parts of an API answer.
    case improperInventoryManagement = "API9:2023"
    /// What other services say is believed without looking.
    case unsafeConsumptionOfAPIs = "API10:2023"

    /// The identifier as OWASP writes it, such as `API1:2023`.
    public var description: String { rawValue }

    /// The short form used to select a family of checks, such as `api1`.
    public var family: String { String(rawValue.prefix { $0 != ":" }).lowercased() }

    /// The category's title as OWASP writes it.
    public var title: String {
        switch self {
        case .brokenObjectLevelAuthorization: "Broken Object Level Authorization"
        case .brokenAuthentication: "Broken Authentication"
        case .brokenObjectPropertyLevelAuthorization: "Broken Object Property Level Authorization"
        case .unrestrictedResourceConsumption: "Unrestricted Resource Consumption"
        case .brokenFunctionLevelAuthorization: "Broken Function Level Authorization"
        case .unrestrictedAccessToSensitiveBusinessFlows: "Unrestricted Access to Sensitive Business Flows"
        case .serverSideRequestForgery: "Server Side Request Forgery"
        case .securityMisconfiguration: "Security Misconfiguration"
        case .improperInventoryManagement: "Improper Inventory Management"
        case .unsafeConsumptionOfAPIs: "Unsafe Consumption of APIs"
        }
    }
}
