//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension OWASPCategory {
    /// The category that a weakness belongs to by what breaks, or `nil` where none fits.
    ///
    /// Tools file weaknesses differently: ZAP, for one, puts SQL injection under API10. Here injections are
    /// misconfigurations of the API itself, as VentiKit's own checks say.
    ///
    /// - Parameter weakness: An entry of the CWE list.
    public init?(weakness: Weakness) {
        switch weakness.number {
        case 639, 566: self = .brokenObjectLevelAuthorization
        case 287, 290, 294, 306, 307, 345, 347, 384, 522, 523, 598, 613, 640, 798, 352, 521, 620, 204:
            self = .brokenAuthentication
        case 213, 359, 915, 472: self = .brokenObjectPropertyLevelAuthorization
        case 400, 770, 799, 1333: self = .unrestrictedResourceConsumption
        case 285, 862, 863, 269, 425: self = .brokenFunctionLevelAuthorization
        case 840, 841, 601, 362: self = .unrestrictedAccessToSensitiveBusinessFlows
        case 918: self = .serverSideRequestForgery
        case 1104, 1059, 1395, 937: self = .improperInventoryManagement
        case 20, 22, 23, 74, 77, 78, 79, 80, 89, 90, 91, 94, 95, 97, 98, 113, 116, 120, 134, 190, 434, 444, 502, 611,
            643,
            776, 917, 943, 1336, 565:
            self = .securityMisconfiguration
        case 16, 200, 209, 215, 311, 319, 326, 327, 497, 525, 538, 541, 548, 550, 614, 650, 693, 829, 942, 1004, 1021,
            1275, 264, 295, 436, 524, 530, 540, 615, 749:
            self = .securityMisconfiguration
        default: return nil
        }
    }
}
