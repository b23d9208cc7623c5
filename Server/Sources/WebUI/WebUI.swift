//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
public import Hummingbird
public import VentiServer
public import VentiService

/// The web UI: pages that the server makes, which work without a script and are better with one.
public struct WebUI: PageCollection {
    let platform: Platform
    let state: ServerState
    let configuration: ServerConfiguration
    let templates: TemplateLibrary
    let assets: AssetLibrary

    /// A web UI over a platform.
    /// - Parameters:
    ///   - platform: What can be done.
    ///   - state: Where open streams are counted.
    ///   - configuration: How many streams somebody may have open.
    /// - Throws: What is wrong with a template.
    public init(platform: Platform, state: ServerState, configuration: ServerConfiguration) throws {
        self.platform = platform
        self.state = state
        self.configuration = configuration
        templates = try TemplateLibrary()
        assets = AssetLibrary()
    }

    public func addRoutes(to router: Router<ServerContext>) {
        assets.addRoutes(to: router)
        let pages = PageRouter(ui: self, router: router)
        DoorRoutes.add(to: pages)
        OverviewRoutes.add(to: pages)
        ProjectRoutes.add(to: pages)
        TargetRoutes.add(to: pages)
        NewScanRoutes.add(to: pages)
        ScanRoutes.add(to: pages)
        ShareRoutes.add(to: pages)
        ScheduleRoutes.add(to: pages)
        ImportRoutes.add(to: pages)
        FindingRoutes.add(to: pages)
        AuditRoutes.add(to: pages)
        SettingsRoutes.add(to: pages)
        MemberRoutes.add(to: pages)
        KeyRoutes.add(to: pages)
        StopRoutes.add(to: pages)
    }
}
