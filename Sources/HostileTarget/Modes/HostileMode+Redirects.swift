//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HostileMode {
    /// Redirects.
    static let redirects: [HostileMode] = [
        HostileMode(
            "redirect-loop",
            "redirects to where it was asked",
            "redirected-to-itself",
            steps: [redirect("/modes/redirect-loop")]
        ),
        HostileMode(
            "redirect-elsewhere",
            "redirects to another host",
            "redirected-out-of-scope",
            steps: [redirect("https://other.example/")]
        ),
        HostileMode(
            "redirect-to-metadata",
            "redirects to the metadata service of a cloud",
            "redirected-out-of-scope",
            steps: [redirect("http://169.254.169.254/latest/meta-data/")]
        ),
        HostileMode(
            "redirect-with-backslash",
            "redirects to another host in the way of browsers",
            "redirected-out-of-scope",
            steps: [redirect("/\\other.example/")]
        ),
        HostileMode(
            "redirect-to-script",
            "redirects to a script",
            "redirected-out-of-scope",
            steps: [redirect("javascript:alert(1)")]
        ),
        HostileMode(
            "redirect-within-scope",
            "redirects to another path",
            "redirected",
            steps: [redirect("/healthy")]
        ),
    ]

    private static func redirect(_ location: String) -> Step {
        Answer.whole("{}", status: "302 Found", headers: ["Location: \(location)"])
    }
}
