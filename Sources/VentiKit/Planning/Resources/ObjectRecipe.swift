//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How one thing of a kind is made and found again, learned by making one.
///
/// The request holds placeholders for the marker by which the thing is known, so that it can be made again and again.
struct ObjectRecipe: Sendable {
    let resource: APIResource
    /// The request that makes one; parameters of parents hold the placeholders of the parents' ids.
    let request: OperationRequest
    /// The places of the request that hold a marker each.
    let markerPoints: [InsertionPoint]
    /// The most characters that each of the places takes; `nil` where the document does not say.
    let markerLengths: [Int?]
    /// Where the id is found.
    let id: IdentifierSource
    /// The markers, by their number, that are in the answer to reading one.
    let readBack: Set<Int>
    /// Whether the request says that the thing is for its owner only.
    let isPrivate: Bool

    /// Where the id of a thing that was made is.
    enum IdentifierSource: Sendable, Hashable {
        /// In the answer to its making.
        case response(ProofCapture.Source)
        /// In its list, beside the marker, as a member of this name.
        case list(member: String)
        /// It is the marker of this number: whoever makes the thing chooses its id.
        case marker(Int)
    }
}

/// A thing that a proof has made.
struct ProofObject: Sendable {
    let recipe: ObjectRecipe
    /// In whose name it was made; `nil` for nobody's, or for an account of the proof's own.
    let owner: String?
    /// The name of its values in the proof.
    let name: String
    /// The values of the path's parameters, as placeholders.
    let path: [String: String]

    /// The placeholder of the marker of this number, which stands in its content.
    func marker(_ number: Int) -> String { FreshValue.placeholder(Self.markerName(name, number)) }

    /// The placeholders of the markers that its owner sees when reading it.
    var visibleMarkers: [String] { recipe.readBack.sorted().map(marker) }

    /// A change of the thing that leaves these places as they were when it was made.
    func keeping(_ points: [InsertionPoint], in request: OperationRequest) -> OperationRequest {
        func name(_ point: InsertionPoint) -> Substring? { point.name.split(separator: "/").last }
        return points.reduce(request) { request, point in
            guard let number = recipe.markerPoints.firstIndex(where: { name($0) == name(point) }) else {
                return request
            }
            return request.setting(point, to: .string(marker(number)))
        }
    }

    static func markerName(_ name: String, _ number: Int) -> String { "\(name)Marker\(number)" }
    /// The placeholder of its id.
    var id: String { path[recipe.resource.parameter] ?? "" }
    /// The label of the step that made it.
    var createLabel: String { "create \(name)" }
}

extension OperationRequest {
    /// The same request about this thing: each parameter of the path that the thing knows has its value.
    func about(_ object: ProofObject) -> OperationRequest { settingPath(object.path) }

    /// The same request with these values for the parameters of its path.
    func settingPath(_ path: [String: String]) -> OperationRequest {
        var request = self
        for (name, value) in path {
            if let index = request.arguments.firstIndex(where: {
                $0.parameter.location == .path && $0.parameter.name == name
            }) {
                request.arguments[index].value = .string(value)
            } else if operation.path.contains("{\(name)}") {
                let known = operation.parameters.first { $0.location == .path && $0.name == name }
                let parameter = known ?? APIParameter(name: name, location: .path, schema: APISchema(.string))
                request.arguments.append(.init(parameter: parameter, value: .string(value)))
            }
        }
        return request
    }
}
