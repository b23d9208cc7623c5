/// Finds values that the document allows and the server fails on.
///
/// The check also sends values that the document does not allow. Their answers are not judged here: checks that look at
/// every exchange see them, and so find stack traces.
public struct ServerErrorCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.conf.server-error",
        title: "The server fails on input that the document allows",
        severity: .low,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(755)],
        remediation: "Handle the value, or refuse it with 4xx and say so in the document.",
        explanation: """
            Replaces one value of a working request at a time by a limit of what its schema allows. The flaw counts only \
            if the server answers 5xx twice, and the working request is still answered without.
            """,
        profile: .safe
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let reached = context.reachedByAnyone(operation) else { throw CheckSkipped("no identity got a 2xx answer") }
        var findings: [Int: Finding] = [:]
        let points = reached.request.insertionPoints.map { (point: $0, reached: reached) } + context.variants(operation)
        for (point, reached) in points.prefix(12) {
            let schema = schema(at: point, of: operation, in: context)
            for value in BoundaryValues.allowed(by: schema, at: point) {
                if let finding = try await probe(reached, point, value, in: context), let status = Int(finding.evidenceClass) {
                    findings[status] = findings[status] ?? finding
                }
            }
            for value in BoundaryValues.forbidden(by: schema) {
                _ = try await context.send(reached.request.replacing(point, with: value), as: reached.identity)
            }
        }
        if case .json(_, let mediaType) = reached.request.body {
            var broken = reached.request
            broken.body = .raw(Array("{\"a\": ".utf8), mediaType: mediaType)
            _ = try await context.send(broken, as: reached.identity)
        }
        return findings.sorted { $0.key < $1.key }.map(\.value)
    }

    private func probe(
        _ reached: ReachedRequest,
        _ point: InsertionPoint,
        _ value: JSONValue,
        in context: CheckContext
    ) async throws -> Finding? {
        let request = reached.request.replacing(point, with: value)
        var trial = context.trial()
        let answer = try await trial.send("limit", request, as: reached.identity)
        guard answer.status >= 500, ![501, 502, 503, 504].contains(answer.status) else { return nil }
        try await trial.send("limit again", request, as: reached.identity)
        let working = try await trial.send("working", reached.request, as: reached.identity)
        let proof = trial.proof([
            .status(step: "limit", isIn: [answer.status]),
            .status(step: "limit again", isIn: [answer.status]),
            .status(step: "working", isIn: [working.status]),
            .statusNot(step: "working", isIn: [500]),
        ])
        guard let proof else { return nil }
        let text = value.scalarText ?? "null"
        let shown = text.count > 24 ? "a text of \(text.count) characters" : "\"\(text)\""
        return metadata.finding(
            at: reached.request.operation.location(at: point),
            summary: "\(shown) in \(point), which the document allows, is answered \(answer.status), twice.",
            evidenceClass: String(answer.status),
            proof: proof
        )
    }

    private func schema(at point: InsertionPoint, of operation: APIOperation, in context: CheckContext) -> APISchema {
        if point.location != .body {
            let parameter = operation.parameters.first { $0.insertionPoint == point }
            return parameter.map { context.description.schemas.resolve($0.schema) } ?? APISchema(.string)
        }
        let fields = operation.requestBody?.contents.compactMap(\.schema)
            .flatMap { FlatSchema($0, in: context.description.schemas).fields } ?? []
        return fields.first { $0.pointer == point.name || $0.name == point.name }?.schema ?? APISchema()
    }
}

/// Values at the edge of a schema and beyond it.
enum BoundaryValues {
    /// Values that the schema allows.
    static func allowed(by schema: APISchema, at point: InsertionPoint) -> [JSONValue] {
        guard schema.enumeration.isEmpty, schema.pattern == nil, schema.format == nil || isNumeric(schema) else { return [] }
        if isNumeric(schema) { return numbers(allowedBy: schema) }
        guard schema.types.isEmpty || schema.types.contains(.string) else { return [] }
        let longest = min(schema.maxLength ?? 1_024, 1_024)
        var values = ["\u{17e}\u{1d11e}", String(repeating: "x", count: longest)]
        if point.location != .path, (schema.minLength ?? 0) == 0 { values.insert("", at: 0) }
        return values.filter { $0.count >= schema.minLength ?? 0 && $0.count <= longest }.map(JSONValue.string)
    }

    /// Values that the schema does not allow, or that nobody expects.
    static func forbidden(by schema: APISchema) -> [JSONValue] {
        isNumeric(schema) ? [.string("not-a-number"), .string("1e999")] : [.string("%00"), .array([.integer(1)])]
    }

    private static func numbers(allowedBy schema: APISchema) -> [JSONValue] {
        let least = (schema.minimum ?? -1) + (schema.exclusiveMinimum ? 1 : 0)
        let most = (schema.maximum ?? (schema.format == "int32" ? 2_147_483_647 : 9e15)) - (schema.exclusiveMaximum ? 1 : 0)
        var numbers: [JSONValue] = []
        for number in [least, 0, most] where number >= least && number <= most && abs(number) < 9.1e15 {
            if let integer = Int(exactly: number.rounded(.towardZero)) { numbers.append(.integer(integer)) }
        }
        return numbers
    }

    private static func isNumeric(_ schema: APISchema) -> Bool {
        !schema.types.isDisjoint(with: [.integer, .number])
    }
}
