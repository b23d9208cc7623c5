//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import ScannerSamples
import Testing
import VentiKit

@testable import VentiKitKubernetes

/// What is sent to a cluster.
struct JobManifestTests {
    private let mark = JobMark(scan: "0123456789abcdef", leaseEnd: 1_800_000_000)
    private let owner: JSONNode = ["kind": "Job", "uid": "u"]

    private func manifest(
        _ workload: Workload = Workload(image: "acme/venti@sha256:ab", command: ["/venti", "worker"]),
        _ change: (inout KubernetesExecutor.Configuration) -> Void = { _ in }
    ) throws -> JSONNode {
        var configuration = KubernetesExecutor.Configuration()
        change(&configuration)
        let input = try RequestSecrets(workload, WorkloadPlace(), name: mark.name)
        return JobManifest(mark: mark, workload: workload, configuration: configuration, input: input).json()
    }

    private func element(_ node: JSONNode?, _ index: Int = 0) -> JSONNode? {
        if case .array(let elements)? = node, index < elements.count { elements[index] } else { nil }
    }

    @Test func aPodIsAsTheRestrictedStandardAsks() throws {
        let job = try manifest()
        let pod = job["spec"]?["template"]?["spec"]
        let container = element(pod?["containers"])
        #expect(pod?["securityContext"]?["runAsNonRoot"] == true)
        #expect(pod?["securityContext"]?["seccompProfile"]?["type"] == "RuntimeDefault")
        #expect(container?["securityContext"]?["allowPrivilegeEscalation"] == false)
        #expect(container?["securityContext"]?["capabilities"]?["drop"] == ["ALL"])
        #expect(container?["securityContext"]?["readOnlyRootFilesystem"] == true)
        #expect(pod?["automountServiceAccountToken"] == false)
        #expect(pod?["restartPolicy"] == "Never")
        #expect(job["spec"]?["backoffLimit"] == 0)
        #expect(job["spec"]?["ttlSecondsAfterFinished"] == 3_600)
        // What this process waits for comes first, so that the cluster does not take the log away.
        #expect(job["spec"]?["activeDeadlineSeconds"] == .int(360 + 120 + 120))
        #expect(container?["resources"]?["limits"]?["memory"] == "512Mi")
        #expect(container?["resources"]?["requests"]?["cpu"] == "250m")
        #expect(container?["image"] == "acme/venti@sha256:ab")
        #expect(job["spec"]?["suspend"] == nil)
    }

    @Test func whatIsConfiguredIsPassedThrough() throws {
        let job = try manifest {
            $0.queue = "scans"
            $0.serviceAccount = "nobody"
            $0.priorityClass = "low"
            $0.runtimeClass = "gvisor"
            $0.nodeSelector = ["pool": "scans"]
            $0.imagePullSecrets = ["registry"]
            $0.pullPolicy = .always
            $0.userID = 1_000
        }
        let pod = job["spec"]?["template"]?["spec"]
        #expect(job["spec"]?["suspend"] == true)
        #expect(job["metadata"]?["labels"]?["kueue.x-k8s.io/queue-name"] == "scans")
        #expect(pod?["serviceAccountName"] == "nobody")
        #expect(pod?["priorityClassName"] == "low")
        #expect(pod?["runtimeClassName"] == "gvisor")
        #expect(pod?["nodeSelector"] == ["pool": "scans"])
        #expect(pod?["imagePullSecrets"] == [["name": "registry"]])
        #expect(element(pod?["containers"])?["imagePullPolicy"] == "Always")
        #expect(pod?["securityContext"]?["runAsUser"] == 1_000)
    }

    @Test func inputGoesIntoSecretsThatBelongToTheJobAndNowhereElse() throws {
        let files = [
            WorkloadFile("request.json", contents: Array("{canary-1}".utf8)),
            WorkloadFile("sub/secrets.json", contents: Array("canary-2".utf8)),
        ]
        let workload = Workload(image: "i", files: files)
        let job = String(decoding: try manifest(workload).bytes(), as: UTF8.self)
        #expect(!job.contains("canary"))
        #expect(job.contains("sub/secrets.json"))
        let place = WorkloadPlace(route: TargetRoute(host: "10.0.0.1", port: 80))
        let secrets = try RequestSecrets(workload, place, name: mark.name).objects(mark, owner: owner)
        #expect(secrets.count == 1)
        #expect(element(secrets[0]["metadata"]?["ownerReferences"]) == owner)
        #expect(secrets[0]["immutable"] == true)
        guard case .object(let data)? = secrets[0]["data"] else { return #expect(Bool(false), "no data") }
        let texts = Set(
            data.values.compactMap { $0.text.flatMap { Data(base64Encoded: $0) } }.map {
                String(decoding: $0, as: UTF8.self)
            }
        )
        #expect(texts == ["{canary-1}", "canary-2", #"{"route":{"host":"10.0.0.1","port":80}}"#])
    }

    @Test func aFileThatIsTooLargeForOneSecretGoesInParts() throws {
        let large = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0) }
        let files = [WorkloadFile("request.json", contents: large), WorkloadFile("a.json", contents: [1, 2, 3])]
        let secrets = try RequestSecrets(Workload(image: "i", files: files), WorkloadPlace(), name: mark.name)
        let objects = secrets.objects(mark, owner: owner)
        var contents: [String: [UInt8]] = [:]
        for (object, source) in zip(objects, secrets.sources) {
            #expect(try object.bytes().count < 1_500_000)
            #expect(object["metadata"]?["name"] == source["secret"]?["name"])
            guard case .array(let items)? = source["secret"]?["items"] else { continue }
            for item in items {
                let key = try #require(item["key"]?.text)
                let value = try #require(object["data"]?[key]?.text)
                let path = try #require(item["path"]?.text)
                let data = try #require(Data(base64Encoded: value))
                contents[path] = Array(data)
            }
        }
        #expect(objects.count == 4)
        #expect(contents["a.json"] == [1, 2, 3])
        let parts = contents.filter { $0.key.hasPrefix("request.json.part-") }.sorted { $0.key < $1.key }
        #expect(parts.map(\.key) == ["request.json.part-0000", "request.json.part-0001", "request.json.part-0002"])
        #expect(parts.flatMap(\.value) == large)
    }

    @Test func inputThatCannotGoIsRefused() {
        let outside = Workload(image: "i", files: [WorkloadFile("../x", contents: [])])
        #expect(throws: ScanError.self) { try RequestSecrets(outside, WorkloadPlace(), name: "n") }
        let huge = Workload(image: "i", files: [WorkloadFile("x", contents: Array(repeating: 0, count: 33 << 20))])
        let error = #expect(throws: KubernetesError.self) { try RequestSecrets(huge, WorkloadPlace(), name: "n") }
        #expect(error?.code == .tooLarge)
    }

    @Test func fieldsThatAClusterDropsAreFound() throws {
        let sent = try manifest { $0.queue = "scans" }
        #expect(DroppedFields.find(sent: sent, kept: sent, tolerated: []).isEmpty)
        var kept = sent
        kept["spec"]?["suspend"] = nil
        kept["spec"]?["podFailurePolicy"] = nil
        kept["spec"]?["template"]?["spec"]?["securityContext"]?["seccompProfile"] = nil
        kept["spec"]?["template"]?["spec"]?["enableServiceLinks"] = nil
        kept["spec"]?["template"]?["spec"]?["securityContext"]?["runAsUser"] = 0
        // What says the same where it is left out is not missed.
        #expect(
            DroppedFields.find(sent: sent, kept: kept, tolerated: DroppedFields.toleratedOfJobs) == [
                "spec.suspend", "spec.template.spec.securityContext.runAsUser",
                "spec.template.spec.securityContext.seccompProfile",
            ]
        )
        #expect(throws: KubernetesError.self) { try DroppedFields.check(job: sent, kept: kept) }
    }

    private func rules(
        _ target: String,
        route: TargetRoute? = nil,
        _ change: (inout ScanScope) -> Void = { _ in }
    ) throws -> String {
        var request = ScanRequest.sample(target: target)
        var scope = ScanScope(target: try TargetURL(target))
        change(&scope)
        request.scope = scope
        let policy = try ScanNetworkPolicy(request, WorkloadPlace(route: route)).json(mark, owner: owner)
        #expect(policy["spec"]?["ingress"] == [])
        #expect(policy["spec"]?["podSelector"]?["matchLabels"]?["io.venti/scan"] == "0123456789abcdef")
        return String(decoding: try #require(policy["spec"]?["egress"]).bytes(), as: UTF8.self)
    }

    @Test func aNetworkPolicyAllowsWhatTheScopeNeeds() throws {
        #expect(
            try rules("http://198.51.100.7:8080")
                == #"[{"ports":[{"port":8080,"protocol":"TCP"}],"to":[{"ipBlock":{"cidr":"198.51.100.7/32"}}]}]"#
        )
        let name = try rules("https://api.example.com")
        #expect(name.contains(#"{"port":443,"protocol":"TCP"}"#) && name.contains("169.254.0.0/16"))
        #expect(name.contains("kube-dns") && !name.contains("10.0.0.0/8"))
        #expect(try rules("https://api.example.com") { $0.addressPolicy = .publicOnly }.contains("10.0.0.0/8"))
        let service = try rules("http://orders.shop.svc.cluster.local")
        #expect(service.contains(#""kubernetes.io/metadata.name":"shop""#) && !service.contains("0.0.0.0/0"))
        // The target is this machine, at another address and port, and nothing else is.
        #expect(
            try rules("http://127.0.0.1:8080", route: TargetRoute(host: "172.17.0.1", port: 40_000))
                == #"[{"ports":[{"port":40000,"protocol":"TCP"}],"to":[{"ipBlock":{"cidr":"172.17.0.1/32"}}]}]"#
        )
    }
}
