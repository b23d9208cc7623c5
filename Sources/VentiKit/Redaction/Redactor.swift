/// Takes credentials and personal secrets out of text before it becomes evidence, a log line or a message.
///
/// Known secrets become placeholders such as `{{alice.token}}`, so that a proof can be replayed with fresh ones. What
/// looks like a secret by its name or shape becomes `<redacted>`.
public struct Redactor: Sendable {
    /// The secrets that are known, longest first so that a secret inside another does not break it up.
    private var known: [(placeholder: String, value: String)] = []

    public init() {}

    /// Makes the redactor know a secret.
    ///
    /// Texts of fewer than four characters are not looked for: they would take ordinary text away.
    public mutating func add(_ secret: Secret, placeholder: String) {
        secret.withExposedValue { value in
            guard value.utf8.count >= 4, !known.contains(where: { $0.value == value }) else { return }
            known.append(("{{\(placeholder)}}", value))
            known.sort { $0.value.utf8.count > $1.value.utf8.count }
        }
    }

    /// The text with every known secret replaced by its placeholder, and tokens that give themselves away removed.
    public func redact(_ text: String) -> String {
        var result = text
        for (placeholder, value) in known where result.contains(value) {
            result = result.replacing(value, with: placeholder)
        }
        return SecretShapes.redactTokens(in: result)
    }

    /// A body's text, with the values of sensitive JSON properties and form fields removed as well.
    public func redactBody(_ text: String) -> String {
        SecretShapes.redactSensitiveMembers(in: redact(text))
    }

    /// A header's value: removed where the name is sensitive, unless it holds only placeholders for what was there.
    public func redactHeader(name: String, value: String) -> String {
        let redacted = redact(value)
        guard SensitiveNames.isSensitiveHeader(name) else { return redacted }
        if redacted.contains("{{") { return redacted }
        let scheme = redacted.prefix { $0 != " " }
        let isScheme = scheme.count < redacted.count && scheme.allSatisfy { $0.isLetter }
        return isScheme && SensitiveNames.fold(name).hasSuffix("authorization") ? "\(scheme) <redacted>" : "<redacted>"
    }

    /// A request as evidence.
    public func record(_ request: ProbeRequest) -> RecordedRequest {
        var recorded = RecordedRequest(
            method: request.method,
            target: redact(request.target),
            headers: request.headers.lines.map {
                RecordedHeader(name: $0.name, value: redactHeader(name: $0.name, value: $0.value))
            }
        )
        guard !request.body.isEmpty else { return recorded }
        if let text = String(validating: request.body, as: UTF8.self) {
            recorded.body = redact(text)
        } else {
            recorded.bodyBase64 = Base64.encode(request.body)
        }
        return recorded
    }

    /// A response as evidence, with at most `maximumCharacters` of its body around the first occurrence of `focus`.
    public func record(
        _ response: ProbeResponse,
        focus: String? = nil,
        maximumCharacters: Int = 2_000
    ) -> RecordedResponse {
        let text = redactBody(response.bodyText)
        return RecordedResponse(
            status: response.status,
            headers: response.headers.lines.prefix(64).map {
                RecordedHeader(
                    name: String($0.name.prefix(200)),
                    value: String(redactHeader(name: $0.name, value: $0.value).prefix(1_000))
                )
            },
            bodyExcerpt: Self.excerpt(of: text, around: focus, maximumCharacters: maximumCharacters),
            bodyBytes: response.body.count
        )
    }

    private static func excerpt(of text: String, around focus: String?, maximumCharacters: Int) -> String {
        guard text.count > maximumCharacters else { return text }
        guard let focus, let range = text.firstRange(of: focus) else { return text.prefix(maximumCharacters) + "…" }
        let start = text.index(range.lowerBound, offsetBy: -maximumCharacters / 4, limitedBy: text.startIndex)
        let from = start ?? text.startIndex
        let excerpt = text[from...].prefix(maximumCharacters)
        return (from == text.startIndex ? "" : "…") + excerpt + (excerpt.endIndex == text.endIndex ? "" : "…")
    }
}
