//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What failure looks like at this API, learned from requests that are sure to fail (oracle P9).
///
/// Some APIs answer every failure with status 200 and say so in the body. The model learns the bodies' shape and the
/// values that all failures share and no success has, such as `"status": "fail"`.
struct SoftErrorModel: Sendable {
    private struct Marker: Hashable, Sendable {
        var pointer: String
        var value: String
    }

    private var failureMarkers: Set<Marker> = []
    private var failureShapes: Set<String> = []
    private var successShapes: Set<String> = []
    private var successMarkers: Set<Marker> = []

    /// Learns from an answer to a request that cannot have succeeded.
    mutating func learnFailure(_ response: ProbeResponse) {
        guard let json = JSONValue(parsingJSON: response.body), !json.isScalar else { return }
        failureMarkers.formUnion(Self.markers(in: json))
        failureShapes.insert(json.shape)
    }

    /// Learns from an answer that is known to be a success.
    mutating func learnSuccess(_ response: ProbeResponse) {
        guard let json = JSONValue(parsingJSON: response.body), !json.isScalar else { return }
        successMarkers.formUnion(Self.markers(in: json))
        successShapes.insert(json.shape)
    }

    /// Whether an answer is a failure, whatever its status says.
    func isFailure(_ response: ProbeResponse) -> Bool {
        guard response.isSuccess else { return true }
        guard let json = JSONValue(parsingJSON: response.body), !json.isScalar else { return false }
        let telling = failureMarkers.subtracting(successMarkers)
        let markers = Self.markers(in: json)
        if !markers.isDisjoint(with: telling) { return true }
        // Where a failure says "status": "fail", the same shape with another status says something else.
        let states = Set(telling.map(\.pointer)).subtracting(["/message", "/error"])
        if markers.contains(where: { states.contains($0.pointer) }) { return false }
        return failureShapes.contains(json.shape) && !successShapes.contains(json.shape)
    }

    /// Short texts, flags and numbers at the top of an answer: where APIs say how it went.
    private static func markers(in json: JSONValue) -> Set<Marker> {
        var markers: Set<Marker> = []
        for member in json.members {
            let name = SensitiveNames.fold(member.name)
            guard
                ["status", "success", "ok", "error", "code", "result", "state", "message", "errorcode"].contains(name)
            else { continue }
            guard let text = member.value.scalarText, text.utf8.count <= 80 else { continue }
            markers.insert(Marker(pointer: "/" + name, value: text))
        }
        return markers
    }
}
