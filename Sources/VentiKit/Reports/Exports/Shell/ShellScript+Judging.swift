//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ShellScript {
    /// Adds the assertions: first those about controls alone, then those that decide.
    ///
    /// - Throws: ``ScanError`` where one cannot be said in a shell.
    mutating func judge() throws {
        lines += ["", "# What must hold whether or not the flaw is there."]
        for step in proof.steps where proof.controlSteps.contains(step.label) {
            guard let status = step.response?.status, let number = numbers[step.label] else { continue }
            let text = ShellWord().quoted("\(step.label) is answered \(status) or the like")
            lines.append("control \(text) class \(number) \(status / 100)")
        }
        for assertion in proof.assertions where proof.isPremise(assertion) {
            lines.append("control \(ShellWord().quoted(assertion.explanation)) \(try call(assertion))")
        }
        lines += ["", "# What shows the flaw."]
        for step in proof.steps where proof.decidingSteps.contains(step.label) {
            guard let status = step.response?.status, status < 500, let number = numbers[step.label] else { continue }
            lines.append("control \(ShellWord().quoted("\(step.label) gets an answer")) below \(number) 500")
        }
        for assertion in proof.assertions where !proof.isPremise(assertion) {
            lines.append("claim \(ShellWord().quoted(assertion.explanation)) \(try call(assertion))")
        }
        lines += ["echo REPRODUCED", "exit 0"]
    }

    /// The command that holds where the assertion does.
    private func call(_ assertion: ProofAssertion) throws -> String {
        let shell = ShellWord()
        func number(_ label: String) -> String { String(numbers[label] ?? 0) }
        func codes(_ codes: [Int]) -> String { codes.map(String.init).joined(separator: " ") }
        switch assertion {
        case .status(let step, let list): return "status \(number(step)) \(codes(list))"
        case .statusNot(let step, let list): return "status_not \(number(step)) \(codes(list))"
        case .bodyContains(let step, let text): return "contains \(number(step)) \(try expected(text))"
        case .bodyLacks(let step, let text): return "lacks \(number(step)) \(try expected(text))"
        case .bodyMatches(let step, let signature):
            return "contains \(number(step)) \(shell.quoted(try phrase(of: signature, in: step)))"
        case .bodyMatchesNot(let step, let signature):
            return "lacks \(number(step)) \(shell.quoted(try phrase(of: signature, in: nil)))"
        case .propertyDisclosed(let step, let property): return "discloses \(number(step)) \(shell.quoted(property))"
        case .memberEquals(let step, let pointer, let value):
            return "member_is \(number(step)) \(shell.quoted(pointer)) \(try expected(value))"
        case .memberDiffers(let step, let pointer, let value):
            return "member_is_not \(number(step)) \(shell.quoted(pointer)) \(try expected(value))"
        case .memberBesideEquals(let step, let name, let text, let value):
            return "beside_is \(number(step)) \(shell.quoted(name)) \(try expected(text)) \(try expected(value))"
        case .memberBesideDiffers(let step, let name, let text, let value):
            return "beside_is_not \(number(step)) \(shell.quoted(name)) \(try expected(text)) \(try expected(value))"
        case .memberGrew(let step, let pointer, let other, let amount):
            return "grew \(number(step)) \(number(other)) \(shell.quoted(pointer)) \(amount)"
        case .memberFell(let step, let pointer, let other, let amount):
            return "grew \(number(other)) \(number(step)) \(shell.quoted(pointer)) \(amount)"
        case .countAlike(let step, let other, let count): return "alike \(number(step)) \(number(other)) \(count)"
        case .headerEquals(let step, let name, let value):
            return "header_is \(number(step)) \(shell.quoted(name)) \(shell.quoted(value))"
        case .headerContains(let step, let name, let text):
            return "header_has \(number(step)) \(shell.quoted(name)) \(shell.quoted(text))"
        case .headerAbsent(let step, let name): return "header_absent \(number(step)) \(shell.quoted(name))"
        case .cookieLacks(let step, let name, let attribute):
            return "cookie_lacks \(number(step)) \(shell.quoted(name)) \(shell.quoted(attribute))"
        case .equivalent(let step, let other, let mask):
            return "equal \(number(step)) \(number(other)) \(self.mask(mask))"
        case .different(let step, let other, let mask):
            return "differ \(number(step)) \(number(other)) \(self.mask(mask))"
        case .tokenShows:
            throw ScanError.cannotExport(finding, "it is about what a token says, and the script gets no new one")
        case .slower(let step, let other, let milliseconds):
            return "slower \(number(step)) \(number(other)) \(milliseconds)"
        }
    }

    /// What a comparison leaves out: volatile pointers and echoes, each in lines of one word.
    private func mask(_ mask: ResponseMask) -> String {
        if mask.comparesShapeOnly { return "shape" }
        let shell = ShellWord()
        let echoes = EchoMask(mask.echoedTexts).needles.filter { !$0.contains("\n") }
        return "values \(shell.quoted(mask.volatilePointers.joined(separator: "\n"))) "
            + shell.quoted(echoes.joined(separator: "\n"))
    }

    /// The text by which a body matched a signature when the flaw was found.
    private func phrase(of signature: String, in label: String?) throws -> String {
        let label =
            label
            ?? proof.assertions.lazy.compactMap { assertion -> String? in
                if case .bodyMatches(let step, signature) = assertion { step } else { nil }
            }
            .first
        let body = proof.steps.first { $0.label == label }?.response?.bodyExcerpt ?? ""
        let bytes = Array(body.utf8)
        guard let match = SignatureLibrary.default.match(signature, in: bytes) else {
            throw ScanError.cannotExport(finding, "the report does not keep what looked like \(signature)")
        }
        let excerpt = match.excerpt(of: bytes)
        let line = excerpt.split { $0.isNewline || $0 == "\\" }.first { $0.count > 3 }.map(String.init) ?? excerpt
        guard !line.contains("<redacted>"), !line.isEmpty else {
            throw ScanError.cannotExport(
                finding,
                "what looks like \(signature) is a secret, which the report does not keep"
            )
        }
        return String(line.prefix(60))
    }
}
