//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A way to say in a POST that another method is meant.
enum MethodOverride: Sendable, Hashable, CaseIterable {
    case httpMethodOverride, methodOverride, httpMethod, query

    /// The name of the header field or parameter.
    var name: String {
        switch self {
        case .httpMethodOverride: "X-HTTP-Method-Override"
        case .methodOverride: "X-Method-Override"
        case .httpMethod: "X-HTTP-Method"
        case .query: "_method"
        }
    }

    /// The request as a POST that says so.
    func apply(_ method: String, to request: OperationRequest) -> OperationRequest {
        var request = request
        request.method = "POST"
        switch self {
        case .query: return request.addingQuery([(name, method)])
        default: return request.addingHeaders([(name, method)])
        }
    }
}
