//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// What a scan's pod may connect to, as its scope says: the hosts and ports of the scope, and the names' addresses.
///
/// Nothing connects to the pod. A cluster's network sees a connection to a Service as one to its pods, at their own ports;
/// where a host may be a Service, its pods are allowed with all their ports.
struct ScanNetworkPolicy: Sendable {
    /// Where connections to private networks and to services of clouds and nodes would go.
    private static let linkLocal = ["169.254.0.0/16"]
    private static let privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"]

    var scope: ScanScope
    /// Where connections to the target go in truth, where it has another address from inside.
    var route: TargetRoute?

    /// - Throws: `ScanError` with code `invalidTarget` if the target cannot be read.
    init(_ request: ScanRequest, _ place: WorkloadPlace) throws {
        let target: TargetURL
        do {
            target = try TargetURL(request.target)
        } catch {
            throw ScanError(.invalidTarget, error.message, cause: error)
        }
        scope = request.scope ?? ScanScope(target: target)
        route = place.route
    }

    func json(_ mark: JobMark, owner: JSONNode) -> JSONNode {
        [
            "apiVersion": "networking.k8s.io/v1",
            "kind": "NetworkPolicy",
            "metadata": ["name": .string(mark.name), "labels": mark.labels, "ownerReferences": [owner]],
            "spec": [
                "podSelector": ["matchLabels": [JobMark.scanLabel: .string(mark.scan)]],
                "policyTypes": ["Ingress", "Egress"],
                "ingress": [],
                "egress": .array(rules),
            ],
        ]
    }

    private var rules: [JSONNode] {
        var rules: [JSONNode] = []
        var hosts = scope.hosts.sorted()
        if let route {
            // The target is elsewhere than its name says, and only it.
            rules.append(rule(to: peers(route.host), ports: [route.port]))
            hosts = hosts.filter { !Self.isThisMachine($0) }
        }
        var needsNames = route.map { NetworkAddress($0.host) == nil } ?? false
        for host in hosts {
            guard let address = NetworkAddress(host) else {
                needsNames = true
                if let namespace = Self.serviceNamespace(host) {
                    rules.append(rule(to: [pods(in: namespace)], ports: []))
                } else {
                    rules.append(rule(to: peers(host), ports: scope.ports.sorted()))
                    // A name without dots is one of the cluster's own.
                    if !host.contains(".") { rules.append(rule(to: [pods(in: nil)], ports: [])) }
                }
                continue
            }
            rules.append(rule(to: peers(host), ports: scope.ports.sorted()))
            if address.kind == .private { rules.append(rule(to: [pods(in: nil)], ports: [])) }
        }
        if needsNames { rules.append(Self.names) }
        return rules
    }

    private func rule(to peers: [JSONNode], ports: [Int]) -> JSONNode {
        var rule: JSONNode = ["to": .array(peers)]
        if !ports.isEmpty { rule["ports"] = .array(ports.map { ["protocol": "TCP", "port": .int($0)] }) }
        return rule
    }

    private func peers(_ host: String) -> [JSONNode] {
        if let address = NetworkAddress(host) {
            return [["ipBlock": ["cidr": .string("\(address)/\(address.isIPv6 ? 128 : 32)")]]]
        }
        let except = scope.addressPolicy == .publicOnly ? Self.linkLocal + Self.privateRanges : Self.linkLocal
        let exceptIPv6 = scope.addressPolicy == .publicOnly ? ["fe80::/10", "fc00::/7"] : ["fe80::/10"]
        return [
            ["ipBlock": ["cidr": "0.0.0.0/0", "except": .array(except.map { .string($0) })]],
            ["ipBlock": ["cidr": "::/0", "except": .array(exceptIPv6.map { .string($0) })]],
        ]
    }

    private func pods(in namespace: String?) -> JSONNode {
        guard let namespace else { return ["namespaceSelector": [:]] }
        return ["namespaceSelector": ["matchLabels": ["kubernetes.io/metadata.name": .string(namespace)]]]
    }

    /// The servers of names, wherever a cluster has them.
    private static let names: JSONNode = [
        "to": [
            ["namespaceSelector": [:], "podSelector": ["matchLabels": ["k8s-app": "kube-dns"]]],
            ["ipBlock": ["cidr": "169.254.20.10/32"]],
        ],
        "ports": [["protocol": "UDP", "port": 53], ["protocol": "TCP", "port": 53]],
    ]

    /// The namespace of a Service, where the host is the full name of one: `orders.shop.svc.cluster.local`.
    static func serviceNamespace(_ host: String) -> String? {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 3, labels[2] == "svc" else { return nil }
        return String(labels[1])
    }

    /// Whether a host is the machine that names it.
    static func isThisMachine(_ host: String) -> Bool {
        host == "localhost" || host.hasSuffix(".localhost") || NetworkAddress(host)?.kind == .loopback
    }
}
