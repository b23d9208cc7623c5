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
}
