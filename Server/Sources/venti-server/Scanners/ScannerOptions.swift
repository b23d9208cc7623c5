//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser

/// What scans, and where. Each option has a variable of the environment: `--zap-image` is `VENTI_ZAP_IMAGE`.
struct ScannerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where scans run: in-process, docker or kubernetes.",
            discussion: """
                docker runs each in a container, with the engine that DOCKER_HOST names; kubernetes as a Job, on the cluster \
                of KUBECONFIG or that this process runs in. The variables of the environment are named as the options: \
                VENTI_EXECUTOR, VENTI_SCANNERS, VENTI_ZAP_IMAGE and so on.
                """
        )
    )
    var executor: String?

    @Option(
        name: .customLong("scanner"),
        help: """
            What scans may be asked for: native, zap, or NAME=IMAGE for a scanner of your own. Repeatable; the first one is \
            taken where a scan names none.
            """
    )
    var scanners: [String] = []

    @Option(help: "The image of VentiKit's own scanner, for docker and kubernetes.")
    var scannerImage: String?

    @Option(
        name: .customLong("limit"),
        help: """
            What a container may use: NAME.memory=2g, .cpus=1.5, .processes=256, .temporary=64m or .output=64m, NAME being a \
            scanner's. Repeatable.
            """
    )
    var limits: [String] = []

    @Option(help: "The Docker network that containers of scanners join.")
    var network: String?

    @Option(help: "The namespace of the Jobs.")
    var namespace: String?

    @Option(help: "The kubeconfig; that of kubectl unless said otherwise.")
    var kubeconfig: String?

    @Option(name: .customLong("kube-context"), help: "The kubeconfig's context.")
    var kubeContext: String?

    @Option(name: .customLong("kube-queue"), help: "Kueue's local queue for the Jobs.")
    var kubeQueue: String?

    @Option(name: .customLong("zap-url"), help: "The address of a running ZAP's API.")
    var zapURL: String?

    @Option(name: .customLong("zap-key-file"), help: "The file with the key of ZAP's API.")
    var zapKeyFile: String?

    @Option(name: .customLong("zap-image"), help: "An image with ZAP, to be run in containers.")
    var zapImage: String?

    @Option(name: .customLong("zap-program"), help: "What of ZAP's image is run: plan, zap-api-scan or zap-baseline.")
    var zapProgram: String?

    /// What the options and the environment say.
    /// - Throws: ``SettingError``.
    func settings(_ environment: [String: String]) throws -> ScannerSettings {
        func one(_ name: String, _ variable: String, _ value: String?) -> Setting {
            Setting(("--\(name)", value), variable, environment)
        }
        return try ScannerSettings(
            executor: one("executor", "VENTI_EXECUTOR", executor),
            scanners: Setting.list(("--scanner", scanners), "VENTI_SCANNERS", environment),
            image: one("scanner-image", "VENTI_SCANNER_IMAGE", scannerImage),
            limits: Setting.list(("--limit", limits), "VENTI_LIMITS", environment),
            docker: DockerSettings(network: one("network", "VENTI_NETWORK", network)),
            cluster: ClusterSettings(
                namespace: one("namespace", "VENTI_NAMESPACE", namespace),
                kubeconfig: one("kubeconfig", "VENTI_KUBECONFIG", kubeconfig),
                context: one("kube-context", "VENTI_KUBE_CONTEXT", kubeContext),
                queue: one("kube-queue", "VENTI_KUBE_QUEUE", kubeQueue)
            ),
            zap: ZAPSettings(
                url: one("zap-url", "VENTI_ZAP_URL", zapURL),
                keyFile: one("zap-key-file", "VENTI_ZAP_KEY_FILE", zapKeyFile),
                image: one("zap-image", "VENTI_ZAP_IMAGE", zapImage),
                program: one("zap-program", "VENTI_ZAP_PROGRAM", zapProgram)
            )
        )
    }
}
