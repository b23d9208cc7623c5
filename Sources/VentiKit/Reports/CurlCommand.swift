//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A step of a proof as a command line of curl that a person can paste into a shell.
///
/// Credentials are variables such as `$ALICE_TOKEN`. Whatever else the request holds is quoted: it can neither run a
/// command nor read a file nor an unrelated variable.
public struct CurlCommand: Sendable, Hashable, CustomStringConvertible {
    /// The command on one line.
    public let text: String
    /// The variables to set first, with what each is to hold.
    public let variables: [Variable]

    /// A variable of the shell that stands for a credential.
    public struct Variable: Sendable, Hashable {
        /// The name, such as `ALICE_TOKEN`.
        public var name: String
        /// What to put in, in a few words.
        public var meaning: String
    }

    public var description: String { text }

    /// Writes a step as a command.
    ///
    /// - Parameters:
    ///   - step: The step; its placeholders such as `{{alice.token}}` become variables.
    ///   - target: The base URL that was scanned.
    ///   - identities: The names whose placeholders become variables, besides the step's own. Placeholders of other
    ///     names stay as they are: a target that puts one into a request must not learn a variable of the user's.
    ///   - usesUnicode: Whether characters beyond ASCII may be written as they are. Defaults to true.
    public init(_ step: ProofStep, target: String, identities: [String] = [], usesUnicode: Bool = true) {
        let shell = ShellWord(usesUnicode: usesUnicode)
        let names = Set(identities + [step.identity].compactMap(\.self))
        var placeholders = Placeholders(names: names, step: step, shell: shell)
        var words = ["curl", "-sS", "-i", "--path-as-is", "-g"]
        let request = step.request
        switch request.method {
        case "GET" where request.body == nil && request.bodyBase64 == nil: break
        case "HEAD": words.append("--head")
        default: words += ["-X", shell.quoted(request.method)]
        }
        for header in request.headers {
            words += Self.words(for: header, in: &placeholders)
        }
        var prefix = ""
        if let body = request.body, !body.unicodeScalars.contains("\0") {
            if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
                words += ["-H", "Content-Type:"]
            }
            // Unlike --data, --data-raw does not take a leading @ for a file.
            words += ["--data-raw", placeholders.quoted(body)]
        } else if let base64 = request.bodyBase64 ?? request.body.map({ Base64.encode($0.utf8) }) {
            prefix = "printf %s \(shell.quoted(base64)) | base64 -d | "
            words += ["--data-binary", "@-"]
        }
        // Named as what it is, so that a base URL that begins with a hyphen is no option.
        words += ["--url", placeholders.quoted(Self.url(target, request.target))]
        let command = prefix + words.joined(separator: " ")
        text = step.repetitions > 1 ? "for i in $(seq \(step.repetitions)); do \(command); done" : command
        variables = placeholders.variables
    }

    private static func words(for header: RecordedHeader, in placeholders: inout Placeholders) -> [String] {
        let name = header.name.lowercased()
        // curl takes an argument that begins with @ for a file of headers.
        guard !name.isEmpty, name.utf8.allSatisfy(ASCII.isTokenByte) else { return [] }
        switch name {
        case "content-length", "connection", "transfer-encoding": return []
        case "accept-encoding": return ["--compressed"]
        default:
            guard !header.value.isEmpty else { return ["-H", placeholders.shell.quoted("\(header.name);")] }
            return ["-H", placeholders.quoted("\(header.name): \(header.value)")]
        }
    }

    /// The base URL without its trailing slash, and the target with its leading one.
    private static func url(_ base: String, _ target: String) -> String {
        let base = base.hasSuffix("/") ? String(base.dropLast()) : base
        return base + (target.hasPrefix("/") || target.isEmpty ? target : "/" + target)
    }
}
