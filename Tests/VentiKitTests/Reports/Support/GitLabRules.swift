//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What GitLab's schema of DAST reports, version 15.0.7, demands of what is written here.
///
/// Source: [GitLab's security report schemas](https://gitlab.com/gitlab-org/security-products/security-report-schemas).
enum GitLabRules {
    /// The rules that the report breaks; empty for one that GitLab takes in.
    static func problems(in report: TestJSON) -> [String] {
        var problems = missing(report, ["scan", "version", "vulnerabilities"], "report")
        if report["version"]?.string != "15.0.7" { problems.append("version") }
        problems += nulls(report, "report")
        guard let scan = report["scan"] else { return problems }
        problems += missing(
            scan,
            ["analyzer", "end_time", "scanned_resources", "scanner", "start_time", "status", "type"],
            "scan"
        )
        for name in ["analyzer", "scanner"] {
            let tool = scan[name] ?? .null
            problems += texts(tool, ["id", "name", "version"], name) + texts(tool["vendor"] ?? .null, ["name"], name)
        }
        for name in ["start_time", "end_time"] where !isTime(scan[name]?.string ?? "") { problems.append(name) }
        if !["success", "failure"].contains(scan["status"]?.string) { problems.append("status") }
        if scan["type"]?.string != "dast" { problems.append("type") }
        for resource in scan["scanned_resources"]?.elements ?? [] {
            problems += texts(resource, ["method", "url", "type"], "resource")
        }
        for message in scan["messages"]?.elements ?? [] {
            if !["info", "warn", "fatal"].contains(message["level"]?.string) { problems.append("message level") }
            problems += texts(message, ["value"], "message")
        }
        for vulnerability in report["vulnerabilities"]?.elements ?? [] { problems += check(vulnerability) }
        return problems
    }

    private static func check(_ value: TestJSON) -> [String] {
        var problems = missing(value, ["id", "identifiers", "location"], "vulnerability") + texts(value, ["id"], "id")
        for (name, maximum) in [("name", 255), ("description", 1_048_576), ("solution", 7_000)] {
            if (value[name]?.string?.unicodeScalars.count ?? 0) > maximum { problems.append("\(name) is too long") }
        }
        let severities = ["Info", "Unknown", "Low", "Medium", "High", "Critical"]
        if !severities.contains(value["severity"]?.string ?? "") { problems.append("severity") }
        let identifiers = value["identifiers"]?.elements ?? []
        if identifiers.isEmpty { problems.append("no identifier") }
        for identifier in identifiers {
            problems += texts(identifier, ["type", "name", "value"], "identifier") + url(identifier["url"])
        }
        for link in value["links"]?.elements ?? [] { problems += missing(link, ["url"], "link") + url(link["url"]) }
        if case .object? = value["location"] {} else { problems.append("location") }
        guard let evidence = value["evidence"] else { return problems }
        problems += check(messages: evidence)
        for message in evidence["supporting_messages"]?.elements ?? [] {
            problems += texts(message, ["name"], "supporting message") + check(messages: message)
        }
        return problems
    }

    private static func check(messages: TestJSON) -> [String] {
        var problems: [String] = []
        if let request = messages["request"] {
            problems += missing(request, ["headers"], "request") + texts(request, ["method", "url"], "request")
            problems += headers(request)
        }
        if let response = messages["response"] {
            problems += missing(response, ["headers", "reason_phrase", "status_code"], "response") + headers(response)
            if response["status_code"]?.number == nil { problems.append("status_code") }
        }
        return problems
    }

    private static func headers(_ message: TestJSON) -> [String] {
        (message["headers"]?.elements ?? []).flatMap { texts($0, ["name", "value"], "header") }
    }

    private static func missing(_ value: TestJSON, _ names: [String], _ place: String) -> [String] {
        names.filter { value[$0] == nil }.map { "\(place): \($0) is missing" }
    }

    private static func texts(_ value: TestJSON, _ names: [String], _ place: String) -> [String] {
        names.filter { value[$0]?.string?.isEmpty != false }.map { "\(place): \($0) is empty" }
    }

    private static func url(_ value: TestJSON?) -> [String] {
        guard let value else { return [] }
        return value.string?.hasPrefix("https://") == true ? [] : ["\(value) is no URL"]
    }

    /// Null is never valid.
    private static func nulls(_ value: TestJSON, _ place: String) -> [String] {
        if value == .null { return ["\(place) is null"] }
        return value.elements.flatMap { nulls($0, place) }
            + value.members.flatMap { nulls($0.value, "\(place).\($0.key)") }
    }

    private static func isTime(_ text: String) -> Bool {
        text.wholeMatch(of: /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/) != nil
    }
}
