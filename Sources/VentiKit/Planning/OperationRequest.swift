//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A request for an operation in terms of the document: a value for each parameter and a body.
///
/// Checks change requests here, value by value, and leave the wire form to ``render()``. A request holds no credential:
/// that is added, last of all, for the identity in whose name it is sent.
public struct OperationRequest: Sendable, Hashable {
    /// A parameter and its value.
    public struct Argument: Sendable, Hashable {
        /// The parameter that the value is for.
        public var parameter: APIParameter
        /// The value, before it is written in the parameter's style.
        public var value: JSONValue

        /// A parameter with its value.
        public init(parameter: APIParameter, value: JSONValue) {
            self.parameter = parameter
            self.value = value
        }
    }

    /// The body in its own terms.
    public enum Body: Sendable, Hashable {
        /// A value that is written as JSON, under this media type.
        case json(JSONValue, mediaType: String)
        /// The fields of a form.
        case form([JSONValue.Member])
        /// Bytes that are sent as they are, under this media type.
        case raw([UInt8], mediaType: String)
    }

    /// The operation that is called.
    public var operation: APIOperation
    /// The parameters with their values.
    public var arguments: [Argument]
    /// The body, if there is one.
    public var body: Body?
    /// Header lines that no parameter describes.
    public var extraHeaders: HeaderLines
    /// The method to send, which is the operation's unless a check changes it.
    public var method: String
    /// The percent-encoded path and query to send instead of what the arguments make; `nil` for that.
    ///
    /// For paths that no template describes, such as `/%2e/users`.
    public var targetOverride: String?

    /// A request for an operation.
    public init(
        operation: APIOperation,
        arguments: [Argument] = [],
        body: Body? = nil,
        extraHeaders: HeaderLines = HeaderLines()
    ) {
        self.operation = operation
        self.arguments = arguments
        self.body = body
        self.extraHeaders = extraHeaders
        self.method = operation.method
    }
}

extension OperationRequest {
    /// The places whose value a check may change: parameters, and the scalar members of a JSON or form body.
    public var insertionPoints: [InsertionPoint] {
        var points = arguments.map(\.parameter.insertionPoint)
        switch body {
        case .json(let value, _):
            points += value.leaves.filter(\.value.isScalar).prefix(64).map { InsertionPoint(.body, $0.pointer) }
        case .form(let members): points += members.map { InsertionPoint(.body, $0.name) }
        case .raw, nil: break
        }
        return points
    }

    /// The value at a place, or `nil` where there is no such place.
    public func value(at point: InsertionPoint) -> JSONValue? {
        guard point.location == .body else {
            return arguments.first { $0.parameter.insertionPoint == point }?.value
        }
        switch body {
        case .json(let value, _): return value[pointer: point.name]
        case .form(let members): return members.first { $0.name == point.name }?.value
        case .raw, nil: return nil
        }
    }

    /// The same request with another value at a place. Places that are not there leave the request as it is.
    public func replacing(_ point: InsertionPoint, with value: JSONValue) -> OperationRequest {
        var request = self
        guard point.location == .body else {
            for index in request.arguments.indices where request.arguments[index].parameter.insertionPoint == point {
                request.arguments[index].value = value
            }
            return request
        }
        switch body {
        case .json(let json, let mediaType):
            request.body = .json(json.replacing(pointer: point.name, with: value) ?? json, mediaType: mediaType)
        case .form(let members):
            request.body = .form(members.map { $0.name == point.name ? .init($0.name, value) : $0 })
        case .raw, nil: break
        }
        return request
    }

    /// The same request with a text at a place.
    public func replacing(_ point: InsertionPoint, with text: String) -> OperationRequest {
        replacing(point, with: .string(text))
    }
}
