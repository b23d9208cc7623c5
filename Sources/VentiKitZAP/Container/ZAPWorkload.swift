//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// What is started in an image of ZAP's.
struct ZAPWorkload {
    let program: ZAPProgram
    let image: String
    let limits: WorkloadLimits
    let requests: DocumentedRequests
    let policy: ScanPolicy
    let place: ZAPPlace

    static let planFile = "plan.yaml"
    private static let documentFile = "openapi.json"
    private static let headerFile = "authorization"
    /// ZAP attacks the query, bodies and, which it does not by itself, the segments of paths.
    private static let injectable = 1 | 2 | 16 | 32

    func workload() -> Workload {
        var limits = limits
        // ZAP keeps to the time of the request; what is beyond is for its start and its report.
        limits.seconds = policy.maximumSeconds + 180
        var workload = Workload(image: image, command: command, files: files, limits: limits)
        workload.leavesFiles = true
        workload.printsEvents = false
        return workload
    }

    private var files: [WorkloadFile] {
        let plan = ZAPPlan(requests, policy: policy, place: place)
        switch program {
        case .plan: return [WorkloadFile(Self.planFile, contents: plan.text, isSecret: true)]
        case .apiScan:
            let document = ZAPDocument(plan.seeds, base: place.base).text
            return [WorkloadFile(Self.documentFile, contents: document)] + header
        case .baseline: return header
        }
    }

    /// The credential in a file of its own, for the programs that take a header from their environment.
    private var header: [WorkloadFile] {
        guard let value = requests.seeds.first?.request.headers["authorization"] else { return [] }
        return [WorkloadFile(Self.headerFile, contents: Array(value.utf8), isSecret: true)]
    }

    /// ZAP by itself takes a quarter of the machine's memory, not of the container's.
    private var heap: String { "-Xmx\(max(256, (limits.memoryBytes / 5 * 3) >> 20))m" }

    /// The pace of the attack, for a script that has no option for it.
    private var attackPace: String {
        let pace = ZAPPace(requestsPerSecond: policy.requestsPerSecond)
        return "-config scanner.delayInMs=\(pace.delayMilliseconds) -config scanner.threadPerHost=\(pace.threads)"
    }

    private var command: [String] {
        let options = ["-silent", "-dir", "/tmp/zap", "-config", "scanner.injectable=\(Self.injectable)"]
        let minutes = String(max(1, Int((policy.maximumSeconds / 60).rounded(.up))))
        let report = "\(Workload.outputFolder)/\(ZAPPlan.report)"
        switch program {
        case .plan:
            return ["/zap/zap.sh", heap, "-cmd"] + options + ["-autorun", "\(Workload.inputFolder)/\(Self.planFile)"]
        case .apiScan:
            return packaged(
                [
                    "/zap/zap-api-scan.py", "-t", "\(Workload.inputFolder)/\(Self.documentFile)", "-f", "openapi",
                    "-O", place.origin, "-J", report, "-T", minutes,
                    "-z",
                    "-silent -dir /tmp/home/.ZAP -config scanner.injectable=\(Self.injectable) \(attackPace) \(heap)",
                ] + (policy.profile == .passive ? ["-S"] : [])
            )
        case .baseline:
            return packaged([
                "/zap/zap-baseline.py", "-t", place.base, "-J", report, "-T", minutes, "--autooff",
                "-z", "-silent -dir /tmp/home/.ZAP \(heap)",
            ])
        }
    }

    /// A packaged script with a home that it may write, a copy of the image's own: it holds the policies and scripts that it
    /// loads. The credential comes from its file and is in no container's description.
    private func packaged(_ arguments: [String]) -> [String] {
        let script = """
            export HOME=/tmp/home IS_CONTAINERIZED=true; mkdir -p "$HOME"; cp -r /home/zap/. "$HOME/" 2>/dev/null
            if [ -f \(Workload.inputFolder)/\(Self.headerFile) ]; then
            ZAP_AUTH_HEADER_VALUE=$(cat \(Workload.inputFolder)/\(Self.headerFile)); export ZAP_AUTH_HEADER_VALUE; fi
            cd /tmp && exec "$@"
            """
        return ["/bin/sh", "-c", script, "zap"] + arguments
    }
}
