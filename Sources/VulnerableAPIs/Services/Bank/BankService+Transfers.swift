//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension BankService {
    /// The most that one transfer moves, and a customer a day.
    private static let perTransfer = BankMoney(cents: 1_000_000)
    private static let perDay = BankMoney(cents: 5_000_000)
    private static let mostTransfers = 10_000

    func addTransferRoutes(to router: inout Router) {
        router.on("GET", "/limits") { request in
            let name = try caller(request)
            let used = store.withState { Self.movedToday(by: name, in: $0) }
            return .json(["perTransfer": Self.perTransfer.json, "perDay": Self.perDay.json, "usedToday": used.json])
        }
        router.on("POST", "/transfers") { try transfer($0) }
        router.on("GET", "/transfers/{transferId}") { request in
            let name = try caller(request)
            let id = request.parameter("transferId")
            let transfer = store.withState { state in state.transfers.first { $0.id == id && $0.owner == name } }
            guard let transfer else { throw Problem.notFound }
            return .json(transfer.json)
        }
    }

    private static func movedToday(by name: String, in state: BankState) -> BankMoney {
        let today = BankState.now.prefix(10)
        return state.transfers.reduce(BankMoney(cents: 0)) { sum, transfer in
            let counts = transfer.owner == name && transfer.createdAt.prefix(10) == today && transfer.amount.cents > 0
            return counts ? sum + transfer.amount : sum
        }
    }

    /// Moves money from an account of the caller to any other.
    ///
    /// The flawed build takes money from anybody's account, and in the other direction where the amount is negative.
    private func transfer(_ request: IncomingRequest) throws -> Answer {
        let name = try caller(request)
        let body = try DemoFields(request)
        let source = try body.text("fromAccountId", 36...36)
        let destination = try body.text("toAccountId", 36...36)
        let reference = try body.optionalText("reference", 0...140) ?? ""
        let least = isFlawed ? -Self.perTransfer : BankMoney(cents: 1)
        guard let amount = BankMoney(body.json["amount"]), (least...Self.perTransfer).contains(amount) else {
            throw Problem(400, "amount is a number from 0.01 to 10000 with at most two decimals.")
        }
        guard source != destination else { throw Problem(400, "The accounts are the same.") }
        return try store.withState { state in
            let from =
                isFlawed
                ? state.accounts.firstIndex { $0.id == source } : try state.index(ofAccount: source, of: name)
            guard let from, let to = state.accounts.firstIndex(where: { $0.id == destination }) else {
                throw Problem.notFound
            }
            guard state.transfers.count < Self.mostTransfers else { throw Problem(403, "No more is moved today.") }
            guard Self.movedToday(by: name, in: state) + amount <= Self.perDay else {
                throw Problem(403, "The limit of the day is reached.")
            }
            guard state.accounts[from].balance >= amount else { throw Problem(409, "The balance is too low.") }
            state.book(-amount, into: from, reference, with: destination)
            state.book(amount, into: to, reference, with: source)
            let transfer = BankTransfer(
                owner: name,
                source: source,
                destination: destination,
                amount: amount,
                reference: reference
            )
            state.transfers.append(transfer)
            return Answer.json(transfer.json, status: 201).with("Location", "/transfers/\(transfer.id)")
        }
    }
}
