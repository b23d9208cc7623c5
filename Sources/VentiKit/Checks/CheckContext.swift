//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What an active check works with: the API, the identities, requests that are known to work, and a way to send more.
///
/// Everything that is sent through a context stays within the scope, the budget and the pace of the scan.
public struct CheckContext: Sendable {
    /// The API as its document describes it.
    public let description: APIDescription
    /// The policy of the scan.
    public let policy: ScanPolicy
    /// The names of the identities that work, in the user's order.
    public let identities: [String]
    private let checkID: CheckID
    let prober: any CheckProber

    init(
        description: APIDescription,
        policy: ScanPolicy,
        identities: [String],
        checkID: CheckID,
        prober: any CheckProber
    ) {
        self.description = description
        self.policy = policy
        self.identities = identities
        self.checkID = checkID
        self.prober = prober
    }

    /// The best request that the reach pass found for an operation and an identity, or `nil` where none was answered.
    public func reached(_ operation: APIOperation, as identity: String?) -> ReachedRequest? {
        prober.reached(operation.id, as: identity)
    }

    /// The best request by any identity that got 2xx: identities in the user's order, then nobody.
    public func reachedByAnyone(_ operation: APIOperation) -> ReachedRequest? {
        let all = (identities.map(Optional.some) + [nil]).compactMap { reached(operation, as: $0) }
        return all.first { $0.response.isSuccess }
    }

    /// Requests that add one parameter to the best one, with the parameter's place.
    func variants(_ operation: APIOperation) -> [(point: InsertionPoint, reached: ReachedRequest)] {
        prober.variants(operation.id)
    }

    /// Sends a request that carries an attack.
    ///
    /// - Parameters:
    ///   - request: The request without a credential.
    ///   - identity: In whose name it is sent, or `nil` for nobody.
    ///   - tokenMutation: A change to the identity's token.
    ///   - waitsWhenLimited: Whether to wait and send again where the target asks for patience.
    /// - Throws: ``ProbeError`` if no response came; `CancellationError` if the scan was cancelled.
    public func send(
        _ request: OperationRequest,
        as identity: String?,
        tokenMutation: TokenMutation? = nil,
        waitsWhenLimited: Bool = true
    ) async throws -> HTTPExchange {
        try await prober.send(
            request.render(),
            for: request.operation,
            as: identity,
            tokenMutation: tokenMutation,
            purpose: .attack,
            waitsWhenLimited: waitsWhenLimited
        )
    }

    /// Keeps a credential that was made during the check out of all evidence.
    func hide(_ secret: Secret, as placeholder: String) { prober.hide(secret, as: placeholder) }

    /// Starts a proof.
    public func trial() -> ProofTrial { ProofTrial(in: self) }

    /// A request as evidence, without any credential.
    public func record(_ request: ProbeRequest) -> RecordedRequest { prober.redactor.record(request) }

    /// A response as evidence, redacted and cut to a bound.
    public func record(_ response: ProbeResponse) -> RecordedResponse { prober.redactor.record(response) }
}

extension CheckContext {
    /// A random source of the check's own, the same one in every run with the same seed.
    func random(_ purpose: String) -> SeededRandom {
        SeededRandom(seed: policy.seed, purpose: "\(checkID.rawValue) \(purpose)")
    }

    /// What the operation answers to its clean request, learned once for each operation and identity.
    func baseline(for reached: ReachedRequest) async throws -> StableBaseline {
        try await prober.baseline(for: reached)
    }

    /// Runs the body while nothing else is sent to the target.
    func withExclusiveAccess<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        try await prober.withExclusiveAccess(body)
    }

    /// The identity's current token, where it has one.
    func token(of identity: String) async -> Secret? { await prober.token(of: identity) }

    /// The secret that the identity's tokens are signed with, where it can be guessed. Guessed once in a scan.
    func guessedSecret(of identity: String) async -> String? { await prober.guessedSecret(of: identity) }

    /// Names by which accounts of the API are known to exist, for the property that takes such a name.
    func knownAccountNames(for property: String) async -> [String] { await prober.knownAccountNames(for: property) }

    /// Whether one of these checks has found its flaw at this place already.
    func isKnown(_ checks: [CheckID], at location: FindingLocation) -> Bool { prober.isKnown(checks, at: location) }

    /// What failure looks like at this API.
    var softErrors: SoftErrorModel { prober.softErrors }
}

/// A request for an operation that was answered, with the answer.
public struct ReachedRequest: Sendable {
    /// The request that was sent.
    public var request: OperationRequest
    /// In whose name it was sent, or `nil` for nobody.
    public var identity: String?
    /// What came back.
    public var response: ProbeResponse

    /// A request, in whose name it was sent, and its response.
    public init(request: OperationRequest, identity: String?, response: ProbeResponse) {
        self.request = request
        self.identity = identity
        self.response = response
    }
}

/// What stands behind a ``CheckContext``: the running scan.
protocol CheckProber: TokenProber {
    var redactor: Redactor { get }
    var softErrors: SoftErrorModel { get }
    func reached(_ operationID: String, as identity: String?) -> ReachedRequest?
    func variants(_ operationID: String) -> [(point: InsertionPoint, reached: ReachedRequest)]
    func send(
        _ request: ProbeRequest,
        for operation: APIOperation?,
        as identity: String?,
        tokenMutation: TokenMutation?,
        purpose: HTTPExchange.Purpose,
        waitsWhenLimited: Bool
    ) async throws -> HTTPExchange
    /// Sends a request this often at once, each on a connection of its own.
    func sendTogether(
        _ request: ProbeRequest,
        count: Int,
        for operation: APIOperation?,
        as identity: String?,
        tokenMutation: TokenMutation?,
        purpose: HTTPExchange.Purpose
    ) async throws -> [HTTPExchange]
    func hide(_ secret: Secret, as placeholder: String)
    func login(of identity: String) -> LoginCredentials?
    func placement(of identity: String) async -> LoginRecipe.TokenUse
    func baseline(for reached: ReachedRequest) async throws -> StableBaseline
    func withExclusiveAccess<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result
    func isKnown(_ checks: [CheckID], at location: FindingLocation) -> Bool
    func token(of identity: String) async -> Secret?
    func guessedSecret(of identity: String) async -> String?
    func knownAccountNames(for property: String) async -> [String]
    var resources: ResourceModel { get }
    var accountOperations: AccountOperations { get }
    func recipe(for resource: APIResource, as identity: String?) -> ObjectRecipe?
    func registeredAccount() async throws -> RegisteredAccount?
    func guess(for operation: APIOperation, as identity: String?) -> OperationRequest
    func role(of identity: String) -> String?
    func noteAccess(_ access: ObjectAccess)
    func isSelfRegistered(_ identity: String) -> Bool
}
