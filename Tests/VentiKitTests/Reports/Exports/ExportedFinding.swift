// swift-format-ignore-file
import Foundation
import Testing
import VentiKit

/// VK-8afbfa77  high  venti.bola.read  GET /notes/{noteId}
///
/// Objects of others can be read
///
/// bob reads an object that alice made, by its id.
///
/// Fails while the flaw is there, which was found at http://127.0.0.1:8080/.
/// To run it, set BASE_URL, ALICE_TOKEN, BOB_TOKEN.
@Test(
    "VK-8afbfa77 is fixed: venti.bola.read at GET /notes/{noteId}",
    .enabled(if: ProcessInfo.processInfo.environment["BASE_URL"] != nil, "BASE_URL is not set")
)
func isVK8afbfa77Fixed() async throws {
    let environment = ProcessInfo.processInfo.environment
    let finding = try JSONDecoder().decode(Finding.self, from: Data(finding8afbfa77.utf8))
    var request = ReplayRequest([finding], target: try #require(environment["BASE_URL"]))
    request.identities = [
        Identity("alice", credential: .bearer(Secret(try #require(environment["ALICE_TOKEN"])))),
        Identity("bob", credential: .apiKey(name: "X-Api-Key", location: .header, value: Secret(try #require(environment["BOB_TOKEN"])))),
    ]
    request.policy.profile = .active
    for result in try await FindingReplay().run(request) {
        switch result.outcome {
        case .fixed: break
        case .stillThere: Issue.record("bob reads an object that alice made, by its id.")
        case .cannotTell(let reason, _): Issue.record("It cannot be told: \(reason)")
        }
    }
}

private let finding8afbfa77 = #"""
    {
      "affectedOperations" : [
    
      ],
      "checkID" : "venti.bola.read",
      "confidence" : "firm",
      "evidenceClass" : "marker",
      "fingerprint" : "venti/v1:8afbfa77c4516325fe6d86d94780a93a",
      "location" : {
        "method" : "GET",
        "path" : "/notes/{noteId}"
      },
      "proof" : {
        "assertions" : [
          {
            "assert" : "bodyContains",
            "step" : "other reads",
            "text" : "{{$marker}}"
          }
        ],
        "freshValues" : [
          {
            "kind" : "marker",
            "name" : "marker"
          }
        ],
        "steps" : [
          {
            "captures" : [
              {
                "from" : "body",
                "name" : "id",
                "pointer" : "/note/id"
              }
            ],
            "identity" : "alice",
            "label" : "create note",
            "repetitions" : 1,
            "request" : {
              "body" : "{\"text\":\"{{$marker}}\"}",
              "headers" : [
                {
                  "name" : "Content-Type",
                  "value" : "application/json"
                },
                {
                  "name" : "Authorization",
                  "value" : "Bearer {{alice.token}}"
                }
              ],
              "method" : "POST",
              "target" : "/notes"
            },
            "response" : {
              "bodyBytes" : 18,
              "bodyExcerpt" : "{\"note\":{\"id\":17}}",
              "headers" : [
    
              ],
              "status" : 201
            }
          },
          {
            "identity" : "bob",
            "label" : "other reads",
            "repetitions" : 1,
            "request" : {
              "headers" : [
                {
                  "name" : "X-Api-Key",
                  "value" : "{{bob.token}}"
                }
              ],
              "method" : "GET",
              "target" : "/notes/{{$id}}?full=1"
            },
            "response" : {
              "bodyBytes" : 4096,
              "bodyExcerpt" : "vk",
              "headers" : [
    
              ],
              "status" : 200
            }
          }
        ]
      },
      "remediation" : "Compare the owner with the caller.",
      "severity" : "high",
      "shortID" : "VK-8afbfa77",
      "summary" : "bob reads an object that alice made, by its id.",
      "title" : "Objects of others can be read",
      "weaknesses" : [
    
      ]
    }
    """#
