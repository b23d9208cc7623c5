//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension Acceptance {
    /// Whether the acceptance is about a finding, on whatever day.
    ///
    /// - Parameters:
    ///   - finding: The finding.
    ///   - declaration: What the document says of the finding's operation, for ids and tags.
    public func covers(_ finding: Finding, declaration: OperationDeclaration? = nil) -> Bool {
        coversRule(of: finding) && coversOperation(of: finding, declaration) && coversParameter(of: finding)
    }

    /// Whether the acceptance is about an operation at all.
    ///
    /// - Parameter operation: The operation, as a report's coverage has it.
    public func fits(_ operation: OperationCoverage) -> Bool {
        let parts = operation.operation.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return false }
        return Self.matches(match, method: parts[0], path: parts[1], operation.declaration)
    }

    private func coversRule(of finding: Finding) -> Bool {
        let rule = rule.lowercased()
        return [finding.checkID.rawValue, finding.checkID.shortName].contains { $0 == rule || $0.hasPrefix(rule + ".") }
            || finding.category?.family == rule || finding.category?.rawValue.lowercased() == rule
    }

    private func coversOperation(of finding: Finding, _ declaration: OperationDeclaration?) -> Bool {
        guard let method = finding.location.method, let path = finding.location.path else {
            return match == FindingLocation.host.operationName || match == "*"
        }
        return Self.matches(match, method: method, path: path, declaration)
    }

    /// Whether a pattern of operations fits one, whatever its path parameters are called.
    static func matches(_ match: String, method: String, path: String, _ declaration: OperationDeclaration?) -> Bool {
        if match.hasPrefix("tag:") {
            return declaration?.tags.contains { Glob.matches(String(match.dropFirst(4)), $0) } ?? false
        }
        if match.hasPrefix("id:") {
            return declaration?.operationID.map { Glob.matches(String(match.dropFirst(3)), $0) } ?? false
        }
        let path = OperationKey.withoutParameterNames(path)
        let parts = match.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return Glob.matches(OperationKey.withoutParameterNames(match), path) }
        return Glob.matches(parts[0].uppercased(), method)
            && Glob.matches(OperationKey.withoutParameterNames(String(parts[1])), path)
    }

    /// A member of a body has a JSON Pointer for a name; its last part is the member's own.
    private func coversParameter(of finding: Finding) -> Bool {
        guard let parameter else { return true }
        guard let name = finding.location.insertionPoint?.name else { return false }
        return name == parameter || name.split(separator: "/").last.map(String.init) == parameter
    }
}
