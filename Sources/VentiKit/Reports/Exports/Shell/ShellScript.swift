//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A shell script that is being written.
struct ShellScript {
    /// A variable of the environment that holds a credential.
    struct Credential: Hashable {
        var name: String
        var meaning: String
    }

    let finding: Finding
    let proof: Proof
    var lines: [String] = []
    var credentials: [Credential] = []
    var needsOpenSSL = false
    var needsTokens = false
    /// The numbers of the steps, by their labels.
    private(set) var numbers: [String: Int] = [:]
    private let shell = ShellWord()

    init(finding: Finding, proof: Proof) {
        self.finding = finding
        self.proof = proof
        for (index, step) in proof.steps.enumerated() { numbers[step.label] = index + 1 }
    }

    /// Adds the values that are neither made nor captured: those of accounts that the scan had registered.
    mutating func takeOutsideValues() {
        for name in proof.outsideValues {
            let variable = name.uppercased()
            credentials.append(Credential(name: variable, meaning: "value that the proof calls \(name)"))
            lines.append("keep \(name) \"$(quote \"$\(variable)\")\"")
        }
    }

    /// Adds the making of a value.
    mutating func make(_ fresh: FreshValue) {
        let longest = fresh.maximumLength.map { " \($0)" } ?? ""
        lines.append("make \(fresh.name) \(fresh.kind.rawValue)\(longest)")
    }

    /// Adds a step.
    ///
    /// - Throws: ``ScanError`` where the step cannot be said in a shell.
    mutating func send(_ index: Int) throws {
        let step = proof.steps[index]
        let number = index + 1
        lines += ["", "# \(number). \(TerminalText.line(step.label)) as \(step.identity ?? "nobody")"]
        let token = try changedToken(of: step, number)
        var words = [step.isParallel && step.repetitions > 1 ? "send_together" : "send"]
        words += ["\(number)", shell.quoted(step.label), "\(step.repetitions)"]
        let count = words.count
        try words.append(contentsOf: arguments(of: step, token: token))
        let line = words[..<count].joined(separator: " ") + " \\\n    " + words[count...].joined(separator: " ")
        lines.append(line)
        for capture in step.captures { lines.append(try taking(capture, from: step, number)) }
    }

    private func arguments(of step: ProofStep, token: String?) throws -> [String] {
        let request = step.request
        var words: [String] = []
        switch request.method {
        case "GET" where request.body == nil && request.bodyBase64 == nil: break
        case "HEAD": words.append("--head")
        default: words += ["-X", shell.quoted(request.method)]
        }
        var hasType = false
        for header in request.headers where header.name.utf8.allSatisfy(ASCII.isTokenByte) {
            let name = header.name.lowercased()
            if ["content-length", "connection", "transfer-encoding"].contains(name) { continue }
            if name == "content-type" { hasType = true }
            if header.value.isEmpty {
                words += ["-H", shell.quoted("\(header.name);")]
            } else {
                words += ["-H", try word("\(header.name): \(header.value)", step, .header, token)]
            }
        }
        if let body = request.body {
            if !hasType { words += ["-H", "Content-Type:"] }
            let type = request.headers.first { $0.name.lowercased() == "content-type" }?.value.lowercased() ?? ""
            let place: Place = type.contains("urlencoded") ? .url : type.contains("json") ? .json : .header
            words += ["--data-raw", try word(body, step, place, token)]
        }
        if request.bodyBase64 != nil { throw ScanError.cannotExport(finding, "a request's body is no text") }
        let slash = request.target.hasPrefix("/") || request.target.isEmpty ? "" : "/"
        words += ["--url", "\"$BASE_URL\"" + (try word(slash + request.target, step, .url, token))]
        return words
    }

    /// Where a value is put, which decides how it is written.
    private enum Place {
        case header, url, json
    }

    private func word(_ text: String, _ step: ProofStep, _ place: Place, _ token: String?) throws -> String {
        if text.contains("<redacted>") {
            throw ScanError.cannotExport(finding, "step \(step.label) holds a secret that the report does not keep")
        }
        var parts: [ShellWord.Part] = []
        var rest = text[...]
        while let next = Self.first(in: rest, isJSON: place == .json) {
            parts.append(.text(String(rest[..<next.range.lowerBound])))
            parts.append(.variable(variable(next.placeholder, step, place, isWhole: next.isWhole, token)))
            rest = rest[next.range.upperBound...]
        }
        parts.append(.text(String(rest)))
        return shell.quoted(parts.filter { if case .text("") = $0 { false } else { true } })
    }

    /// The next placeholder; in JSON, with the quotes around it where it is all of a text.
    private static func first(
        in text: Substring,
        isJSON: Bool
    ) -> (placeholder: ProofPlaceholder, range: Range<Substring.Index>, isWhole: Bool)? {
        let found = ProofPlaceholder.all(in: String(text)).compactMap { placeholder in
            text.firstRange(of: placeholder.text).map { (placeholder, $0) }
        }
        guard let (placeholder, range) = found.min(by: { $0.1.lowerBound < $1.1.lowerBound }) else { return nil }
        if isJSON, placeholder.kind.isEmpty, let whole = text.firstRange(of: "\"\(placeholder.text)\""),
            whole.contains(range.lowerBound)
        {
            return (placeholder, whole, true)
        }
        return (placeholder, range, false)
    }

    private func variable(
        _ placeholder: ProofPlaceholder,
        _ step: ProofStep,
        _ place: Place,
        isWhole: Bool,
        _ token: String?
    ) -> String {
        guard placeholder.kind.isEmpty else {
            if let token, placeholder.owner == step.identity, placeholder.kind == "token" { return token }
            return Self.environmentVariable(placeholder)
        }
        switch place {
        case .header: return "v_\(placeholder.owner)"
        case .url: return "u_\(placeholder.owner)"
        case .json: return (isWhole ? "j_" : "e_") + placeholder.owner
        }
    }

    /// The variable of a credential, such as `ALICE_TOKEN`.
    static func environmentVariable(_ placeholder: ProofPlaceholder) -> String {
        let name = "\(placeholder.owner)_\(placeholder.kind)".uppercased()
        let word = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        return word.first?.isNumber == true ? "_" + word : word
    }

    private mutating func changedToken(of step: ProofStep, _ number: Int) throws -> String? {
        for placeholder in ProofPlaceholder.credentials(in: step.request) {
            let name = Self.environmentVariable(placeholder)
            let credential = Credential(name: name, meaning: "\(placeholder.kind) of \(placeholder.owner)")
            if !credentials.contains(credential) { credentials.append(credential) }
        }
        guard let mutation = step.tokenMutation, mutation != .removed, let identity = step.identity,
            let placeholder = ProofPlaceholder("\(identity).token")
        else { return nil }
        let command = try ShellToken(finding: finding).command(mutation, token: Self.environmentVariable(placeholder))
        needsTokens = true
        if command.contains("token_sign") { needsOpenSSL = true }
        if case .forged(let forgery) = mutation, let key = forgery.publishedKey {
            // The script has the key of the scan, and no means to make another form of the one of today.
            let text = shell.quoted("the target's key is the one that it was")
            lines.append("control \(text) contains \(numbers[key.step] ?? 0) \(shell.quoted(key.mark))")
        }
        lines.append("token\(number)=$(\(command)) || cannot_tell 'the token could not be changed'")
        return "token\(number)"
    }

    private func taking(_ capture: ProofCapture, from step: ProofStep, _ number: Int) throws -> String {
        let source: String =
            switch capture.source {
            case .body(let pointer): "take_member \(number) \(shell.quoted(pointer))"
            case .member(let name, let text): "take_beside \(number) \(shell.quoted(name)) \(try expected(text))"
            case .header(let name): "take_header \(number) \(shell.quoted(name))"
            case .location(let count): "take_location \(number) \(count)"
            case .cookie(let name): "take_cookie \(number) \(shell.quoted(name))"
            }
        if let fallback = capture.fallback {
            return
                "keep \(capture.name) \"$(\(source))\" || keep \(capture.name) \"$(quote \(shell.quoted(fallback)))\""
        }
        let verdict = proof.decidingSteps.contains(step.label) ? "not_reproduced" : "cannot_tell"
        let words = shell.quoted("the answer to \(step.label) holds no \(capture.name), its status is ")
        let text = "\(words)\"$(code \"$(last \(number))\")\""
        return "keep \(capture.name) \"$(\(source))\" || \(verdict) \(text)"
    }

    /// A text of an assertion as a word of the shell, with its values filled in.
    func expected(_ text: String) throws -> String {
        let step = ProofStep(label: "", request: RecordedRequest(method: "GET", target: ""))
        return try word(text, step, .header, nil)
    }
}
