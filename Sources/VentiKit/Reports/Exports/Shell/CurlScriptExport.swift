//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A finding as a shell script that sends its proof with curl and says whether the flaw is there.
///
/// The script ends with 0 where the flaw is there, with 1 where it is not, and with 2 where that cannot be told. It needs
/// bash, curl and the tools that every Unix has, and openssl where it signs a token. Credentials are variables of the
/// environment, such as `ALICE_TOKEN`; `BASE_URL` names another API than the one that was scanned.
public struct CurlScriptExport: FindingExport {
    public var fileExtension: String { "sh" }

    public init() {}

    public func text(for finding: Finding, target: String) throws -> String {
        let proof = try proof(of: finding)
        var script = ShellScript(finding: finding, proof: proof)
        script.takeOutsideValues()
        for fresh in proof.freshValues { script.make(fresh) }
        for index in proof.steps.indices { try script.send(index) }
        try script.judge()
        let needs = ["bash, curl, awk, od, tr, sed"] + (script.needsOpenSSL ? ["openssl"] : [])
        var lines = ["#!/usr/bin/env bash"]
        lines += heading(of: finding).map { "# " + $0 }
        lines += ["#", "# Ends with 0 where the flaw is there, 1 where it is not, 2 where that cannot be told."]
        lines += ["# Needs \(needs.joined(separator: ", ")), and these variables:"]
        lines += script.credentials.map { "#   \($0.name)  the \($0.meaning)" }
        lines += ["#   BASE_URL  the API, \(Self.line(target)) where it is not set"]
        lines += [
            "",
            "BASE_URL=${BASE_URL:-\(ShellWord().quoted(target.hasSuffix("/") ? String(target.dropLast()) : target))}",
        ]
        lines += [ShellPrelude.text(needsTokens: script.needsTokens), ""]
        lines += script.credentials.map { "need \($0.name) \(ShellWord().quoted("the " + $0.meaning))" }
        lines += script.lines
        return lines.joined(separator: "\n") + "\n"
    }
}

extension FindingExport where Self == CurlScriptExport {
    /// A shell script of curl commands.
    public static var curl: CurlScriptExport { CurlScriptExport() }
}
