//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    /// A list of who works at a shop; the flawed API sends along what only the wages office needs, and the document does
    /// not speak of.
    ///
    /// The fixed one sends the address of the shop itself, which is meant for all.
    package static func staffList(_ variant: Variant) -> VulnerableAPI {
        let person: JSON = .objectSchema(["name": .textSchema(), "desk": .textSchema()], required: ["name", "desk"])
        return disclosure("bopla.excess-undocumented", variant, "/staff", "Who works here.", person) { isFlawed in
            [("Nora Lind", "Front", 2_900), ("Ivo Halm", "Stock", 2_700)].map { name, desk, salary in
                let person: JSON = ["name": .string(name), "desk": .string(desk), "contact": "info@shop.example"]
                guard isFlawed else { return person }
                let address = name.lowercased().split(separator: " ").joined(separator: ".") + "@shop.example"
                return person.adding("privateEmail", .string(address)).adding("salary", .integer(salary))
            }
        }
    }

    /// Connections to other services; the flawed API shows the keys, the fixed one their last characters.
    package static func keyedIntegrations(_ variant: Variant) -> VulnerableAPI {
        let entry: JSON = .objectSchema(["name": .textSchema(), "setting": .textSchema(100)], required: ["name"])
        return disclosure("bopla.pii-secret", variant, "/integrations", "What the shop is connected to.", entry) {
            isFlawed in
            [
                ["name": "Storage", "setting": .string(isFlawed ? "AKIA" + "Q7Z3LMW5RK2XVN4T" : "AKIA…VN4T")],
                [
                    "name": "Code",
                    "setting": .string(isFlawed ? "ghp_" + "Qm7Rk2VxZp9LcT4bNw8HsJ3dFy6GaE26z0XS" : "ghp_…z0XS"),
                ],
            ]
        }
    }

    /// Refunds to cards; the flawed API shows the whole number, the fixed one four digits of it. Order numbers are as
    /// long and begin alike.
    package static func cardNumbers(_ variant: Variant) -> VulnerableAPI {
        let refund: JSON = .objectSchema(
            ["order": .textSchema(), "cardNumber": .textSchema(24), "cents": .numberSchema()],
            required: ["order"]
        )
        return disclosure("bopla.pii-secret", variant, "/refunds", "The refunds of the day.", refund) { isFlawed in
            [
                [
                    "order": "4539718203947161",
                    "cardNumber": .string(isFlawed ? "4539718203947162" : "************7162"),
                    "cents": 1_250,
                ]
            ]
        }
    }

    private static func disclosure(
        _ name: String,
        _ variant: Variant,
        _ path: String,
        _ summary: String,
        _ element: JSON,
        _ list: @escaping @Sendable (_ isFlawed: Bool) -> [JSON]
    ) -> VulnerableAPI {
        let token = Fixture.randomSecret()
        let document = FixtureDocument(
            title: "Shop",
            security: .bearer,
            operations: [FixtureOperation(path: path, summary: summary, response: .listSchema(of: element))]
        )
        let account = DemoAccount(name: "clerk", username: "clerk", password: "", credential: .bearer(token))
        return .fixture(name, variant, document, accounts: [account]) { router in
            router.on("GET", path) { request in
                guard request.bearerToken == token else { throw Problem.unauthorized }
                return .json(.array(list(variant == .flawed)))
            }
        }
    }
}
