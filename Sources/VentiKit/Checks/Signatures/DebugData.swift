//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What endpoints for debugging and operation answer: settings, profiles, metrics, environments, debugger pages.
enum DebugData {
    /// The signatures, in the order in which they are looked for.
    static let signatures: [any Signature] = [phrases, MetricsSignature(), EnvironmentSignature()]

    private static let phrases = PhraseSignature([
        Phrase("Spring Boot environment", ["\"propertySources\"", "\"activeProfiles\""]),
        Phrase(
            "Spring Boot health details",
            ["\"components\"", "\"diskSpace\"", "\"details\"", "\"status\""],
            window: 4_000
        ),
        Phrase("Spring Boot beans", ["\"contexts\"", "\"beans\"", "\"dependencies\"", "\"scope\""]),
        Phrase("Spring Boot mappings", ["\"contexts\"", "\"dispatcherServlets\""]),
        Phrase("Spring Boot settings", ["\"contexts\"", "\"prefix\"", "\"properties\"", "\"inputs\""]),
        Phrase("Go profiles", ["Types of profiles available:", "full goroutine stack dump"]),
        Phrase("Go profile", ["goroutine profile: total "]),
        Phrase("Go profile", ["heap profile: ", " @ heap/"], window: 200),
        Phrase("Go variables", ["\"cmdline\": [", "\"memstats\": {"]),
        Phrase("Go variables", ["\"cmdline\":[", "\"memstats\":{"]),
        Phrase("PHP information", ["phpinfo()", "PHP Version", "Zend Engine"]),
        Phrase("Werkzeug debugger", ["The debugger caught an exception in your WSGI application"]),
        Phrase("Werkzeug debugger", ["__debugger__=yes", "EVALEX"]),
        Phrase("Django debug page", ["You're seeing this error because you have <code>DEBUG = True</code>"]),
        Phrase("Django debug page", ["seeing this error because you have", "DEBUG = True", "Django settings file"]),
        Phrase(
            "ASP.NET developer page",
            ["An unhandled exception occurred while processing the request.", "id=\"stackpage\""]
        ),
        Phrase("Symfony debug page", ["Symfony Exception", "exception-message-wrapper"]),
        Phrase("Laravel debug page", ["window.ignite", "\"solutions\""]),
        Phrase("Rails debug page", ["Action Controller: Exception caught"]),
        Phrase("Apache status", ["Apache Server Status for", "Server uptime:"]),
        Phrase("nginx status", ["Active connections: ", "server accepts handled requests"]),
        Phrase("Java heap dump", ["JAVA PROFILE 1.0"]),
    ])

    /// Which products are harmless enough to be common on purpose: no settings, no secrets.
    static func isMinor(_ product: String) -> Bool {
        ["Prometheus metrics", "Spring Boot health details", "Apache status", "nginx status"].contains(product)
    }
}
