//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

struct DebugDataSignatureTests {
    @Test(arguments: [
        ("Spring Boot environment", #"{"activeProfiles":[],"propertySources":[{"name":"systemProperties"}]}"#),
        (
            "Spring Boot health details",
            #"{"status":"UP","components":{"diskSpace":{"status":"UP","details":{"total":1}}}}"#
        ),
        ("Go variables", #"{"cmdline": ["/app"], "memstats": {"Alloc": 1}}"#),
        ("Go profile", "goroutine profile: total 8\n1 @ 0x1"),
        ("PHP information", "<title>phpinfo()</title><h1>PHP Version 8.3.1</h1>with the Zend Engine v4"),
        ("Werkzeug debugger", "<p>The debugger caught an exception in your WSGI application.</p>"),
        ("Django debug page", "You're seeing this error because you have <code>DEBUG = True</code>"),
        (
            "Prometheus metrics",
            """
            # HELP requests_total Requests.
            # TYPE requests_total counter
            requests_total{code="200"} 12
            # TYPE up gauge
            up 1
            """
        ),
        ("process environment", "PATH=/usr/bin:/bin\nHOME=/root\nHOSTNAME=web-1\nKEY=x"),
        ("process environment", #"{"env":{"HOME":"/root","PATH":"/usr/bin","PWD":"/app"}}"#),
        ("process environment", "{\n \"HOME\": \"/root\",\n \"PATH\": \"/usr/bin\",\n \"LANG\": \"C\"\n}"),
    ])
    func recognisesToolsByTheirForm(product: String, body: String) {
        #expect(SignatureLibrary.default.match("debug-data", in: Array(body.utf8))?.product == product)
    }

    @Test(arguments: [
        #"{"status":"UP"}"#,
        #"{"path":"/usr/bin","home":"/root","user":"alice","lang":"en"}"#,
        "Set PATH=/usr/bin and HOME=/root before you start.",
        "# TYPE of metric: counter\n# HELP is optional",
        "# TYPE up gauge\nup 1",
        "The Werkzeug debugger and phpinfo() must be off in production. Django has DEBUG = True for it.",
        #"{"components":{"schemas":{}},"openapi":"3.1.0","details":"status"}"#,
        "goroutine profiles help to find leaks.",
        "<html><title>Shop</title></html>",
    ])
    func isSilentOnOrdinaryAnswers(body: String) {
        #expect(SignatureLibrary.default.match("debug-data", in: Array(body.utf8)) == nil)
    }
}
